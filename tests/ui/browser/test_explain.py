"""The Explain tab in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.explain import explain
from tests.ui.browser.conftest import WIDE
from tests.ui.browser.test_manners import serious

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize

    from qa.engine import ReportQA
    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"


def ask(visit: Visit, question: str) -> Page:
    page = visit.page
    page.locator("#explain-tab-button").click()
    page.locator("#explain-form input").fill(question)
    page.keyboard.press("Enter")
    page.locator(".explanation .told").wait_for()
    return page


def test_a_question_shows_every_candidate_with_its_ranks_and_the_cited_ones_marked(
    visit: Callable[..., Visit], engine: ReportQA, viewport: ViewportSize
):
    page = ask(visit(viewport), QUESTION)
    explanation = explain(engine, QUESTION)
    rows = page.locator(".candidates tbody tr")
    assert rows.count() == len(explanation.candidates)
    for place, candidate in enumerate(explanation.candidates):
        row = rows.nth(place)
        assert row.get_attribute("data-candidate") == candidate.passage.passage_id
        assert row.locator('[data-label="字词"]').inner_text().endswith(str(candidate.lexical_rank))
        assert (row.locator(".badge").count() == 1) == bool(candidate.cited)
    assert page.locator(".bump .way").count() == len(explanation.candidates)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_picture_fits_and_its_writing_stays_readable(visit: Callable[..., Visit], viewport: ViewportSize):
    page = ask(visit(viewport), QUESTION)
    picture = page.get_by_role("img", name="名次怎样变化")
    box = picture.bounding_box()
    assert box
    assert box["width"] <= viewport["width"]
    last = page.locator(".bump .way .name").first.bounding_box()
    assert last
    assert last["x"] + last["width"] <= box["x"] + box["width"] + 1
    assert last["height"] >= 10


def test_a_candidate_that_is_pointed_at_stands_out_in_the_picture(visit: Callable[..., Visit]):
    page = ask(visit(WIDE), QUESTION)
    row = page.locator(".candidates tbody tr").nth(1)
    row.hover()
    page.locator(f'.bump .way.lit[data-candidate="{row.get_attribute("data-candidate")}"]').wait_for()
    assert page.locator(".bump .way.lit").count() == 1


def test_a_candidate_opens_at_its_sentence_beside_the_table(visit: Callable[..., Visit]):
    page = ask(visit(WIDE), QUESTION)
    page.locator(".candidates tr.cited a").first.click()
    page.locator("#evidence mark.current, #evidence mark").first.wait_for()
    assert "1009.2亿元" in page.locator("#evidence").inner_text()


def test_a_question_that_cannot_be_used_is_explained(visit: Callable[..., Visit]):
    page = visit(WIDE).page
    page.locator("#explain-tab-button").click()
    page.locator("#explain-form input").fill("？？")
    page.keyboard.press("Enter")
    page.locator("#explain-shown .failure", has_text="没能解释").wait_for()


def test_another_language_draws_the_explanation_anew(visit: Callable[..., Visit]):
    page = ask(visit(WIDE), QUESTION)
    page.locator(".masthead button", has_text="English").click()
    page.locator(".explanation caption", has_text="Candidates").wait_for()
    assert page.locator("#explain-form button").inner_text() == "Explain"
    assert page.locator("#explain-form input").input_value() == QUESTION


def test_nothing_in_a_question_or_a_report_is_run_or_rendered(visit: Callable[..., Visit], hostile_address: str):
    question = "全区生产总值<img src=x onerror='window.hacked=1'>达到多少 ![图](http://example.invalid/y.png) ${value}"
    page = ask(visit(WIDE, to=hostile_address), question)
    shown = page.locator("#explain-shown").inner_text()
    assert question in shown
    assert "<script>window.hacked = 1</script>" in shown
    assert page.locator("#explain :is(img, script, b, code)").count() == 0
    assert page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Callable[..., Visit], viewport: ViewportSize, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = ask(visit(viewport, color_scheme=scheme), QUESTION)
    assert serious(Axe().run(page).response) == []


def test_an_answer_of_the_chat_is_explained_with_the_questions_before_it(visit: Callable[..., Visit], engine: ReportQA):
    tab = visit()
    tab.ask(QUESTION)
    tab.ask("那2018年的目标呢？")
    tab.page.get_by_role("button", name="怎么找到的").last.click()
    tab.page.locator(".explanation .told").wait_for()
    standalone = explain(engine, "那2018年的目标呢？", history=[QUESTION]).answer.standalone_question
    assert standalone in tab.page.locator("#explain-shown").inner_text()
