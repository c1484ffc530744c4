from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus.library import built_in_report
from qa.answer import Answer, Citation, Status
from qa.evaluation.judging import judge, length_of
from qa.evaluation.measures import Measure
from qa.evaluation.questions import GoldQuestion
from tests.qa.evaluation.conftest import shared

if TYPE_CHECKING:
    from types import ModuleType

REPORT = built_in_report()
GOLD = GoldQuestion(
    "a", "2017年地区生产总值是多少？", "zh", "number", True,
    (("地区生产总值实现 1009.2 亿元",),), (("1009.2亿元", "1009.2亿"), ("7.4%",)), "a",
)  # fmt: skip
NO_ANSWER = GoldQuestion("b", "图书馆藏书多少？", "zh", "unanswerable", False, (), (), "b")


def citation(text: str, passage_id: str = "P004", shift: int = 0) -> Citation:
    start = REPORT.source.index(text) + shift
    return Citation(
        REPORT.document_id, REPORT.title, passage_id, ("P004.3",), "第3句", text, start, start + len(text), (), 0.9
    )


QUOTE = citation("地区生产总值实现1009.2亿元、比上年增长7.4%，过千亿大关。")


def answer(text: str, *citations: Citation) -> Answer:
    status = Status.ANSWERED if citations else Status.NOT_IN_REPORT
    return Answer("?", "zh", status, text, 0.5, citations, "?", {"search": 1.0, "read": 1.0, "total": 2.0})


RIGHT = answer("1009.2 亿元，增长7.4%", QUOTE)
ANSWERS = [
    RIGHT,
    answer("1009.2亿元", QUOTE),
    answer("1009.2亿元，增长7.4%" + "，" * 400, QUOTE),
    answer("1009.2亿元，增长7.4%", citation("三次产业结构比为0.8:46.3:52.9")),
    answer("1009.2亿元，增长7.4%", citation("地区生产总值实现1009.2亿元", shift=1)),
    answer("报告没有说。1009.2亿元，增长7.4%"),
    replace(answer("1009.2亿元，增长7.4%"), status=Status.ANSWERED),
]


def test_a_right_answer_says_all_that_it_must_and_quotes_all_the_evidence():
    assert judge(GOLD, RIGHT, REPORT) == {
        Measure.RIGHT: 1, Measure.CORRECT: 1, Measure.CITED: 1, Measure.VERBATIM: 1, Measure.ANSWERED: 1,
    }  # fmt: skip
    assert length_of(RIGHT) == len("1009.2亿元，增长7.4%")


@pytest.mark.parametrize("number", range(1, len(ANSWERS)))
def test_no_other_answer_is_right_in_all(number: int):
    assert 0 in judge(GOLD, ANSWERS[number], REPORT).values()


def test_a_refusal_is_wrong_where_the_report_answers_and_right_where_it_does_not():
    refused = answer("报告没有说。")
    assert judge(GOLD, refused, REPORT) == {
        Measure.RIGHT: 0, Measure.CORRECT: 0, Measure.CITED: 0, Measure.VERBATIM: 1, Measure.ANSWERED: 0,
        Measure.REFUSAL_PRECISION: 0,
    }  # fmt: skip
    assert judge(NO_ANSWER, refused, REPORT) == {
        Measure.RIGHT: 1, Measure.VERBATIM: 1, Measure.REFUSAL_RECALL: 1, Measure.REFUSAL_PRECISION: 1,
    }  # fmt: skip
    assert judge(NO_ANSWER, RIGHT, REPORT) == {Measure.RIGHT: 0, Measure.VERBATIM: 1, Measure.REFUSAL_RECALL: 0}


def test_in_a_set_of_paragraphs_only_the_right_one_can_be_cited():
    gold = replace(GOLD, evidence=(("1009.2亿元", "一千亿"),), paragraph="P004")
    for passage_id, cited in (("P004", 1), ("P004b", 1), ("P005", 0)):
        said = answer("1009.2亿元，增长7.4%", replace(QUOTE, passage_id=passage_id))
        assert judge(gold, said, REPORT)[Measure.CITED] == cited


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared("eval", "score.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("gold", [GOLD, NO_ANSWER], ids=lambda gold: gold.kind)
@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_every_mark_is_that_of_score_py(score: ModuleType, gold: GoldQuestion, number: int):
    turn: dict[str, Any] = {
        "answerable": gold.answerable,
        "evidence": [group[0] for group in gold.evidence],
        "answer": [list(group) for group in gold.answers],
    }
    said = ANSWERS[number]
    theirs = score.judge(turn, json.loads(json.dumps(said.as_json())), REPORT.source)
    ours = judge(gold, said, REPORT)
    names = {"verbatim": Measure.VERBATIM, "correct": Measure.CORRECT, "cited": Measure.CITED}
    names |= {"refused": Measure.REFUSAL_RECALL} | ({"answered": Measure.ANSWERED} if gold.answerable else {})
    assert {name: theirs[name] for name in names if name in theirs} == {
        name: ours[measure] for name, measure in names.items() if measure in ours
    }
    assert theirs["length"] == length_of(said)
