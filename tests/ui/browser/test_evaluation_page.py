"""The pages of `report-qa eval --html`, on a wide window and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.evaluation.comparison import compare
from qa.evaluation.comparison_page import comparison_page
from qa.evaluation.page import page_of
from qa.evaluation.words import words_for
from tests.qa.evaluation.conftest import outcome, run_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

MARKS = {"recall@1": 0.0, "recall@3": 1.0, "recall@5": 1.0, "recall@10": 1.0, "mrr@10": 0.5, "ndcg@10": 0.63}
OUTCOMES = [
    outcome(f"q{n}", right=n % 3 > 0, set_name=f"questions-of-set-{n % 4}", confidence=n / 40, **MARKS)
    for n in range(40)
] + [outcome(f"no{n}", right=n % 2 > 0, answerable=False, kind="offtopic", language="en") for n in range(9)]
WORDS = words_for("en")


@pytest.fixture(params=["run", "comparison"])
def page_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    run = run_of(OUTCOMES)
    path = tmp_path / "page.html"
    worse = run_of([outcome(f"q{n}", right=False, set_name=f"questions-of-set-{n % 4}") for n in range(40)])
    text = page_of(run, WORDS) if request.param == "run" else comparison_page(compare(run, worse), WORDS)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_its_window_and_its_text_can_be_read(
    browser: Browser, viewport: ViewportSize, page_file: Path, scheme: str
):
    page = browser.new_context(viewport=viewport, color_scheme="dark" if scheme == "dark" else "light").new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.eval_on_selector_all(
        "svg text", "all => all.map(text => text.getBoundingClientRect().height).filter(height => height > 0)"
    )
    assert all(size >= 9 for size in sizes)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(22, 24, 27)" if scheme == "dark" else "rgb(255, 255, 255)")
    assert problems == []
    page.context.close()


def test_a_row_of_figures_keeps_its_name_in_sight_when_it_is_scrolled(browser: Browser, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(page_of(run_of(OUTCOMES), WORDS), encoding="utf-8")
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(path.as_uri())
    frame = page.get_by_role("region", name="Retrieval")
    name = frame.locator("tbody th").first
    before = name.bounding_box()
    frame.evaluate("frame => frame.scrollLeft = 200")
    assert frame.evaluate("frame => frame.scrollLeft") > 0
    assert name.bounding_box() == before
    page.context.close()
