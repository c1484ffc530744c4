from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qa.evaluation.comparison import compare
from qa.evaluation.comparison_page import comparison_page
from qa.evaluation.outcome import Offer
from qa.evaluation.page import MOST_WRONG, page_of
from qa.evaluation.ranking import Ranking
from qa.evaluation.words import words_for
from tests.qa.evaluation.conftest import outcome, run_of

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m"
RANKED = {"recall@1": 0.0, "recall@3": 1.0, "recall@5": 1.0, "recall@10": 1.0, "mrr@10": 0.5, "ndcg@10": 0.63}
OUTCOMES = [
    outcome("a", **RANKED),
    replace(
        outcome(
            "b", right=False, answered=True, set_name="hard", language="en", confidence=0.4, answer=HOSTILE, **RANKED
        ),
        question=HOSTILE,
        ranking=Ranking(("P001", "P002"), ("P002",)),
    ),
    outcome("c", answerable=False, kind="offtopic", offer=Offer(0.1, False)),
]
ENGLISH = words_for("en")


class Reading(HTMLParser):
    """What a page holds: its elements, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(params=["zh", "en"])
def page(request: pytest.FixtureRequest) -> str:
    return page_of(run_of(OUTCOMES), words_for(request.param))


def test_a_page_runs_no_script_and_fetches_nothing(page: str):
    read = Reading(page)
    assert not read.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert not {name for name in read.attributes if name.startswith("on") or name in ("src", "href", "style")}
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_text_of_questions_and_answers_is_shown_as_it_is(page: str):
    shown = "".join(Reading(page).text)
    assert shown.count(HOSTILE.replace("\x1b", "�")) == 2
    assert "\x1b" not in page


def test_a_page_is_in_the_language_asked_for():
    assert 'lang="zh-CN"' in page_of(run_of(OUTCOMES), words_for("zh"))
    shown = "".join(Reading(page_of(run_of(OUTCOMES), ENGLISH)).text)
    assert not re.search("[\u4e00-\u9fff]", shown.replace("甲县报告", "").replace("是多少", "").replace("亿元", ""))


def test_the_figures_stand_in_the_tables_with_their_intervals():
    cells = Reading(page_of(run_of(OUTCOMES), ENGLISH)).text
    assert "0.667" in cells
    assert {"0.00–1.00", "set · 2", "kind · 1", "language · 2", "MRR@10", "300 MiB"} <= set(cells)


def test_the_threshold_in_use_is_marked_on_the_curve():
    run = run_of([*OUTCOMES, outcome("d", right=False, offer=Offer(0.1, True))])
    assert "in use: 0.2" in Reading(page_of(run, ENGLISH)).text


def test_what_went_wrong_is_told_with_what_was_wanted_and_where_the_evidence_was():
    shown = "".join(Reading(page_of(run_of(OUTCOMES), ENGLISH)).text)
    assert "What went wrong (1)" in shown
    assert "wanted: 1009.2" in shown
    assert "evidence at rank 2" in shown


def test_of_very_many_wrong_answers_the_first_are_shown():
    wrong = [outcome(str(number), right=False) for number in range(MOST_WRONG + 7)]
    shown = "".join(Reading(page_of(run_of(wrong), ENGLISH)).text)
    assert "7 more are in the JSON file." in shown
    assert shown.count("wanted: ") == MOST_WRONG


def test_where_nothing_went_wrong_the_page_says_so():
    assert "Nothing." in Reading(page_of(run_of([outcome("a")]), ENGLISH)).text


def test_a_run_that_was_stopped_says_so():
    shown = Reading(page_of(run_of(OUTCOMES, complete=False), ENGLISH)).text
    assert "Stopped early: these figures are of the first 3 of 3 questions." in shown


def test_a_comparison_shows_what_changed_with_both_answers():
    before = run_of([outcome("a"), outcome("b", right=False, answer="<b>七亿</b>")])
    after = run_of([outcome("a"), outcome("b", answer="八亿")])
    page = comparison_page(compare(before, after), ENGLISH)
    shown = "".join(Reading(page).text)
    assert "Better (1)" in shown
    assert "Worse (0)None." in shown
    assert "before (refused): <b>七亿</b>" in shown
    assert "after (confidence 0.90): 八亿" in shown
    assert "<b>七亿" not in page
    assert {"0.500", "1.000", "+0.500"} <= set(Reading(page).text)
