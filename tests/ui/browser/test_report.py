"""The Report tab in a real browser: reading, the outline, finding exact words and by meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpus.text import squeeze
from tests.ui.browser.conftest import PHONE, WIDE
from tests.ui.browser.test_manners import serious

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route, ViewportSize

    from qa.engine import ReportQA
    from tests.ui.browser.conftest import Visit
    from tests.ui.conftest import Servers

pytestmark = pytest.mark.browser

FIELD = "#report-find input[type=search]"


def open_report(visit: Visit) -> Page:
    visit.page.locator("#report-tab-button").click()
    visit.page.locator(FIELD).wait_for()
    return visit.page


def find(page: Page, query: str, told: str) -> None:
    """Type a query and wait for what the tab says of it."""
    page.locator(FIELD).fill(query)
    page.locator("#report-found .count", has_text=told).wait_for()


def marked(page: Page, name: str = "report-hit") -> list[str]:
    """Return the stretches of text that the browser paints as hits, or as the current one."""
    stretches: list[str] = page.evaluate("name => [...CSS.highlights.get(name)].map(String)", name)
    return stretches


def current_is_in_sight(page: Page) -> None:
    """Wait until the current hit stands under the bar and over the window's lower edge."""
    page.wait_for_function(
        """() => {
          const box = [...CSS.highlights.get("report-current")][0].getBoundingClientRect();
          const bar = document.querySelector("#report-bar").getBoundingClientRect();
          return box.top >= bar.bottom && box.top < innerHeight;
        }"""
    )


def fits(page: Page, viewport: ViewportSize) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= viewport["width"])


