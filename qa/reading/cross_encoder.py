"""The reader with a model: reads the best windows with the question in hand and says which sentences answer.

The reading model judges a window and marks words in it; how well search matched the sentence joins in. Together they
give each sentence's share of the chance, and the answer is as many of the surest as hold most of it: one where the
reader is sure, several where it is not. Whether the report tells at all is judged from the best one, and from whether
the question is one for a report. The weights were fitted on the validation reports by `training/calibrate.py`, which
prints them.
"""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from qa.reading.reader import MOST_WINDOWS, Findings, Reading
from qa.reading.windows import headings_above, repeats_its_place, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.passages import Passage
    from index.search import Hit, SentenceMatch
    from qa.asking.question import Question
    from qa.reading.domain import DomainClassifier
    from qa.reading.model import ReadingModel
    from qa.reading.windows import Window

RERANK_WINDOWS = 2 * MOST_WINDOWS
"""Windows read for a ranking: twice an answer's, so that most of the passages are seen."""

AT_ONCE = 2
"""Windows that are read between two looks at whether it is enough: one a core."""

LEAST_SHARE = 3
SURE, HOPELESS = 0.7, 0.05
"""A third of the windows is read in any case, the others only while the best sentence's chance lies between these two.
On 992 validation questions 6.8 windows are read on average instead of 12; right, or rightly refused, are as many."""

ENOUGH = 0.95
MOST_SENTENCES = 4
"""The sentences of an answer hold this share of the chance together, unless that takes more than so many."""

RUNNER_UP = 0.5
"""Share of the best sentence's chance below which another is quoted, but does not speak for the answer."""

_AT_THE_ENDS = "，。；：、！？,;:!? \t\r\n\u3000"
_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"), ("(", ")"))
_NEAR = 24
"""Characters within which the other half of a pair is looked for."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a sentence: the model's judgement and span score of its window, search's score, marked words."""

    judgement: float
    span_score: float
    search_score: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each of the `Features`, and a constant where logits of different questions are compared."""

    judgement: float
    span_score: float
    search_score: float
    marked: float
    constant: float = 0.0

    def logit(self, features: Features) -> float:
        """Return the logit of the chance."""
        return (
            self.constant
            + self.judgement * features.judgement
            + self.span_score * features.span_score
            + self.search_score * features.search_score
            + self.marked * features.marked
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """`sentence` tells which sentence holds the answer if one does: its logits are those of a softmax over a question's
    sentences. `report` tells of the best one whether one does at all.

    `domain` is the weight there of the question's own logit as far as that is below nothing: see `domain_doubt`. Below
    `least` chance the question is refused. `search` is what a standard deviation of search's own score of a passage
    adds, in logits, to its best sentence where passages are ranked.
    """

    sentence: Weights
    report: Weights
    domain: float
    least: float
    search: float

    def chance(self, features: Features, doubt: float) -> float:
        """Return the chance that the report answers, when its best sentence has these features."""
        logit = self.report.logit(features) + self.domain * doubt
        return 1 / (1 + math.exp(-max(min(logit, 60.0), -60.0)))


CALIBRATION = Calibration(
    sentence=Weights(0.215, 0.253, 0.952, 2.769),
    report=Weights(0.066, 0.252, -0.006, 0.5, constant=1.207),
    domain=1.435,
    least=0.249,
    search=0.442,
)


def domain_doubt(domain: DomainClassifier | None, question: str) -> float:
    """Return the logit that a question is one for a report where that is below nothing, else nothing."""
    return min(domain.logit(question), 0.0) if domain else 0.0


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """A sentence of a window that was read; `span` are the marked words in it, all of it where there are none."""

    passage: Passage
    match: SentenceMatch
    span: tuple[int, int]
    features: Features

    @property
    def may_answer(self) -> bool:
        """Whether it tells of no other year than the question's, and is not only the heading of what answers."""
        return not self.match.other_year and not repeats_its_place(self.passage, self.match.sentence)


def sentences_read(model: ReadingModel, title: str, question: str, windows: Sequence[Window]) -> Iterator[SentenceRead]:
    """Yield every sentence of the windows, as the model reads them; `title` is the report's."""
    seen = [(headings_above(title, window.passage), window.text) for window in windows]
    for window, reading in zip(windows, model.read(question, seen), strict=True):
        low, high = window.start + reading.start, window.start + reading.end
        for match in window.matches:
            sentence = match.sentence
            inside = max(low, sentence.start), min(high, sentence.end)
            span = whole_words(window.text, *(place - window.start for place in inside))
            features = Features(reading.judgement, reading.span_score, match.score, marked=span is not None)
            start, end = span or (sentence.start - window.start, sentence.end - window.start)
            yield SentenceRead(window.passage, match, (window.start + start, window.start + end), features)


def whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a stretch of a text without the marks and blanks at its ends, None where nothing else is in it.

    A quotation or bracket that it opens is followed to its end, one that it closes to where it opens, if that is near.
    """
    kept = text[start:end].strip(_AT_THE_ENDS)
    if not kept:
        return None
    start = text.index(kept, start, end)
    end = start + len(kept)
    for opening, closing in _PAIRS:
        opened, closed = text.count(opening, start, end), text.count(closing, start, end)
        behind, before = text.find(closing, end, end + _NEAR), text.rfind(opening, max(start - _NEAR, 0), start)
        if opened > closed and behind >= 0:
            end = behind + 1
        elif closed > opened and before >= 0:
            start = before
    return start, end


Rated = tuple[float, SentenceRead]
"""A sentence behind its logit."""


def _best_first(rated: Rated) -> float:
    return -rated[0]


def enough(found: Sequence[Rated]) -> list[float]:
    """Return the shares of the chance of the first of these, best first, that hold ENOUGH of it together.

    At most MOST_SENTENCES; the shares of all are the softmax of their logits.
    """
    chances = np.exp([logit - found[0][0] for logit, _ in found])
    shares = chances / chances.sum()
    kept = int(np.searchsorted(np.cumsum(shares), ENOUGH)) + 1
    return [float(share) for share in shares[: min(kept, MOST_SENTENCES)]]


class CrossEncoderReader:
    """Reads with the model; `title` is the report's, which the model sees above every window."""

    uses_model = True

    def __init__(
        self,
        model: ReadingModel,
        title: str,
        calibration: Calibration = CALIBRATION,
        domain: DomainClassifier | None = None,
    ) -> None:
        """Take the loaded model, and what knows questions for a report, None where there is nothing that could."""
        self._model, self._title, self._calibration, self._domain = model, title, calibration, domain

    @property
    def least_chance(self) -> float:
        """The chance below which the report does not tell."""
        return self._calibration.least

    def with_least_chance(self, chance: float, /) -> Self:
        """Return a reader with the same models that refuses below another chance."""
        other = copy(self)
        other._calibration = replace(self._calibration, least=chance)
        return other

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = MOST_WINDOWS) -> Findings:
        """Find the sentences that answer; none does when the best has too little chance.

        A sentence that tells of other years than the question's is none: the figure would be the wrong one.
        """
        doubt = domain_doubt(self._domain, question.text)
        chance = self._calibration.chance
        windows = windows_of(hits, most)
        found: list[Rated] = []
        best = 0.0
        for read in range(0, len(windows), AT_ONCE):
            if read * LEAST_SHARE >= most and not HOPELESS <= best < SURE:
                break
            found = sorted([*found, *self._rated(question, windows[read : read + AT_ONCE])], key=_best_first)
            best = chance(found[0][1].features, doubt) if found else 0.0
        named = found[0][1].match.sentence if found else None
        if not found or best < self._calibration.least:
            return Findings([], named)
        shares = enough(found)
        readings = [
            Reading(
                passage=read.passage,
                sentence=read.match.sentence,
                spans=(read.span,),
                strength=strength,
                confidence=chance(read.features, doubt),
                exact=read.features.marked,
                runner_up=share < RUNNER_UP * shares[0],
            )
            for share, (strength, read) in zip(shares, found, strict=False)
        ]
        return Findings(readings, named)

    def _rated(self, question: Question, windows: Sequence[Window]) -> list[Rated]:
        """Return the sentences of the windows that may answer with their logits, the surest first."""
        every = sentences_read(self._model, self._title, question.text, windows)
        logit = self._calibration.sentence.logit
        return sorted(((logit(read.features), read) for read in every if read.may_answer), key=_best_first)

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        """Return the hits in the order of search and reader together, each with the reader's score.

        The score is the chance that its best sentence answers; hits without a window that was read have none, and
        come last.
        """
        logit, chance = self._calibration.sentence.logit, self._calibration.chance
        doubt = domain_doubt(self._domain, question.text)
        best: dict[str, tuple[float, SentenceRead]] = {}
        for read in sentences_read(self._model, self._title, question.text, windows_of(hits, RERANK_WINDOWS)):
            rated, rival = logit(read.features), best.get(read.passage.passage_id)
            if rival is None or rated > rival[0]:
                best[read.passage.passage_id] = rated, read
        scored = [(best.get(hit.passage.passage_id), hit) for hit in hits]
        lean = self._calibration.search
        scored.sort(key=lambda entry: -(entry[0][0] + lean * entry[1].score) if entry[0] else math.inf)
        return [
            replace(hit, rank=rank, reader_score=chance(entry[1].features, doubt) if entry else None)
            for rank, (entry, hit) in enumerate(scored, 1)
        ]
