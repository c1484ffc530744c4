from __future__ import annotations

import re
from dataclasses import fields, replace
from html import unescape
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from qa.answer import Status
from qa.asking.scope import Outside
from qa.explain import Candidate, Explanation, explain
from ui.explain_chart import Step, chart_html, steps_of
from ui.explain_panel import Unexplained, Waiting, form_html, outcome_html, outcome_of
from ui.explain_view import explanation_html
from ui.explain_words import ExplainWords, explain_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA

WORDS = explain_words(Language.CHINESE)
QUESTION = "2017年地区生产总值是多少？"


@pytest.fixture(scope="module")
def by_words(engine: ReportQA) -> Explanation:
    """An explanation as the lexical engine gives it."""
    return explain(engine, QUESTION)


@pytest.fixture(scope="module")
def with_models(by_words: Explanation) -> Explanation:
    """The same with ranks and scores such as models give; the last candidate was not read."""
    count = len(by_words.candidates)
    candidates = [
        replace(candidate, dense_rank=count - place + 20, reader_rank=place + 1, reader_score=0.9 - 0.05 * place)
        for place, candidate in enumerate(by_words.candidates)
    ]
    candidates[-1] = replace(candidates[-1], reader_rank=None, reader_score=None)
    return replace(by_words, uses_reader=True, least_chance=0.2, candidates=tuple(candidates))


def cell(html: str, candidate: Candidate, label: str) -> str:
    """Return what the table says of a candidate under a label, without markup."""
    row = re.search(rf'<tr[^>]* data-candidate="{candidate.passage.passage_id}">(.*?)</tr>', html)
    assert row
    told = re.search(rf'data-label="{label}">(.*?)</td>', row[1])
    assert told
    return unescape(re.sub("<[^>]+>", "", told[1]))


def test_each_candidate_shows_every_rank_and_score(engine: ReportQA, with_models: Explanation):
    drawn = explanation_html(engine.report, with_models, WORDS)
    for candidate in with_models.candidates[:-1]:
        assert cell(drawn, candidate, WORDS.dense) == str(candidate.dense_rank)
        assert cell(drawn, candidate, WORDS.lexical) == str(candidate.lexical_rank)
        assert cell(drawn, candidate, WORDS.fused) == f"{candidate.fused_rank}{candidate.fused_score:+.2f}"
        assert cell(drawn, candidate, WORDS.reader) == f"{candidate.reader_rank}{candidate.reader_score:.2f}"
        assert cell(drawn, candidate, WORDS.matched) == "".join(candidate.matched_words)
    assert cell(drawn, with_models.candidates[-1], WORDS.reader) == "–"


def test_cited_candidates_are_marked_and_open_at_the_cited_sentence(engine: ReportQA, by_words: Explanation):
    drawn = explanation_html(engine.report, by_words, WORDS)
    cited = [candidate for candidate in by_words.candidates if candidate.cited]
    assert cited
    assert drawn.count(WORDS.cited + "</span>") == len(cited)
    for candidate in cited:
        assert f'<tr class="cited" data-candidate="{candidate.passage.passage_id}">' in drawn
        assert f'href="?passage={candidate.cited[0]}">{candidate.cited[0]}</a>' in drawn
    for candidate in by_words.candidates:
        if not candidate.cited:
            assert f'href="?passage={candidate.best_sentence.sentence_id}"' in drawn


def test_what_was_understood_is_told(engine: ReportQA, by_words: Explanation):
    answer = replace(by_words.answer, standalone_question="2017年全区生产总值是多少？")
    told = replace(by_words, answer=answer, parts=("甲是多少", "乙是多少"), outside=(Outside.PLACE, "法国"))
    drawn = explanation_html(engine.report, told, WORDS)
    for text in (
        QUESTION,
        answer.standalone_question,
        "甲是多少",
        "乙是多少",
        "法国",
        "2017（报告讲到 2017、2018 年）",
    ):
        assert f">{text}<" in drawn


def test_what_was_searched_is_told_only_where_it_differs(engine: ReportQA, by_words: Explanation):
    assert WORDS.searched not in explanation_html(engine.report, by_words, WORDS)


