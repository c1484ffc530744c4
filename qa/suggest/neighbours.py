"""What stands near an answer and could be asked next: figures and headings around it, and their like in the other half.

All of it is read off the report; whether the engine answers is for `related.py` to see.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from corpus.halves import standing_of
from corpus.years import year_of_report
from qa.suggest.figures import questions_on
from qa.suggest.headings import headings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.figures import Figure
    from corpus.report import Report
    from qa.suggest.headings import NamedHeading
    from qa.suggest.wording import Wording

FARTHEST = 4
"""Paragraphs from the answer within which something is near."""

MOST_ALIKE = 3
"""Headings of a report in which a pair of characters may stand and still tell what they are about (not `加强`)."""


class Reason(StrEnum):
    """What a question is to the answer that it follows."""

    OTHER_YEAR = "other year"
    NEAR_FIGURE = "near figure"
    NEAR_HEADING = "near heading"
    OTHER_HALF = "other half"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that could be asked, about an indicator or a heading of this name.

    Of a heading, a sentence of one of `paragraphs` answers; of a figure, `sentence_id` does, with its offsets `span`
    among the answering words.
    """

    reason: Reason
    wording: Wording
    name: str
    paragraphs: frozenset[str]
    sentence_id: str | None = None
    span: tuple[int, int] | None = None


class Surroundings:
    """A report as it looks from the sentences of an answer."""

    def __init__(self, report: Report, figures: Sequence[Figure]) -> None:
        """Take the report and its figures."""
        held_in = year_of_report(report)
        self._ids = [paragraph.paragraph_id for paragraph in report.paragraphs]
        self._headings_above = [paragraph.headings for paragraph in report.paragraphs]
        self._standings = [standing_of(paragraph, held_in) for paragraph in report.paragraphs]
        self._figures, self._questions = figures, list(questions_on(figures))
        self._headings = headings_of(report)

    def candidates(self, sentence_ids: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
        """Yield what could be asked after an answer of these sentences and words: kinds in turn, nearest first."""
        rows = sorted({self._row_of(sentence_id) for sentence_id in sentence_ids})
        kinds = (
            self._other_years(sentence_ids, spans),
            self._near_figures(sentence_ids, rows),
            self._near_headings(rows),
            self._other_half(rows),
        )
        for one_of_each in zip_longest(*kinds):
            yield from filter(None, one_of_each)

    def _row_of(self, sentence_id: str) -> int:
        return self._ids.index(sentence_id.partition(".")[0])

    def _is_near(self, row: int, rows: Iterable[int]) -> bool:
        part = self._headings_above[row][:1]
        return any(abs(row - other) <= FARTHEST and part == self._headings_above[other][:1] for other in rows)

    def _away(self, sentence_id: str, other: str) -> tuple[bool, int, int]:
        """Return how far a sentence is from another: beyond its chapter, paragraphs, sentences."""
        row, other_row = self._row_of(sentence_id), self._row_of(other)
        beyond = self._headings_above[row] != self._headings_above[other_row]
        return beyond, abs(row - other_row), abs(_number(sentence_id) - _number(other))

    def _other_years(self, sentence_ids: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
        """Yield the indicators of the answer in other years, those of the answering words first."""
        told = [figure for figure in self._figures if figure.sentence_id in sentence_ids]
        told.sort(key=lambda figure: not any(low < figure.end and high > figure.start for low, high in spans))
        for known in told:
            for figure, wording in self._questions:
                if _unbracketed(figure.indicator) == _unbracketed(known.indicator) and figure.year != known.year:
                    yield _of_figure(Reason.OTHER_YEAR, figure, wording)

    def _near_figures(self, sentence_ids: Sequence[str], rows: Sequence[int]) -> Iterator[Candidate]:
        """Yield the figures of other sentences, the nearest first."""
        near = [
            (min(self._away(figure.sentence_id, sentence_id) for sentence_id in sentence_ids), figure, wording)
            for figure, wording in self._questions
            if figure.sentence_id not in sentence_ids and self._is_near(self._row_of(figure.sentence_id), rows)
        ]
        for _, figure, wording in sorted(near, key=lambda entry: entry[0]):
            yield _of_figure(Reason.NEAR_FIGURE, figure, wording)

    def _near_headings(self, rows: Sequence[int]) -> Iterator[Candidate]:
        """Yield the headings around the answer, the nearest first, those it stands under last."""
        own = [heading for heading in self._headings if heading.rows & set(rows)]
        beside = [each for each in self._headings if each not in own and self._is_near(min(each.rows), rows)]
        beside.sort(key=lambda heading: min(abs(row - other) for row in heading.rows for other in rows))
        for heading in (*beside, *reversed(own)):
            yield self._of_heading(Reason.NEAR_HEADING, heading)

    def _other_half(self, rows: Sequence[int]) -> Iterator[Candidate]:
        """Yield the headings of the other half that are likest those above the answer, the likest first."""
        halves = {self._standings[row].half for row in rows}
        own = [heading for heading in self._headings if heading.rows & set(rows)]
        others = [heading for heading in self._headings if heading.standing.half not in {*halves, None}]
        if len(halves) > 1 or None in halves:
            return
        counts = Counter(pair for heading in self._headings for pair in _pairs(heading.name))
        rated = [(max((_alikeness(each, one, counts) for one in own), default=0.0), each) for each in others]
        for alikeness, heading in sorted(rated, key=lambda entry: -entry[0]):
            if alikeness > 0:
                yield self._of_heading(Reason.OTHER_HALF, heading)

    def _of_heading(self, reason: Reason, heading: NamedHeading) -> Candidate:
        under = frozenset(self._ids[row] for row in heading.rows)
        return Candidate(reason, heading.wording, heading.name, under)


def _of_figure(reason: Reason, figure: Figure, wording: Wording) -> Candidate:
    paragraph_id, _, _ = figure.sentence_id.partition(".")
    span = (figure.start, figure.end)
    return Candidate(reason, wording, figure.indicator, frozenset([paragraph_id]), figure.sentence_id, span)


def _number(sentence_id: str) -> int:
    return int(sentence_id.partition(".")[2])


def _unbracketed(indicator: str) -> str:
    """Return an indicator without what brackets add to it (`森林覆盖率（陆域）`)."""
    return re.sub("（.*?）", "", indicator)


def _pairs(name: str) -> set[str]:
    return {first + second for first, second in pairwise(name)}


def _alikeness(one: NamedHeading, other: NamedHeading, counts: Counter[str]) -> float:
    """Return how much two names share of what few headings have: 0 where they share only common words."""
    shared = _pairs(one.name) & _pairs(other.name)
    return sum(1 / counts[pair] for pair in shared if counts[pair] <= MOST_ALIKE)
