from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import InvalidInputError
from qa.engine import ReportQA
from qa.evaluation.evaluate import Asked, evaluate
from qa.evaluation.measures import Measure
from qa.evaluation.measuring import outcomes_of, peak_memory
from qa.evaluation.outcome import STEPS
from qa.evaluation.question_files import read_question_files

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.report import Report
    from qa.evaluation.questions import QuestionSet
    from qa.evaluation.run import Run

GRAIN = {
    "id": "grain", "lang": "zh", "kind": "number", "question": "2020年粮食总产量是多少？", "answerable": True,
    "evidence": ["粮食总产量31万吨"], "answer": [["31万吨"]],
}  # fmt: skip
SCHOOLS = {
    "id": "schools", "lang": "zh", "kind": "number", "question": "2021年新建公办幼儿园几所？", "answerable": True,
    "evidence": ["新建公办幼儿园4所"], "answer": [["4所"]],
}  # fmt: skip
FRANCE = {"id": "france", "lang": "zh", "kind": "offtopic", "question": "法国的首都是哪里？", "answerable": False}
LONG = {"id": "long", "lang": "zh", "kind": "offtopic", "question": "粮食" * 600, "answerable": False}
DIALOG = {"id": "dialog", "lang": "zh", "turns": [GRAIN, {**SCHOOLS, "question": "那幼儿园2021年新建几所？"}]}


def question_set(folder: Path, report: Report, *rows: dict[str, Any]) -> QuestionSet:
    path = folder / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_question_files([path], report)[0]


def measured(engine: ReportQA, folder: Path, *rows: dict[str, Any]) -> Run:
    return evaluate([Asked(question_set(folder, engine.report, *rows), engine)], lambda stage, done, total: None)


def test_an_outcome_is_what_ask_and_search_return(lexical: ReportQA, tmp_path: Path):
    (outcome,) = outcomes_of(lexical, question_set(tmp_path, lexical.report, GRAIN))
    answer = lexical.ask(str(GRAIN["question"]))
    assert (outcome.answer, outcome.confidence, outcome.answered) == (answer.answer, answer.confidence, True)
    assert outcome.cited == tuple(sentence for citation in answer.citations for sentence in citation.sentence_ids)
    assert outcome.ranking
    assert outcome.ranking.found == tuple(hit.passage.passage_id for hit in lexical.search(outcome.question, limit=10))
    assert (outcome.right, outcome.marks[Measure.CITED], outcome.marks[Measure.MRR]) == (True, 1, 1)
    assert set(outcome.timing_ms) == set(STEPS)
    assert outcome.timing_ms["wall"] >= outcome.timing_ms["total"] > 0


def test_a_follow_up_is_asked_with_what_came_before(lexical: ReportQA, tmp_path: Path):
    first, second = outcomes_of(lexical, question_set(tmp_path, lexical.report, DIALOG))
    assert (first.follow_up, second.follow_up, second.together) == (False, True, "dialog")
    assert second.standalone_question == lexical.ask(second.question, history=[first.question]).standalone_question


def test_what_the_report_does_not_answer_is_not_searched_for(lexical: ReportQA, tmp_path: Path):
    (outcome,) = outcomes_of(lexical, question_set(tmp_path, lexical.report, FRANCE))
    assert (outcome.right, outcome.answered, outcome.ranking, outcome.offer) == (True, False, None, None)


def test_a_question_that_is_too_long_is_refused_like_one_of_a_batch(lexical: ReportQA, tmp_path: Path):
    (outcome,) = outcomes_of(lexical, question_set(tmp_path, lexical.report, LONG))
    assert (outcome.right, outcome.confidence) == (True, 0)
    assert "1,200 characters" in outcome.answer


def test_a_run_tells_its_conditions_and_its_figures(lexical: ReportQA, tmp_path: Path):
    run = measured(lexical, tmp_path, GRAIN, SCHOOLS, FRANCE)
    told = run.conditions
    assert (told.report, told.model, told.reader, told.least_chance) == ("2021年甲县政府工作报告", None, None, 0)
    assert "report-qa" in told.machine
    assert [(each.name, each.questions) for each in told.sets] == [("own", 3)]
    assert told.complete
    assert run.figures[0].value(Measure.RIGHT) == sum(each.right for each in run.outcomes) / 3


def test_memory_is_told_in_bytes():
    peak = peak_memory()
    assert peak is None or 10 * 2**20 < peak < 2**36


def test_progress_counts_the_questions(lexical: ReportQA, tmp_path: Path):
    seen: list[tuple[str, int, int]] = []
    asked = [Asked(question_set(tmp_path, lexical.report, GRAIN, SCHOOLS), lexical)]
    evaluate(asked, lambda stage, done, total: seen.append((stage, done, total)))
    assert seen == [("asking", 0, 2), ("asking", 1, 2), ("asking", 2, 2)]


def test_a_set_with_paragraphs_of_its_own_is_asked_about_them(tmp_path: Path):
    texts = ["淀山湖位于上海西部。湖水面积62平方公里。", "东方明珠高468米。"]
    rows = [{"id": "a", "question": "淀山湖的湖水面积是多少？", "answers": [{"text": "62平方公里"}]},
            {"id": "b", "question": "东方明珠有多高？", "answers": [{"text": "468米"}]}]  # fmt: skip
    data = [{"paragraphs": [{"context": text, "qas": [row]} for text, row in zip(texts, rows, strict=True)]}]
    path = tmp_path / "lake.json"
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    settings = ReportQA.open(lexical=True, index_dir=tmp_path).settings
    (lake,) = read_question_files([path], ReportQA(settings).report)
    run = evaluate([Asked(lake, ReportQA(settings, report=lake.paragraphs))], lambda stage, done, total: None)
    assert run.conditions.report == "lake"
    assert [each.marks[Measure.CITED] for each in run.outcomes] == [1, 1]
    assert [each.ranking.relevant for each in run.outcomes if each.ranking] == [("P001",), ("P002",)]
    assert run.figures[0].value(Measure.RECALL_1) == 1


def test_an_interrupted_run_keeps_what_was_measured(lexical: ReportQA, tmp_path: Path):
    asked = [Asked(question_set(tmp_path, lexical.report, GRAIN, SCHOOLS, FRANCE), lexical)]

    def stop(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    run = evaluate(asked, stop)
    assert [each.question_id for each in run.outcomes] == ["grain", "schools"]
    assert not run.conditions.complete
    assert run.conditions.sets[0].questions == 3


def test_a_run_interrupted_at_once_has_nothing_to_tell(lexical: ReportQA, tmp_path: Path):
    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(InvalidInputError, match="nothing was measured"):
        evaluate([Asked(question_set(tmp_path, lexical.report, GRAIN), lexical)], stop)


def test_what_was_refused_for_its_chance_is_asked_again_without_a_threshold(engine: ReportQA, tmp_path: Path):
    library = {"id": "library", "question": "青浦区图书馆一共藏有多少册书？", "answerable": False}
    gold = {"id": "gdp", "question": "2017年地区生产总值是多少？", "answerable": True,
            "evidence": ["地区生产总值实现1009.2亿元"], "answer": [["1009.2"]]}  # fmt: skip
    strict = engine.with_least_chance(0.999)
    run = measured(strict, tmp_path, library, gold, FRANCE)
    first, second, third = run.outcomes
    assert not first.answered
    assert first.offer
    assert 0 < first.offer.confidence < 0.999
    assert not first.offer.right
    assert second.offer
    assert second.offer.right
    assert third.offer is None
    assert run.conditions.least_chance == 0.999
