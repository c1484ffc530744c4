"""What every reader promises, and what the one that takes the best-scored sentences does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.search import search_hybrid
from qa.asking.question import read_question
from qa.reading.reader import Findings
from qa.reading.sentence_reader import MOST_SENTENCES, SentenceReader, nearest_clause
from tests.conftest import SHORT_REPORT
from tests.index.test_search import HashingEmbedder

if TYPE_CHECKING:
    from index.search import Hit
    from qa.reading.reader import Reader

REPORT = parse_report(SHORT_REPORT, "county")
INDEX = build_index(REPORT, split_passages(REPORT), HashingEmbedder())
READERS = [SentenceReader()]


def hits(query: str) -> list[Hit]:
    years = read_question(query, 2021).years
    return search_hybrid(INDEX, query, HashingEmbedder(), years=years, limit=20)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
@pytest.mark.parametrize("query", ["2020年生产总值是多少", "2021年新建几所幼儿园", "农村危房改造了多少户", "zzz"])
def test_readings_are_sentences_of_the_hits_surest_first_with_spans_inside(reader: Reader, query: str):
    found = hits(query)
    findings = reader.read(read_question(query, 2021), found)
    readings = findings.readings
    assert findings.best == readings[0].sentence
    assert [r.strength for r in readings] == sorted((r.strength for r in readings), reverse=True)
    assert len({r.sentence for r in readings}) == len(readings)
    for reading in readings:
        assert any(reading.sentence in hit.passage.sentences for hit in found)
        assert all(reading.sentence.start <= low < high <= reading.sentence.end for low, high in reading.spans)
        assert 0 <= reading.confidence <= 1


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
def test_no_hits_give_no_readings(reader: Reader):
    assert reader.read(read_question("生产总值", 2021), []) == Findings([], None)


def test_the_sentence_that_answers_comes_first():
    for query, wanted in (
        ("2020年全县生产总值达到多少", "全县生产总值达到120.5亿元，增长4.2%。"),
        ("改造农村危房多少户", "改造农村危房412户。"),
    ):
        assert SentenceReader().read(read_question(query, 2021), hits(query)).readings[0].sentence.text == wanted


def test_headings_topics_and_greetings_are_no_answers():
    readings = (
        SentenceReader().read(read_question("经济稳步发展 民生持续改善 各位代表", 2021), hits("经济稳步发展")).readings
    )
    assert {"经济稳步发展。", "民生持续改善。", "各位代表："}.isdisjoint({r.sentence.text for r in readings})


def test_there_are_never_more_than_a_few_readings():
    assert len(SentenceReader().read(read_question("新建", 2021), hits("新建")).readings) <= MOST_SENTENCES


def test_the_clause_that_shares_most_with_the_question_is_marked():
    sentence = next(s for p in INDEX.passages for s in p.sentences if "学位" in s.text)
    start, end = nearest_clause("新增学位多少个", sentence)
    assert REPORT.source[start:end] == "新增学位1800个"


def test_across_languages_the_whole_sentence_is_marked():
    sentence = next(s for p in INDEX.passages for s in p.sentences if "学位" in s.text)
    assert nearest_clause("how many school places?", sentence) == (sentence.start, sentence.end)
