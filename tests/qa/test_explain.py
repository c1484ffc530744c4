from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import InvalidInputError
from qa.asking.scope import Outside
from qa.engine import ReportQA
from qa.explain import explain, matched_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def lexical(short_report: Path, tmp_path: Path) -> ReportQA:
    return ReportQA.open(short_report, lexical=True, index_dir=tmp_path)


def test_the_candidates_are_what_search_and_reader_make_of_the_question(engine: ReportQA):
    question = "2017年地区生产总值是多少？"
    explanation = explain(engine, question, limit=5)
    fused = {hit.passage.passage_id: hit for hit in engine.search(question, limit=20, rerank=False)}
    for candidate, read in zip(explanation.candidates, engine.search(question, limit=5), strict=True):
        hit = fused[candidate.passage.passage_id]
        assert candidate.passage == read.passage
        assert (candidate.dense_rank, candidate.lexical_rank) == (hit.dense_rank, hit.lexical_rank)
        assert (candidate.fused_rank, candidate.fused_score) == (hit.rank, hit.score)
        assert (candidate.reader_rank, candidate.reader_score) == (read.rank, read.reader_score)
        assert candidate.best_sentence == hit.sentences[0].sentence


def test_what_was_understood_is_told(engine: ReportQA):
    explanation = explain(engine, "那2018年的目标呢？", history=["2017年森林覆盖率是多少？"])
    assert "森林覆盖率" in explanation.answer.standalone_question
    assert (explanation.years, explanation.years_covered) == ((2018,), (2017, 2018))
    assert explanation.uses_reader
    assert explanation.least_chance == engine.reader.least_chance > 0


def test_every_cited_passage_is_a_candidate_however_far_down(engine: ReportQA):
    explanation = explain(engine, "森林覆盖率2017年是多少，2018年要达到多少？", limit=1)
    cited = {sentence_id for citation in explanation.answer.citations for sentence_id in citation.sentence_ids}
    assert len(cited) > 1
    assert {sentence_id for candidate in explanation.candidates for sentence_id in candidate.cited} == cited
    assert len(explanation.parts) == 2


def test_a_question_outside_the_report_is_not_read(engine: ReportQA):
    explanation = explain(engine, "法国的首都是哪里？")
    assert explanation.outside == (Outside.PLACE, "法国")
    assert not explanation.uses_reader
    assert {candidate.reader_score for candidate in explanation.candidates} == {None}
    assert explanation.as_json()["outside"] == {"kind": "place", "named": "法国"}


def test_by_words_alone_there_are_neither_dense_ranks_nor_a_reader(lexical: ReportQA):
    explanation = explain(lexical, "2020年新建幼儿园多少所？")
    assert explanation.candidates[0].cited
    assert not explanation.uses_reader
    assert {(each.dense_rank, each.reader_rank, each.reader_score) for each in explanation.candidates} == {
        (None, None, None)
    }
    assert [each.fused_rank for each in explanation.candidates] == list(range(1, len(explanation.candidates) + 1))


def test_the_json_holds_every_candidate_with_its_offsets(lexical: ReportQA):
    explained = explain(lexical, "2020年新建幼儿园多少所？").as_json()
    for candidate in explained["candidates"]:
        start, end = candidate["start_char_index"], candidate["end_char_index"]
        assert lexical.report.source[start:end] == candidate["text"]
        assert candidate["best_sentence"]["text"] in candidate["text"]
    assert explained["candidates"][0]["cited"] == [explained["candidates"][0]["best_sentence"]["sentence_id"]]


def test_a_question_that_is_none_is_refused(lexical: ReportQA):
    with pytest.raises(InvalidInputError):
        explain(lexical, "　")


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("2017年地区生产总值是多少？", "全区的地区生产总值达到", ("地区生产总值",)),
        ("新建幼儿园和学校多少所", "新建公办幼儿园6所，学校2所", ("新建", "幼儿园", "学校")),
        ("森林覆蓋率", "森林覆盖率为16.2%", ("森林覆盖率",)),
        ("PM2.5 in the 17th plan", "PM2.5平均浓度", ("PM", "2.5")),
        ("What was the GDP?", "地区生产总值", ("生产总值",)),
        ("学校", "学生在校", ()),
    ],
)
def test_matched_words_are_told_as_people_read_them(question: str, text: str, words: tuple[str, ...]):
    assert matched_words(question, text) == words