def test_the_threshold_is_shown_where_a_model_reads(engine: ReportQA, by_words: Explanation, with_models: Explanation):
    drawn = explanation_html(engine.report, with_models, WORDS)
    assert WORDS.least.format(least="0.20") in drawn
    assert f"<strong>{with_models.answer.confidence:.2f}</strong>" in drawn
    without = explanation_html(engine.report, by_words, WORDS)
    assert WORDS.no_model in without
    assert WORDS.chance not in without


def test_a_refusal_shows_the_best_chance_there_was(engine: ReportQA, with_models: Explanation):
    answer = replace(with_models.answer, status=Status.NOT_IN_REPORT, citations=(), confidence=0.0)
    candidates = tuple(replace(each, cited=(), reader_score=0.11) for each in with_models.candidates)
    drawn = explanation_html(engine.report, replace(with_models, answer=answer, candidates=candidates), WORDS)
    assert WORDS.refused in drawn
    assert "<strong>0.11</strong>" in drawn


def test_the_steps_are_those_that_were_taken(by_words: Explanation, with_models: Explanation):
    assert [step.name for step in steps_of(by_words, WORDS)] == [WORDS.lexical, WORDS.fused]
    assert [step.name for step in steps_of(with_models, WORDS)] == [
        WORDS.dense,
        WORDS.lexical,
        WORDS.fused,
        WORDS.reader,
    ]


def test_at_each_step_the_candidates_stand_by_rank_and_the_unranked_last():
    assert Step("x", (3, None, 40, 1)).rows == (1, 3, 2, 0)


def test_the_picture_draws_every_way_and_tells_it_in_words(with_models: Explanation):
    drawn = chart_html(with_models, WORDS)
    candidates = with_models.candidates
    assert drawn.count('class="way') == len(candidates)
    assert drawn.count("<line ") == 3 * len(candidates)
    assert drawn.count('class="way cited"') == sum(bool(candidate.cited) for candidate in candidates)
    told = re.search("<desc>(.*?)</desc>", drawn)
    assert told
    for candidate in candidates:
        assert f"{candidate.passage.passage_id}: {WORDS.dense} 第 {candidate.dense_rank}" in told[1]
    assert f"{WORDS.reader} {WORDS.not_found}" in told[1]


def test_an_expected_error_is_told_in_one_line(engine: ReportQA):
    outcome = outcome_of(engine, "？？")
    assert isinstance(outcome, Unexplained)
    assert outcome.reason
    assert outcome.reason in unescape(outcome_html(engine, outcome, WORDS))


def test_before_while_and_after_a_fault_something_fit_is_shown(engine: ReportQA):
    assert outcome_html(engine, None, WORDS) == ""
    assert WORDS.explaining in outcome_html(engine, Waiting(), WORDS)
    assert WORDS.broken in outcome_html(engine, Unexplained(None), WORDS)


def test_a_question_and_a_report_are_text(hostile_engine: ReportQA):
    question = '全区生产总值<img src=x onerror="alert(1)">达到多少 [点](javascript:alert(1))'
    outcome = outcome_of(hostile_engine, question)
    assert isinstance(outcome, Explanation)
    drawn = outcome_html(hostile_engine, outcome, WORDS)
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in drawn
    assert "&lt;script&gt;" in drawn
    assert not re.search(r"<(img|script|b)\b", drawn)
    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', drawn))


@pytest.mark.parametrize("language", Language)
def test_the_box_has_a_name(language: Language):
    words = explain_words(language)
    assert f'aria-label="{words.question}"' in form_html(words)


@pytest.mark.parametrize("field", [field.name for field in fields(ExplainWords)])
def test_both_languages_say_everything_with_the_same_blanks(field: str):
    texts = [getattr(explain_words(language), field) for language in Language]
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts]
    assert all(text.strip() for text in texts)
    assert blanks[0] == blanks[1]


def test_a_question_of_a_conversation_is_explained_with_its_history(engine: ReportQA):
    outcome = outcome_of(engine, "那2018年的目标呢？", ["2017年森林覆盖率是多少？"])
    assert isinstance(outcome, Explanation)
    assert "森林覆盖率" in outcome.answer.standalone_question
    assert WORDS.searched in outcome_html(engine, outcome, WORDS)
