from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.search import search_hybrid
from qa.asking.question import read_question
from qa.reading.cross_encoder import (
    MOST_SENTENCES,
    Calibration,
    CrossEncoderReader,
    Weights,
    enough,
    whole_words,
)
from qa.reading.model import WindowReading
from tests.conftest import SHORT_REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT = parse_report(SHORT_REPORT, "county")
INDEX = build_index(REPORT, split_passages(REPORT), None)
JUDGEMENT_AND_MARK = Weights(1.0, 0.0, 0.0, 1.0)
ONLY_THE_MODEL = Calibration(JUDGEMENT_AND_MARK, JUDGEMENT_AND_MARK, domain=1.0, least=0.5, search=0.0)


class WordFinder:
    """A model that judges by whether a window holds the words, and marks them."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.seen: list[tuple[str, str]] = []

    def read(self, question: str, windows: Sequence[tuple[str, str]]) -> list[WindowReading]:
        self.seen += windows
        places = [text.find(self.words) for _, text in windows]
        return [
            WindowReading(4.0, 2.0, place, place + len(self.words)) if place >= 0 else WindowReading(-4.0, 0.0, 0, 1)
            for place in places
        ]


def hits(query: str):
    return search_hybrid(INDEX, query, None, years=frozenset(), limit=20)


def read(words: str, query: str = "新建公办幼儿园多少所，危房多少户，生产总值多少"):
    reader = CrossEncoderReader(WordFinder(words), REPORT.title, ONLY_THE_MODEL)
    return reader.read(read_question(query, 2021), hits(query)).readings


def test_the_sentence_with_the_marked_words_comes_first():
    first = read("412户")[0]
    assert first.sentence.sentence_id == "P004.3"
    assert [REPORT.source[low:high] for low, high in first.spans] == ["412户"]
    assert first.exact
    assert first.confidence == pytest.approx(0.9933, abs=1e-4)  # the logit is 4 + 1 for the mark


@pytest.mark.parametrize(
    ("text", "marked", "told"),
    [
        ("全面推进。“五违四必”成绩显著。", "。“五违四必”成绩显著。", "“五违四必”成绩显著"),
        ("推进“中本贯通”和“现代学徒制”试点", "“中本贯通”和“现代学徒制", "“中本贯通”和“现代学徒制”"),
        ("落实《条例》规定", "条例》", "《条例》"),
        ("增长 10% 以上", " 10% ", "10%"),
        ("完成（见下文。）", "。", None),
        ("他说：“" + "长" * 40 + "”", "“长长", "“长长"),
    ],
)
def test_marked_words_end_at_words_and_hold_both_marks_of_a_pair(text: str, marked: str, told: str | None):
    start = text.index(marked)
    span = whole_words(text, start, start + len(marked))
    assert (span and text[slice(*span)]) == told


@pytest.mark.parametrize(
    ("shares", "kept"),
    [
        ([0.96, 0.04], 1),
        ([0.6, 0.36, 0.04], 2),
        ([0.4, 0.3, 0.2, 0.06, 0.04], 4),
        ([0.2] * 5, MOST_SENTENCES),
        ([1.0], 1),
    ],
)
def test_as_many_sentences_are_quoted_as_hold_most_of_the_chance(shares: list[float], kept: int):
    found = [(math.log(share) + 7.0, None) for share in shares]  # whatever the logits' common constant
    assert enough(found) == pytest.approx(shares[:kept])


class Rival(WordFinder):
    """A model that finds the words, and judges the window with the kindergartens by another logit."""

    def __init__(self, words: str, logit: float) -> None:
        super().__init__(words)
        self._logit = logit

    def read(self, question: str, windows: Sequence[tuple[str, str]]) -> list[WindowReading]:
        found = super().read(question, windows)
        places = [text.find("幼儿园4所") for _, text in windows]
        return [
            WindowReading(self._logit, 2.0, place, place + 5) if place >= 0 else reading
            for place, reading in zip(places, found, strict=True)
        ]


@pytest.mark.parametrize(("logit", "runner_up"), [(3.9, [False, False]), (3.0, [False, True]), (-4.0, [False])])
def test_a_sentence_with_little_of_the_chance_is_a_runner_up(logit: float, runner_up: list[bool]):
    reader = CrossEncoderReader(Rival("412户", logit), REPORT.title, ONLY_THE_MODEL)
    readings = reader.read(read_question("危房多少户，幼儿园多少所", 2021), hits("新建公办幼儿园，危房")).readings
    assert [reading.runner_up for reading in readings if reading.exact] == runner_up


class Doubt:
    """Gives every question the same logit."""

    def __init__(self, logit: float) -> None:
        self._logit = logit

    def logit(self, question: str) -> float:
        return self._logit


@pytest.mark.parametrize(("logit", "confidence"), [(3.0, 0.9933), (-3.0, 0.8808), (-9.0, None)])
def test_a_question_that_is_none_for_a_report_needs_more_to_be_answered(logit: float, confidence: float | None):
    reader = CrossEncoderReader(WordFinder("412户"), REPORT.title, ONLY_THE_MODEL, domain=Doubt(logit))
    readings = reader.read(read_question("危房多少户", 2021), hits("危房多少户")).readings
    assert [reading.confidence for reading in readings[:1]] == (
        [pytest.approx(confidence, abs=1e-4)] if confidence else []
    )


def test_a_reader_that_refuses_names_the_sentence_that_it_would_have_quoted():
    lenient = CrossEncoderReader(WordFinder("412户"), REPORT.title, ONLY_THE_MODEL)
    asked = read_question("危房多少户", 2021), hits("危房多少户")
    strict = lenient.with_least_chance(0.999).read(*asked)
    assert strict.readings == []
    assert strict.best == lenient.read(*asked).readings[0].sentence


def test_words_over_two_sentences_are_marked_in_both():
    readings = sorted(read("1800个。改造农村"), key=lambda reading: reading.sentence.start)
    marked = [REPORT.source[low:high] for reading in readings if reading.exact for low, high in reading.spans]
    assert marked == ["1800个", "改造农村"]


def test_when_nothing_has_a_chance_nothing_is_read():
    assert read("五万个") == []


def test_the_model_sees_title_and_headings_above_each_window():
    finder = WordFinder("x")
    CrossEncoderReader(finder, REPORT.title).read(read_question("危房", 2021), hits("危房"))
    assert finder.seen[0][0] == "2021年甲县政府工作报告 › 一、2020年工作回顾 › 民生持续改善"


LONG_REPORT = parse_report(
    "\n\n".join(
        ["2021年甲县政府工作报告"]
        + [f"第{n}项工作扎实推进。{'坚持不懈抓好落实，' * 16}完成{n}户。" for n in "一二三四五六七八九十百千万亿"]
    ),
    "long",
)
LONG_INDEX = build_index(LONG_REPORT, split_passages(LONG_REPORT), None)


@pytest.mark.parametrize(
    ("logit", "least_read", "most_read"),
    [(4.0, 4, 5), (0.0, 12, 12), (-4.0, 4, 5)],  # sure, in doubt, hopeless
)
def test_more_than_a_third_of_the_windows_is_read_only_in_doubt(logit: float, least_read: int, most_read: int):
    class Steady(WordFinder):
        def read(self, question: str, windows: Sequence[tuple[str, str]]) -> list[WindowReading]:
            self.seen += windows
            return [WindowReading(logit, 0.0, 0, 0) for _ in windows]

    finder = Steady("")
    found = search_hybrid(LONG_INDEX, "完成 扎实推进 抓好落实", None, years=frozenset(), limit=20)
    CrossEncoderReader(finder, LONG_REPORT.title, ONLY_THE_MODEL).read(read_question("完成多少户", 2021), found)
    assert least_read <= len(finder.seen) <= most_read


def test_no_more_windows_are_read_than_asked_for():
    finder = WordFinder("x")
    CrossEncoderReader(finder, REPORT.title).read(read_question("新建", 2021), hits("新建"), most=1)
    assert len(finder.seen) == 1


def test_reranking_puts_what_answers_first_and_loses_nothing():
    found = hits("新建公办幼儿园")
    reader = CrossEncoderReader(WordFinder("新建公办幼儿园4所"), REPORT.title, ONLY_THE_MODEL)
    again = reader.rerank(read_question("新建公办幼儿园", 2021), found)
    assert again[0].passage.passage_id == "P006"
    assert [hit.rank for hit in again] == list(range(1, len(found) + 1))
    assert {hit.passage.passage_id for hit in again} == {hit.passage.passage_id for hit in found}
    assert again[0].reader_score == pytest.approx(0.9933, abs=1e-4)
    assert again[1].reader_score < 0.5


def test_hits_that_were_not_read_have_no_score_and_come_last():
    found = hits("各位代表 危房")
    again = CrossEncoderReader(WordFinder("412户"), REPORT.title).rerank(read_question("危房", 2021), found)
    unread = [hit.reader_score is None for hit in again]
    assert unread == sorted(unread)
