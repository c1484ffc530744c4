"""The seam between what search found and what answers: a reader looks at passages with the question in hand."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

MOST_WINDOWS = 12
"""Stretches that a reader looks at for a question: they hold the answer for 0.98 of the validation questions."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.search import Hit
    from qa.asking.question import Question


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that answers. `spans` are the answering words' offsets in the source, inside the sentence.

    `strength` compares the readings of one question; `confidence` (0 to 1) is the chance that the sentence answers;
    `exact` says that `spans` are the very words, not only the clause that they are likely in; `runner_up` that it is
    quoted in case a surer one is wrong.
    """

    passage: Passage
    sentence: Sentence
    spans: tuple[tuple[int, int], ...]
    strength: float
    confidence: float
    exact: bool = False
    runner_up: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reader made of passages: the sentences of them that answer, the surest first; none where nothing does.

    No sentence twice. `best` is the one that answers if any does, also where that is too unsure; None where no sentence
    may answer.
    """

    readings: list[Reading]
    best: Sentence | None


class Reader(Protocol):
    """Judges passages that search found; `uses_model` tells whether it knows more than search does."""

    @property
    def uses_model(self) -> bool:
        """Whether a reading model takes part."""

    @property
    def least_chance(self) -> float:
        """The chance (0 to 1) that the best sentence must have; 0 for a reader that never refuses what search found."""

    def with_least_chance(self, chance: float, /) -> Reader:
        """Return this reader with another least chance; one that never refuses stays what it is."""

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = MOST_WINDOWS) -> Findings:
        """Find the sentences of these hits that answer the question.

        `most` bounds the work: so many short stretches are looked at, the best that search found.
        """

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        """Return the same hits, ranked anew with what the reader makes of them."""


class TimedReader:
    """A reader that knows how long it has read; `seconds` of wall time."""

    def __init__(self, reader: Reader) -> None:
        """Wrap a reader."""
        self._reader = reader
        self.seconds = 0.0

    @property
    def uses_model(self) -> bool:
        """As the wrapped reader."""
        return self._reader.uses_model

    @property
    def least_chance(self) -> float:
        """As the wrapped reader."""
        return self._reader.least_chance

    def with_least_chance(self, chance: float, /) -> Reader:
        """Return another that is timed anew."""
        return TimedReader(self._reader.with_least_chance(chance))

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = MOST_WINDOWS) -> Findings:
        """Read as the wrapped reader does."""
        started = perf_counter()
        try:
            return self._reader.read(question, hits, most=most)
        finally:
            self.seconds += perf_counter() - started

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        """Rank as the wrapped reader does."""
        return self._reader.rerank(question, hits)
