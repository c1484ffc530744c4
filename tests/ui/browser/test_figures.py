"""The Figures tab in a real browser: table, choices, charts, files to take along."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from corpus.figures import comparisons, figures_of
from qa.tables import figures_as_csv
from tests.ui.browser.conftest import PHONE, WIDE
from tests.ui.browser.test_manners import serious

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize

    from qa.engine import ReportQA
    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

ROWS = "#figures-table tbody tr"


def open_figures(visit: Visit) -> Page:
    visit.page.locator("#figures-tab-button").click()
    visit.page.locator("#figures-table [role=status]").wait_for()
    return visit.page


def count_of(page: Page, shown: int) -> None:
    """Wait until so many figures are shown."""
    page.locator("#figures-table [role=status]", has_text=f"{shown} / ").wait_for()
    assert page.locator(ROWS).count() == shown


def test_every_figure_is_listed_with_its_sentence(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_figures(visit(viewport))
    figures = figures_of(engine.report)
    count_of(page, len(figures))
    for place in (0, 1, len(figures) - 1):
        row = page.locator(ROWS).nth(place)
        assert row.locator("th").inner_text() == figures[place].indicator
        assert figures[place].text in row.locator(".value").inner_text()
        assert row.locator("a").get_attribute("href") == f"?passage={figures[place].sentence_id}"
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_year_kind_and_search_narrow_the_table_together(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_figures(visit(viewport))
    figures = figures_of(engine.report)
    page.get_by_label("年份", exact=True).select_option("2018")
    of_year = [figure for figure in figures if figure.year == 2018]
    count_of(page, len(of_year))
    page.get_by_label("成果或目标").select_option("target")
    targets = [figure for figure in of_year if figure.kind == "target"]
    count_of(page, len(targets))
    page.get_by_label("查找指标或数字").fill("森林覆蓋率")
    count_of(page, sum("森林覆盖率" in figure.indicator for figure in targets))
    assert page.get_by_label("年份", exact=True).input_value() == "2018"
    page.get_by_label("查找指标或数字").fill("没有这个指标")
    page.locator("#figures-table", has_text="没有符合条件的数据").wait_for()


def test_any_column_sorts_by_keyboard_and_says_so(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_figures(visit(viewport))
    values = sorted(figure.value for figure in figures_of(engine.report) if figure.value is not None)
    texts = {figure.text for figure in figures_of(engine.report) if figure.value == values[0]}
    head = page.get_by_role("button", name="数值")
    head.focus()
    page.keyboard.press("Enter")
    page.locator("#figures-table th.value[aria-sort=ascending]").wait_for()
    assert page.locator(f"{ROWS} .value strong").first.inner_text() in texts
    assert page.evaluate("document.activeElement.dataset.column") == "value"
    page.keyboard.press("Enter")
    page.locator("#figures-table th.value[aria-sort=descending]").wait_for()
    texts = {figure.text for figure in figures_of(engine.report) if figure.value == values[-1]}
    assert page.locator(f"{ROWS} .value strong").first.inner_text() in texts


def test_one_look_says_where_the_targets_go_beyond_the_results(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = open_figures(visit(viewport))
    pairs = comparisons(figures_of(engine.report))
    if not page.locator(".pairs").is_visible():
        page.locator("#figures-charts summary").click()
    assert page.locator(".pairs li").count() == len(pairs)
    assert page.locator(".pairs li.above").count() == sum(pair.difference > 0 for pair in pairs)
    for pair in pairs:
        line = page.locator(".pairs li", has_text=pair.indicator)
        bars = [bar.bounding_box() for bar in line.locator("rect").all()]
        assert bars[0]
        assert bars[1]
        assert (bars[1]["width"] > bars[0]["width"]) == (pair.difference > 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize(("button", "ending"), [("下载 CSV", "csv"), ("下载 Excel", "xlsx")])
def test_what_is_shown_is_taken_along_as_often_as_it_is_asked_for(
    visit: Callable[..., Visit], engine: ReportQA, button: str, ending: str
):
    from openpyxl import load_workbook

    page = open_figures(visit(WIDE))
    page.get_by_label("年份", exact=True).select_option("2018")
    shown = [figure for figure in figures_of(engine.report) if figure.year == 2018]
    count_of(page, len(shown))
    for _ in range(2):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        assert waiting.value.suggested_filename == f"figures.{ending}"
        content = waiting.value.path().read_bytes()
        if ending == "csv":
            assert content == figures_as_csv(shown)
        else:
            sheet = load_workbook(BytesIO(content)).active
            assert [row[1].value for row in list(sheet.rows)[1:]] == [figure.text for figure in shown]


def test_a_figure_opens_at_its_sentence_beside_the_table(visit: Callable[..., Visit]):
    page = open_figures(visit(WIDE))
    page.locator(ROWS).first.locator("a").click()
    page.locator("#evidence mark").first.wait_for()
    assert "1009.2亿元" in page.locator("#evidence").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]


def test_another_language_keeps_what_was_chosen(visit: Callable[..., Visit], engine: ReportQA):
    page = open_figures(visit(WIDE))
    page.get_by_label("年份", exact=True).select_option("2018")
    shown = sum(figure.year == 2018 for figure in figures_of(engine.report))
    count_of(page, shown)
    page.locator(".masthead button", has_text="English").click()
    page.locator("#figures-table [role=status]", has_text=f"{shown} of ").wait_for()
    assert page.get_by_label("Year", exact=True).input_value() == "2018"
    assert page.get_by_role("button", name="Indicator").is_visible()


def test_a_phone_shows_the_table_before_the_charts_are_asked_for(visit: Callable[..., Visit]):
    page = open_figures(visit(PHONE))
    assert not page.locator(".pairs").is_visible()
    page.locator("#figures-charts summary").click()
    assert page.locator(".pairs").is_visible()


def test_nothing_in_a_search_or_a_report_is_run_or_rendered(visit: Callable[..., Visit], hostile_address: str):
    page = open_figures(visit(WIDE, to=hostile_address))
    assert "<script>window.hacked" in page.locator("#figures-table").inner_text()
    page.get_by_label("查找指标或数字").fill("<img src=x onerror='window.hacked=1'>")
    page.locator("#figures-table", has_text="没有符合条件的数据").wait_for()
    assert page.locator("#figures :is(img, script, b, code)").count() == 0
    assert page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Callable[..., Visit], viewport: ViewportSize, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = open_figures(visit(viewport, color_scheme=scheme))
    if viewport == PHONE:
        page.locator("#figures-charts summary").click()
    assert serious(Axe().run(page).response) == []
