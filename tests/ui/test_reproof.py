"""What a browser gives back is shown only as far as the report gives it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import CitationError
from qa.answer import Status
from tests.ui.answers import refusal_with
from ui.reproof import Reproof

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.engine import ReportQA

QUESTIONS = (
    "2017年地区生产总值是多少？",
    "2018年在住房方面有哪些安排？",
    "2017年完成投资目标了吗？",
    "What was GDP in 2017?",
    "法国的首都是哪里？",
    "2035年的目标是什么？",
    "xyzzy",
)


@pytest.fixture(scope="module")
def reproof(engine: ReportQA) -> Reproof:
    return Reproof(engine)


@pytest.fixture
def answer(engine: ReportQA) -> Answer:
    return engine.ask(QUESTIONS[0])


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_engine_said_is_proven_and_stays_as_it_was(engine: ReportQA, reproof: Reproof, question: str):
    said = engine.ask(question)
    assert reproof.proven(said) == said


def test_the_text_of_an_answer_is_made_again(reproof: Reproof, answer: Answer):
    assert reproof.proven(replace(answer, answer="9999亿元", language="xx")) == answer


@pytest.mark.parametrize(
    "change",
    [
        {"lead": "9999亿元"},
        {"lead": "是。"},
        {"status": Status.NOT_IN_REPORT},
        {"citations": ()},
        {"confidence": float("nan")},
        {"confidence": 7.0},
    ],
)
def test_an_answer_that_says_more_than_its_citations_is_not_proven(
    reproof: Reproof, answer: Answer, change: dict[str, Any]
):
    with pytest.raises(CitationError):
        reproof.proven(replace(answer, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"address": "三、别处 › 第1段 › 第1句"},
        {"sentence_ids": ("P001.1",)},
        {"passage_id": "P001"},
        {"document_title": "另一份报告"},
        {"document_id": "other"},
        {"cited_text": "地区生产总值实现9999亿元"},
        {"highlights": ((0, 3),)},
    ],
)
def test_a_citation_that_is_not_so_in_the_report_is_not_proven(
    reproof: Reproof, answer: Answer, change: dict[str, Any]
):
    forged = replace(answer.citations[0], **change)
    with pytest.raises(CitationError):
        reproof.proven(replace(answer, citations=(forged, *answer.citations[1:])))


def test_half_a_sentence_is_no_citation(reproof: Reproof, answer: Answer):
    whole = answer.citations[0]
    half = replace(whole, end_char_index=whole.start_char_index + 4, cited_text=whole.cited_text[:4], highlights=())
    with pytest.raises(CitationError):
        reproof.proven(replace(answer, citations=(half,)))


def test_a_refusal_gives_only_reasons_that_there_are(reproof: Reproof):
    assert reproof.proven(refusal_with()) == refusal_with()
    with pytest.raises(CitationError):
        reproof.proven(refusal_with(reason="报告说，地区生产总值是9999亿元。"))
    with pytest.raises(CitationError):
        reproof.proven(replace(refusal_with(), lead="9999亿元"))