def test_the_whole_report_can_be_read_and_its_numbers_are_links(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_report(visit(viewport))
    read = page.locator(".report-text [data-unit]").all_text_contents()
    assert squeeze("".join(read)) == squeeze(engine.report.source)
    number = page.locator(".report-text a.paragraph-number", has_text="P042")
    assert number.get_attribute("href") == "?passage=P042"
    assert fits(page, viewport)


def test_a_number_opens_its_passage_beside_the_text(visit: Callable[..., Visit], engine: ReportQA):
    page = open_report(visit(WIDE))
    page.locator(".report-text a.paragraph-number", has_text="P042").click()
    shown = page.locator("#evidence .text").first
    shown.wait_for()
    assert squeeze(engine.cite("P042").passage.text) in squeeze(page.locator("#evidence").inner_text())
    assert page.locator(".report-text").is_visible()
    assert fits(page, WIDE)


def test_exact_words_are_found_whatever_their_writing_and_walked_through_by_keyboard(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_report(visit(viewport))
    count = squeeze(engine.report.source).count("开发")
    find(page, "開 發", f"第 1 / {count} 处")
    assert marked(page) == ["开发"] * count
    assert marked(page, "report-current") == ["开发"]
    current_is_in_sight(page)
    page.keyboard.press("Enter")
    page.locator("#report-found .count", has_text=f"第 2 / {count} 处").wait_for()
    current_is_in_sight(page)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    page.locator("#report-found .count", has_text=f"第 {count} / {count} 处").wait_for()
    page.get_by_role("button", name="下一处").click()
    page.locator("#report-found .count", has_text=f"第 1 / {count} 处").wait_for()
    assert fits(page, viewport)


def test_marks_come_and_go_without_touching_the_text(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    before = page.locator(".report-text").inner_html()
    find(page, "青浦", "第 1 /")
    assert set(marked(page)) == {"青浦"}
    find(page, "这些字一个都不在报告里", "没有找到")
    assert marked(page) == []
    find(page, "青浦", "第 1 /")
    page.locator(FIELD).fill("")
    page.wait_for_function("CSS.highlights.get('report-hit').size === 0")
    assert page.locator("#report-found .count").inner_text() == ""
    assert page.locator(".report-text").inner_html() == before


def test_a_hit_may_run_across_two_sentences(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    find(page, "过千亿大关。三次产业结构比", "第 1 / 1 处")
    assert marked(page, "report-current") == ["过千亿大关。三次产业结构比"]


def test_meaning_lists_passages_that_lead_to_their_sentences(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_report(visit(viewport))
    page.get_by_text("语义", exact=True).click()
    page.locator(FIELD).fill("住房保障和租赁市场")
    page.keyboard.press("Enter")
    page.locator(".near-hit").first.wait_for()
    listed = page.locator(".near-hit")
    assert listed.first.locator(".where").inner_text().startswith("二、2018年主要任务")
    assert len(marked(page)) == listed.count()
    listed.nth(1).click()
    current_is_in_sight(page)
    assert marked(page, "report-current") == [listed.nth(1).locator(".quote").text_content()]
    assert listed.nth(1).get_attribute("aria-current") == "true"
    assert fits(page, viewport)


def test_what_cannot_be_searched_by_meaning_is_explained(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    page.get_by_text("语义", exact=True).click()
    page.locator(FIELD).fill("？？")
    page.keyboard.press("Enter")
    page.locator("#report-found .failure", has_text="没能查找").wait_for()


def test_the_outline_is_a_tree_for_the_keyboard(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    tree = page.get_by_role("tree")
    first = tree.get_by_role("treeitem").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("ArrowRight")
    topic = str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    anchor = page.evaluate("document.activeElement.dataset.anchor")
    assert topic in page.locator(f"#{anchor}").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == anchor
    tree.locator(f'[data-anchor="{anchor}"][aria-current="location"]').wait_for()
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"


def test_the_outline_follows_the_reading(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    page.get_by_role("treeitem").first.wait_for()
    page.evaluate("document.querySelector('#report-P041').scrollIntoView()")
    current = page.locator('#report-outline [aria-current="location"]')
    page.locator('#report-outline [aria-current="location"]', has_text="做好公共服务和民生保障").wait_for()
    assert current.count() == 1


def test_a_phone_shows_the_text_first_and_the_outline_on_demand(visit: Callable[..., Visit]):
    page = open_report(visit(PHONE))
    assert not page.get_by_role("tree").is_visible()
    page.locator("#report-outline summary").click()
    page.get_by_role("treeitem").filter(has_text="2018年主要任务").first.locator(".row").first.click()
    page.wait_for_function("document.activeElement.textContent.includes('主要任务')")
    assert fits(page, PHONE)


def test_another_language_changes_the_words_and_keeps_what_was_found(visit: Callable[..., Visit]):
    page = open_report(visit(WIDE))
    find(page, "青浦", "第 1 /")
    page.keyboard.press("Enter")
    hits = len(marked(page))
    page.locator(".masthead button", has_text="English").click()
    page.locator("#report-found .count", has_text=f"2 of {hits}").wait_for()
    assert len(marked(page)) == hits
    assert page.locator(FIELD).get_attribute("aria-label") == "Find in the report"
    assert page.locator("#report-outline summary").inner_text() == "Contents"


def test_nothing_in_a_query_or_a_report_is_run_or_rendered(visit: Callable[..., Visit], hostile_address: str):
    page = open_report(visit(WIDE, to=hostile_address))
    find(page, "<script>window.hacked", "第 1 / 1 处")
    assert marked(page) == ["<script>window.hacked"]
    find(page, '<b onclick="alert(2)">', "第 1 / 1 处")
    find(page, "![图](http://example.invalid/x.png)", "第 1 / 1 处")
    page.get_by_text("语义", exact=True).click()
    page.locator(FIELD).fill("<img src=x onerror='window.hacked=1'>生产总值")
    page.keyboard.press("Enter")
    page.locator(".near-hit", has_text="<script>window.hacked = 1</script>").wait_for()
    assert page.locator("#report :is(img, script, b, code)").count() == 0
    assert page.evaluate("window.hacked === undefined")


def test_every_hit_in_a_report_of_fifty_thousand_characters_is_marked(
    visit: Callable[..., Visit], start_server: Servers, tmp_path: Path
):
    sentence = "全区生产总值完成1009.2亿元，增长7.4%，其中第三产业增加值占比达到55%。"
    paragraphs = [sentence * 8] * (50_000 // len(sentence) // 8 + 1)
    path = tmp_path / "long.txt"
    path.write_text("2018年某区政府工作报告\n\n一、2017年工作回顾\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    page = open_report(visit(WIDE, to=start_server(path)))
    count = path.read_text(encoding="utf-8").count("产业")
    page.locator(FIELD).fill("产业")
    page.keyboard.press("Enter")
    page.locator("#report-found .count", has_text=f"/ {count} 处").wait_for()
    assert marked(page) == ["产业"] * count


def test_what_is_typed_while_a_search_runs_is_searched_next(visit: Callable[..., Visit]):
    page = open_report(visit())
    held: list[Route] = []
    asked = re.compile(r"/run/|/queue/join")
    page.route(asked, lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request(asked):
        page.locator(FIELD).fill("高铁")
    page.locator(FIELD).fill("产业")
    page.wait_for_timeout(1000)  # longer than the pause after which a word is searched
    held[0].continue_()
    page.wait_for_function("[...(CSS.highlights.get('report-hit') ?? [])].some((hit) => String(hit) === '产业')")
    assert set(marked(page)) == {"产业"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Callable[..., Visit], viewport: ViewportSize, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = open_report(visit(viewport, color_scheme=scheme))
    if viewport == PHONE:
        page.locator("#report-outline summary").click()
    page.get_by_text("语义", exact=True).click()
    page.locator(FIELD).fill("住房保障")
    page.keyboard.press("Enter")
    page.locator(".near-hit").first.wait_for()
    assert serious(Axe().run(page).response) == []


def test_a_search_that_gets_no_answer_says_that_the_connection_is_lost(
    visit: Callable[..., Visit], start_server: Servers
):
    address = start_server()
    tab = visit(to=address)
    page = open_report(tab)
    start_server.stop(address)
    page.locator(FIELD).fill("青浦")
    page.locator(".connection", has_text="断开").wait_for()
    assert page.locator(FIELD).input_value() == "青浦"
    assert page.locator(".report-text").is_visible()
    tab.errors.clear()  # the browser reports every request that found no server
