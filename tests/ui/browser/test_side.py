"""The panel beside the tabs: a citation opened in its place, the way through the report, links that lead here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.text import squeeze
from tests.ui.browser.conftest import PHONE, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize

    from qa.engine import ReportQA
    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"
HOUSING = "2018年在住房方面有哪些安排？"
IN_SIGHT = "(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('{}').getBoundingClientRect())"


def opened(page: Page) -> None:
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")


def test_a_citation_opens_at_its_sentence_which_is_verbatim_in_the_report(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    tab = visit(viewport)
    page = tab.page
    tab.ask(QUESTION)
    chip = page.locator("a.chip").first
    assert chip.get_attribute("aria-label") == "出处1：一、2017年工作回顾 › 第2段 › 第3句。打开原文"
    chip.focus()
    page.keyboard.press("Enter")
    opened(page)
    marked = page.locator("#evidence mark.current")
    assert "1009.2亿元" in marked.locator("strong").first.inner_text()
    assert squeeze(marked.inner_text()) in squeeze(engine.report.source)
    assert page.locator("#evidence h3").inner_text() == "一、2017年工作回顾 › 第2段 › 第3句"
    page.wait_for_function(IN_SIGHT.format("#evidence mark.current"))
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert chip.get_attribute("aria-current") == "true"

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "chip"
    if viewport == PHONE:
        assert not page.locator("#evidence").is_visible()


def test_a_sentence_far_down_a_long_passage_is_scrolled_to(visit: Callable[..., Visit], address: str):
    tab = visit({"width": 360, "height": 480}, to=f"{address}?passage=P013.8")
    opened(tab.page)
    assert "PM2.5" in tab.page.locator("#evidence mark.current").inner_text()
    tab.page.wait_for_function(IN_SIGHT.format("#evidence mark.current"))
    assert tab.page.locator("#evidence").evaluate("panel => panel.scrollTop") > 0


def test_where_there_is_room_the_first_source_opens_by_itself_and_the_keyboard_stays(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(QUESTION)
    tab.page.locator("#evidence mark.current").wait_for()
    assert tab.page.evaluate("document.activeElement.id") == "question-box"
    narrow = visit(PHONE)
    narrow.ask(QUESTION)
    narrow.page.wait_for_timeout(300)
    assert not narrow.page.locator("#evidence").is_visible()


def test_the_arrow_keys_lead_from_source_to_source(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask(HOUSING)
    page = tab.page
    count = page.locator("a.chip").count()
    assert count >= 2
    page.locator("a.chip").first.focus()
    focused = "document.activeElement.dataset.citation"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "2"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == str(count)


def test_the_way_leads_to_the_neighbours_and_what_is_cited_stays_marked(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    page.locator("a.chip").first.click()
    opened(page)
    page.locator(".walk a[rel=prev]").click()
    page.locator("a.permalink", has_text="P003").wait_for()
    assert page.locator("#evidence mark").count() == 0
    page.locator("#evidence-heading").focus()
    page.keyboard.press("ArrowRight")
    page.locator("a.permalink", has_text="P004a").wait_for()
    assert page.locator("#evidence mark[data-citation='1']").count() == 1
    page.keyboard.press("ArrowRight")
    page.locator("a.permalink", has_text="P004b").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.dataset.citation === '1'")


def test_closing_shows_the_contents_and_leads_back(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    page = tab.page
    tab.ask(QUESTION)
    page.locator("a.chip").first.click()
    opened(page)
    page.get_by_role("button", name="关闭原文").click()
    assert page.evaluate("document.activeElement.className") == "chip"
    page.locator("#evidence .contents").wait_for(state="visible" if viewport == WIDE else "attached")
    assert page.locator("#evidence").is_visible() == (viewport == WIDE)
    assert page.locator("a.chip[aria-current]").count() == 0


def test_on_a_phone_the_sheet_closes_with_a_touch_beside_it(visit: Callable[..., Visit]):
    tab = visit(PHONE)
    tab.ask(QUESTION)
    tab.page.locator("a.chip").first.click()
    opened(tab.page)
    assert tab.page.locator("#work").evaluate("work => work.inert")
    tab.page.mouse.click(180, 20)
    tab.page.locator("#evidence").wait_for(state="hidden")
    assert not tab.page.locator("#work").evaluate("work => work.inert")


def test_a_quote_is_copied_with_its_address_and_a_link_with_its_place(visit: Callable[..., Visit], address: str):
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    page = tab.page
    tab.ask(QUESTION)
    page.locator("a.chip").first.click()
    opened(page)
    page.get_by_role("button", name="复制引文").click()
    page.locator("#evidence").get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“地区生产总值实现1009.2亿元、比上年增长7.4%，过千亿大关。”"
        "（《2018年上海市青浦区政府工作报告》，一、2017年工作回顾 › 第2段 › 第3句，P004.3）"
    )
    page.get_by_role("button", name="复制链接").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.endsWith('?passage=P004.3'))")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}?passage=P004.3"


def test_without_a_clipboard_copying_still_works(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed here')) }")
    page.evaluate("() => { document.execCommand = () => (window.copied = document.activeElement.value, true) }")
    page.locator("a.chip").first.click()
    opened(page)
    page.get_by_role("button", name="复制引文").click()
    page.locator("#evidence").get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("window.copied").startswith("“地区生产总值")


def test_a_permalink_opens_the_same_place_in_a_fresh_tab(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    tab.ask(QUESTION)
    tab.page.locator("a.chip").first.click()
    opened(tab.page)
    with tab.page.context.expect_page() as fresh:
        tab.page.locator("a.permalink").click()
    page = fresh.value
    page.wait_for_selector(".turns")
    opened(page)
    assert page.url.endswith("?passage=P004.3")
    assert "1009.2亿元" in page.locator("#evidence mark.current").inner_text()
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="问题").fill("2018年的目标呢？")


def test_a_permalink_to_nothing_gets_one_calm_line(visit: Callable[..., Visit], address: str, viewport: ViewportSize):
    tab = visit(viewport, to=f"{address}?passage=P999<b>")
    assert tab.page.locator(".missing").inner_text() == "报告里没有 P999<b>。"
    tab.page.get_by_role("button", name="关闭原文").click()
    assert "passage" not in tab.page.url
    tab.ask(QUESTION)


def test_the_contents_lead_into_the_report(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    if viewport == PHONE:
        tab.page.locator(".narrow-contents summary").click()
    link = tab.page.get_by_role("link", name="二、2018年主要任务").locator("visible=true")
    reference = (link.get_attribute("href") or "").removeprefix("?passage=")
    link.click()
    opened(tab.page)
    assert tab.page.locator("a.permalink").inner_text() == reference


def test_a_link_to_a_place_opens_beside_any_tab(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    tab.open_tab("报告")
    link = tab.page.locator("#report a[href='?passage=P004']").first
    assert not tab.page.locator("#evidence").is_visible()
    link.click()
    opened(tab.page)
    assert tab.page.locator("a.permalink").inner_text() == "P004"
    assert tab.page.url.endswith("/")


def test_pointer_and_keyboard_show_the_quote_of_a_source(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    peek = page.locator("#peek")
    assert not peek.is_visible()
    page.locator("a.chip").first.hover()
    peek.wait_for()
    assert peek.inner_text() == "地区生产总值实现1009.2亿元、比上年增长7.4%，过千亿大关。"
    page.mouse.move(5, 5)
    peek.wait_for(state="hidden")
    page.locator("#question-box").focus()
    while page.evaluate("document.activeElement.className") != "chip":
        page.keyboard.press("Shift+Tab")
    peek.wait_for()
    assert page.locator("a.chip").first.get_attribute("aria-describedby") == "peek"
    page.keyboard.press("Escape")
    assert not peek.is_visible()
