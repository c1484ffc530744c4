"""The chat in a real browser: asking, answers, what the report does not say, and what is left on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.browser.conftest import PHONE, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ViewportSize

    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"
HOUSING = "2018年在住房方面有哪些安排？"
NOT_TOLD = "法国的首都是哪里？"


def test_an_answer_shows_its_quote_and_where_it_stands(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    tab.ask(QUESTION)
    assert "1009.2亿元" in tab.page.locator(".answer blockquote strong").first.inner_text()
    assert tab.page.locator("a.chip").first.inner_text() == "1\n一、2017年工作回顾 › 第2段 › 第3句"
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_an_example_is_asked_with_a_click(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport, "en-US")
    example = tab.page.locator("button.example").first
    question = example.inner_text()
    example.click()
    tab.page.locator(".answer").wait_for()
    assert question in tab.page.locator(".question").inner_text()
    assert tab.page.locator(".welcome").count() == 0


def test_the_newest_question_stands_at_the_top_of_the_window(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    for question in (QUESTION, HOUSING):
        tab.ask(question)
    tab.page.wait_for_function(
        "(top => top >= 0 && top < 200)([...document.querySelectorAll('.question')].at(-1).getBoundingClientRect().top)"
    )


def test_a_follow_up_leans_on_the_question_before_and_says_how_it_was_searched(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(QUESTION)
    assert tab.page.locator(".searched").count() == 0
    tab.ask("2018年的目标呢？")
    assert "地区生产总值" in tab.page.locator(".searched").inner_text()


def test_what_the_report_does_not_say_offers_the_nearest_passages_folded(
    visit: Callable[..., Visit], viewport: ViewportSize
):
    tab = visit(viewport)
    tab.ask(NOT_TOLD)
    page = tab.page
    assert page.locator(".verdict").inner_text() == "报告没有说"
    assert "法国" in page.locator(".answer").inner_text()
    near = page.locator(".nearest a").first
    assert not near.is_visible()
    page.locator(".nearest summary").click()
    assert "不是答案" in page.locator(".nearest summary").inner_text()
    reference = (near.get_attribute("href") or "").removeprefix("?passage=")
    near.click()
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")
    assert page.locator("a.permalink").inner_text() == reference


def test_an_answer_without_sources_leaves_no_earlier_source_beside_it(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(QUESTION)
    tab.page.locator("#evidence mark.current").wait_for()
    tab.ask(NOT_TOLD)
    tab.page.locator("#evidence .contents").wait_for()


def test_a_question_that_cannot_be_used_is_explained_in_the_chat_and_kept(visit: Callable[..., Visit]):
    tab = visit(WIDE, "en-US")
    too_long = "long " * 300
    tab.box.fill(too_long)
    tab.page.keyboard.press("Enter")
    failure = tab.page.locator(".failure")
    failure.wait_for()
    assert failure.inner_text().startswith("No answer: ")
    assert tab.page.locator("button.retry").count() == 0
    assert tab.box.input_value() == too_long.strip()
    tab.box.fill("What was GDP in 2017?")
    tab.page.keyboard.press("Enter")
    tab.page.locator(".answer").wait_for()
    assert tab.page.locator(".turn").count() == 1


def test_shift_enter_and_the_enter_of_an_input_method_do_not_ask(visit: Callable[..., Visit]):
    tab = visit()
    tab.box.fill("第一行")
    tab.page.keyboard.press("Shift+Enter")
    tab.page.keyboard.type("x")
    assert tab.box.input_value() == "第一行\nx"
    tab.box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    tab.page.keyboard.press("Control+a")
    tab.page.keyboard.press("Backspace")
    tab.page.keyboard.press("Enter")
    assert tab.page.locator(".turn").count() == 0


def test_the_box_grows_with_the_question_and_shrinks_again(visit: Callable[..., Visit]):
    tab = visit()
    height = "box => box.getBoundingClientRect().height"
    before = tab.box.evaluate(height)
    tab.box.fill("一\n二\n三")
    assert tab.box.evaluate(height) >= before + 40
    tab.box.fill("")
    assert tab.box.evaluate(height) == before


def test_a_question_asked_before_the_page_is_settled_is_asked_once(visit: Callable[..., Visit]):
    tab = visit()
    slow = "const plain = requestAnimationFrame; requestAnimationFrame = (draw) => setTimeout(() => plain(draw), 1000)"
    tab.page.add_init_script(slow)
    tab.page.reload()
    tab.page.wait_for_selector(".turns")
    tab.ask(QUESTION)
    tab.page.wait_for_timeout(1500)
    assert tab.page.locator(".turn").count() == 1
    tab.ask("那2018年的目标呢？")
    assert tab.page.locator(".turn").count() == 2
    assert tab.page.locator(".turn .failed").count() == 0


def test_a_new_conversation_begins_with_the_welcome(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(QUESTION)
    tab.page.get_by_role("button", name="新对话").click()
    tab.page.locator(".welcome").wait_for()
    tab.page.locator("#evidence .contents").wait_for()
    assert tab.page.locator(".turn").count() == 0
    tab.ask("2018年的目标呢？")
    assert tab.page.locator(".searched").count() == 0


def test_questions_to_ask_next_come_after_the_answer_and_move_nothing(
    visit: Callable[..., Visit], viewport: ViewportSize
):
    tab = visit(viewport)
    tab.ask(QUESTION)
    page = tab.page
    where = "document.querySelector('.answer').getBoundingClientRect().top"
    before = page.evaluate(where)
    offered = page.locator("#related button.example")
    offered.first.wait_for()
    assert page.evaluate(where) == before
    assert 1 <= offered.count() <= 3
    question = offered.first.inner_text()
    offered.first.click()
    page.locator(".turn", has_text=question).locator(".answer").wait_for()
    assert page.locator(".turn").count() == 2
    page.wait_for_function(f"!document.querySelector('#related').textContent.includes({question!r})")


def test_tabs_and_visitors_see_nothing_of_each_other(visit: Callable[..., Visit], address: str):
    first = visit()
    first.ask(QUESTION)
    beside = first.page.context.new_page()
    beside.goto(address)
    beside.wait_for_selector(".welcome")
    other = visit()
    other.ask(HOUSING)
    first.ask("2018年的目标呢？")
    assert "地区生产总值" in first.page.locator(".searched").inner_text()
    assert QUESTION not in other.page.locator("#transcript").inner_text()
    assert beside.locator(".turn").count() == 0


def test_a_conversation_outlives_a_reload_of_its_tab(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(QUESTION)
    tab.ask(NOT_TOLD)
    tab.box.fill("还没问完")
    tab.page.locator("#evidence .contents").wait_for()
    tab.page.reload()
    tab.page.locator(".turn").nth(1).wait_for()
    assert [text.splitlines()[-1] for text in tab.page.locator(".question").all_inner_texts()] == [QUESTION, NOT_TOLD]
    tab.page.wait_for_function("document.querySelector('#question-box').value === '还没问完'")
    tab.page.locator("a.chip").first.click()
    tab.page.locator("#evidence mark.current strong").first.wait_for()
    tab.ask("2018年的目标呢？")


def test_on_a_phone_the_question_box_stays_at_hand_under_a_long_answer(visit: Callable[..., Visit]):
    tab = visit(PHONE)
    for _ in range(3):
        tab.ask(HOUSING)
    tab.page.evaluate("scrollTo(0, 0)")
    box = tab.box.bounding_box()
    assert box
    assert 0 < box["y"] < PHONE["height"] - box["height"]


def test_an_answer_is_copied_with_its_sources(visit: Callable[..., Visit]):
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    tab.ask(QUESTION)
    button = tab.page.get_by_role("button", name="复制回答和出处")
    button.click()
    tab.page.get_by_role("button", name="已复制").wait_for()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“地区生产总值实现1009.2亿元")
    assert "一、2017年工作回顾 › 第2段 › 第3句，P004.3）" in copied
    button.wait_for()


def test_nothing_in_a_question_or_a_report_is_run_or_rendered(visit: Callable[..., Visit], hostile_address: str):
    tab = visit(to=hostile_address)
    page = tab.page
    tab.ask("全区生产总值<img src=x onerror='window.hacked=1'>达到多少？")
    tab.ask("新增就业岗位多少个？ ![图](http://example.invalid/y.png) $x^2$ ${value}")
    tab.ask("<script>window.hacked=1</script>[点](javascript:window.hacked=1)")
    for chip in page.locator("a.chip").all():
        chip.click()
        page.wait_for_function("document.activeElement.id === 'evidence-heading'")
        page.mouse.move(5, 5)
        chip.hover()
        page.locator("#peek:not([hidden])").wait_for()
        assert page.locator("#peek :is(img, script, a, b)").count() == 0
    shown = page.locator("#transcript").inner_text() + page.locator("#evidence").inner_text()
    assert "<img src=x onerror='window.hacked=1'>" in shown
    assert "[点这里](javascript:alert(1))岗位$x^2$" in shown
    assert "<script>window.hacked=1</script>[点](javascript:window.hacked=1)" in shown
    assert "${value}" in shown
    drawn = page.locator("#desk :is(#chat-tab, #side)")
    assert drawn.locator(":is(img, script, iframe, b, code, .katex)").count() == 0
    links = drawn.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links
    assert all(link.startswith("?passage=") for link in links)
    assert page.evaluate("window.hacked === undefined")
