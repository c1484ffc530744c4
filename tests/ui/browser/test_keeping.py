"""What stays, in a real browser: conversations in its storage, files to take along, feedback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from qa.export import Format, read_export
from qa.verify import verify_page
from tests.ui.browser.conftest import PHONE, WIDE
from tests.ui.browser.test_manners import serious

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page, ViewportSize

    from qa.engine import ReportQA
    from tests.ui.browser.conftest import Visit
    from tests.ui.conftest import Servers

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"
HOUSING = "2018年在住房方面有哪些安排？"
NOT_TOLD = "法国的首都是哪里？"

STORED = """() => Object.keys(localStorage).filter(key => key.startsWith("report-qa.talk."))
    .map(key => [key, JSON.parse(localStorage[key])])"""


def stored(page: Page) -> dict[str, Any]:
    """Return what the browser keeps, by key."""
    return dict(page.evaluate(STORED))


def questions(page: Page) -> list[str]:
    """Return the questions on the page, without the words for screen readers."""
    return [text.splitlines()[-1] for text in page.locator(".question").all_inner_texts()]


def drawer(page: Page) -> Locator:
    """Open the drawer of conversations."""
    if not page.locator("dialog.history").is_visible():
        page.locator("button.talks").click()
    return page.locator("dialog.history")


def begin_anew(tab: Visit) -> None:
    """Begin a conversation with the drawer's button."""
    drawer(tab.page).locator("button.anew").click()
    tab.page.locator(".welcome").wait_for()


def two_conversations(tab: Visit) -> None:
    """Ask in one conversation, then in another."""
    tab.ask(QUESTION)
    begin_anew(tab)
    tab.ask(HOUSING)


def test_earlier_conversations_are_listed_newest_first_and_open_with_all_that_was_said(
    visit: Callable[..., Visit], viewport: ViewportSize
):
    tab = visit(viewport)
    page = tab.page
    tab.ask(QUESTION)
    tab.ask(NOT_TOLD)
    begin_anew(tab)
    tab.ask(HOUSING)
    titles = drawer(page).locator("li .title")
    assert titles.all_inner_texts() == [HOUSING, QUESTION]
    assert drawer(page).locator("[aria-current] .title").inner_text() == HOUSING
    titles.nth(1).click()
    page.locator(".verdict").wait_for()
    assert questions(page) == [QUESTION, NOT_TOLD]
    assert "1009.2亿元" in page.locator(".answer blockquote strong").first.inner_text()
    page.reload()
    page.locator(".verdict").wait_for()
    assert questions(page) == [QUESTION, NOT_TOLD]
    tab.ask("2018年的目标呢？")
    assert drawer(page).locator("li .title").all_inner_texts() == [QUESTION, HOUSING]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_another_conversation_opens_while_an_answer_is_awaited(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    two_conversations(tab)
    tab.box.fill("教育")
    page.keyboard.press("Enter")
    drawer(page).locator("li .title", has_text=QUESTION).click()
    page.wait_for_function(f"document.querySelector('.question')?.innerText.includes('{QUESTION}')")
    tab.ask("2018年的目标呢？")
    assert questions(page) == [QUESTION, "2018年的目标呢？"]
    kept = {talk["record"]["turns"][0]["question"]: talk for talk in stored(page).values()}
    assert set(kept) == {QUESTION, HOUSING}


def test_a_conversation_is_renamed_in_place_by_keyboard_and_its_title_is_text(
    visit: Callable[..., Visit], viewport: ViewportSize
):
    tab = visit(viewport)
    page = tab.page
    tab.ask(QUESTION)
    hostile = "<img src=x onerror='window.hacked=1'>"
    drawer(page).get_by_role("button", name="重命名").click()
    page.keyboard.type("不要了")
    page.keyboard.press("Escape")
    assert drawer(page).locator("li .title").inner_text() == QUESTION
    page.wait_for_function("document.activeElement.matches('.rename')")
    page.keyboard.press("Enter")
    page.keyboard.type(hostile)
    page.keyboard.press("Enter")
    assert drawer(page).locator("li .title").inner_text() == hostile
    page.reload()
    page.locator(".turn").wait_for()
    assert drawer(page).locator("li .title").inner_text() == hostile
    assert page.locator("dialog.history img").count() == 0
    assert page.evaluate("window.hacked === undefined")
    page.keyboard.press("Escape")
    page.locator("dialog.history").wait_for(state="hidden")


def test_a_deleted_conversation_is_gone_and_comes_back_with_undo(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    page = tab.page
    two_conversations(tab)
    before = stored(page)
    drawer(page).locator("li", has_text=QUESTION).get_by_role("button", name="删除").click()
    assert len(stored(page)) == 1
    page.wait_for_function("document.activeElement.matches('.undo')")
    page.keyboard.press("Enter")
    assert stored(page) == before
    drawer(page).locator("li", has_text=HOUSING).get_by_role("button", name="删除").click()
    page.locator(".welcome").wait_for()
    page.reload()
    page.locator(".welcome").wait_for()
    assert drawer(page).locator("li .title").all_inner_texts() == [QUESTION]


def test_two_tabs_on_one_conversation_overwrite_nothing(visit: Callable[..., Visit], address: str):
    tab = visit()
    tab.ask(QUESTION)
    beside = tab.page.context.new_page()
    beside.goto(address)
    beside.locator(".welcome").wait_for()
    drawer(beside).locator("li .title").click()
    beside.locator(".turn").wait_for()
    tab.ask(HOUSING)
    beside.locator("#question-box").fill(NOT_TOLD)
    beside.keyboard.press("Enter")
    beside.locator(".verdict").wait_for()
    beside.wait_for_function("Object.keys(localStorage).filter(key => key.startsWith('report-qa.talk.')).length === 2")
    kept = [[turn["question"] for turn in talk["record"]["turns"]] for talk in stored(tab.page).values()]
    assert sorted(kept) == sorted([[QUESTION, HOUSING], [QUESTION, NOT_TOLD]])
    beside.reload()
    beside.locator(".verdict").wait_for()
    assert questions(beside) == [QUESTION, NOT_TOLD]


def tamper(page: Page, change: str) -> None:
    """Change what is stored of the only conversation: `change` is JavaScript over `talk`."""
    page.evaluate(
        """change => { for (const key of Object.keys(localStorage).filter(key => key.startsWith("report-qa.talk."))) {
            const talk = JSON.parse(localStorage[key]); new Function("talk", change)(talk);
            localStorage[key] = JSON.stringify(talk); } }""",
        change,
    )


@pytest.mark.parametrize(
    "change",
    [
        "talk.record.turns[0].answer.citations[0].cited_text = '地区生产总值实现9999亿元'",
        "talk.record.turns[0].answer.lead = '9999亿元'",
        "talk.record.turns[0].answer.citations[0].address = '9999亿元'",
    ],
)
def test_what_was_changed_by_hand_is_left_out_and_the_rest_is_shown(visit: Callable[..., Visit], change: str):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    tab.ask(NOT_TOLD)
    begin_anew(tab)
    tamper(page, change)
    drawer(page).locator("li .open").click()
    page.locator(".verdict").wait_for()
    assert questions(page) == [NOT_TOLD]
    assert "9999" not in page.locator("body").inner_text()
    assert page.locator(".kept-note .note").inner_text() == "有些回答无法对照这份报告证实，没有显示。"


def test_conversations_about_another_report_and_what_is_none_are_not_shown(visit: Callable[..., Visit], address: str):
    tab = visit()
    tab.ask(QUESTION)
    (key,) = stored(tab.page)
    tamper(tab.page, "talk.record.report = 'another'")
    tab.page.evaluate("""() => { const odd = ["null", "7", "{", "[]", '{"record":{"turns":[{}]},"updated":1}'];
        odd.forEach((text, n) => localStorage.setItem(`report-qa.talk.${n}`, text)); }""")
    beside = tab.page.context.new_page()
    beside.add_init_script(f"sessionStorage.setItem('report-qa.open', '{key.removeprefix('report-qa.talk.')}')")
    beside.goto(address)
    beside.locator(".welcome").wait_for()
    assert drawer(beside).locator("li").count() == 0
    assert drawer(beside).locator(".empty").is_visible()


def test_the_oldest_of_more_than_fifty_are_dropped(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    page.evaluate("""() => { const key = Object.keys(localStorage).find(key => key.startsWith("report-qa.talk."));
        const talk = JSON.parse(localStorage[key]); localStorage.removeItem(key);
        for (let n = 1; n <= 50; n++)
            localStorage[`report-qa.talk.${n}`] = JSON.stringify({ ...talk, updated: n, title: `第${n}段` }); }""")
    begin_anew(tab)
    tab.ask(HOUSING)
    titles = drawer(page).locator("li .title").all_inner_texts()
    assert len(titles) == 50
    assert (titles[0], titles[-1]) == (HOUSING, "第2段")


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError") } })"""


@pytest.mark.parametrize("fault", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_where_nothing_can_be_stored_one_line_says_so_and_the_chat_goes_on(
    visit: Callable[..., Visit], viewport: ViewportSize, address: str, fault: str
):
    tab = visit(viewport)
    page = tab.page
    page.add_init_script(fault)
    page.goto(address)
    page.locator(".welcome").wait_for()
    tab.ask(QUESTION)
    page.locator(".kept-note .note", has_text="浏览器没有地方存对话").wait_for()
    page.locator(".kept-note .close").click()
    tab.ask(HOUSING)
    assert questions(page) == [QUESTION, HOUSING]
    assert not page.locator(".kept-note .note").is_visible()


@pytest.mark.parametrize("form", Format)
def test_an_answer_and_a_conversation_are_downloaded_with_every_quote_sound(
    visit: Callable[..., Visit], viewport: ViewportSize, engine: ReportQA, tmp_path: Path, form: Format
):
    tab = visit(viewport)
    page = tab.page
    tab.ask(QUESTION)
    tab.ask(NOT_TOLD)
    tab.ask(HOUSING)
    turn = page.locator(".turn").last
    turn.get_by_role("button", name="导出").click()
    counts = []
    for scope in ("[data-turn]", ":not([data-turn])", "[data-turn]"):
        with page.expect_download() as download:
            turn.locator(f".exports button[data-format={form}]{scope}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        read, exported = read_export(path)
        verification = verify_page(exported, engine.report, engine.passages)
        assert read is form
        assert verification.sound
        counts.append(len(verification.quotes))
    chips = page.locator("a.chip").count()
    assert counts == [turn.locator("a.chip").count(), chips, turn.locator("a.chip").count()]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.fixture
def own(start_server: Servers, tmp_path: Path) -> tuple[str, Path]:
    """A server of the test's own: its address, and the file of feedback that it writes."""
    return start_server(feedback_dir=tmp_path), tmp_path / "feedback.jsonl"


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_thumbs_and_what_was_wrong_are_kept_and_can_be_changed(
    visit: Callable[..., Visit], viewport: ViewportSize, own: tuple[str, Path]
):
    address, file = own
    tab = visit(viewport, to=address)
    page = tab.page
    tab.ask(QUESTION)
    up, down = page.get_by_role("button", name="回答得好"), page.get_by_role("button", name="回答有误")
    up.click()
    page.locator(".told", has_text="谢谢，已记下。").wait_for()
    assert up.get_attribute("aria-pressed") == "true"
    down.press("Enter")
    form = page.get_by_role("dialog", name="哪里不对？")
    assert form.get_by_role("radio").count() == 5
    form.get_by_role("radio", name="答语不对").check()
    form.get_by_role("textbox").fill("应为\u0007 <b>2016</b>\n年")
    form.get_by_role("button", name="提交").click()
    form.wait_for(state="hidden")
    page.wait_for_function("document.querySelector('.thumb.down').getAttribute('aria-pressed') === 'true'")
    assert up.get_attribute("aria-pressed") == "false"
    first, last = lines(file)
    assert (first["verdict"], first["question"]) == ("up", QUESTION)
    assert (last["verdict"], last["wrong"], last["comment"]) == ("down", "wrong_words", "应为 <b>2016</b> 年")
    assert page.locator("#chat-tab b, dialog b").count() == 0
    page.reload()
    page.locator(".thumb.down[aria-pressed=true]").wait_for()


def test_the_form_is_left_with_the_keyboard_and_nothing_is_kept(visit: Callable[..., Visit], own: tuple[str, Path]):
    address, file = own
    tab = visit(WIDE, "en-US", to=address)
    page = tab.page
    tab.ask(NOT_TOLD)
    down = page.get_by_role("button", name="Something is wrong")
    down.press("Enter")
    form = page.get_by_role("dialog", name="What was wrong?")
    reasons = form.locator("label:visible", has=page.get_by_role("radio")).all_inner_texts()
    assert [reason.lower() for reason in reasons] == ["the report tells, yet it did not answer", "something else"]
    page.keyboard.press("Escape")
    form.wait_for(state="hidden")
    page.wait_for_function("document.activeElement.matches('.thumb.down')")
    down.press("Enter")
    form.get_by_role("button", name="Cancel").click()
    form.wait_for(state="hidden")
    assert not file.exists()


def test_feedback_that_cannot_be_written_says_so_and_keeps_what_was_typed(
    visit: Callable[..., Visit], viewport: ViewportSize, start_server: Servers, tmp_path: Path
):
    (tmp_path / "file").write_text("")
    tab = visit(viewport, to=start_server(feedback_dir=tmp_path / "file"))
    page = tab.page
    tab.ask(QUESTION)
    page.get_by_role("button", name="回答得好").click()
    page.locator(".told", has_text="没能记下，回答不受影响").wait_for()
    assert page.locator(".thumb[aria-pressed=true]").count() == 0
    page.get_by_role("button", name="回答有误").click()
    form = page.get_by_role("dialog", name="哪里不对？")
    form.get_by_role("textbox").fill("少了一句")
    form.get_by_role("button", name="提交").click()
    form.locator(".fault", has_text="没能记下").wait_for()
    assert form.get_by_role("textbox").input_value() == "少了一句"


def test_feedback_to_a_dead_server_says_so(visit: Callable[..., Visit], start_server: Servers):
    address = start_server()
    tab = visit(to=address)
    tab.ask(QUESTION)
    start_server.stop(address)
    tab.page.get_by_role("button", name="回答得好").click()
    tab.page.locator(".told", has_text="连不上服务器，没能记下。").wait_for()
    tab.errors.clear()  # the browser reports every request that found no server


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_axe_finds_nothing_serious_in_drawer_form_and_export(
    visit: Callable[..., Visit], viewport: ViewportSize, locale: str, scheme: str
):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(viewport, locale, color_scheme=scheme)
    page = tab.page
    two_conversations(tab)
    page.locator("button.export").click()
    grave = serious(Axe().run(page).response)
    page.locator("button.thumb.down").click()
    grave += serious(Axe().run(page).response)
    page.keyboard.press("Escape")
    drawer(page).locator(".delete").last.click()
    drawer(page).locator(".rename").first.click()
    grave += serious(Axe().run(page).response)
    assert grave == []


def test_at_the_width_of_a_small_phone_nothing_is_cut_off(visit: Callable[..., Visit]):
    tab = visit(PHONE, "en-US")
    page = tab.page
    tab.ask(QUESTION)
    page.locator("button.export").click()
    page.wait_for_timeout(300)
    boxes = [button.bounding_box() for button in page.locator(".toolbar button, .exports button").all()]
    page.locator("button.thumb.down").click()
    boxes += [button.bounding_box() for button in page.locator("dialog.wrong button").all()]
    page.keyboard.press("Escape")
    boxes += [button.bounding_box() for button in drawer(page).locator("button").all()]
    for box in boxes:
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 32
