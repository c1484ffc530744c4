"""The seam between what search found and what answers: a reader looks at passages with the question in hand."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.search import Hit
    from qa.question import Question


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that answers. `spans` are the answering words' offsets in the source, inside the sentence.

    `strength` compares the readings of one question; `confidence` (0 to 1) is the chance that the sentence answers.
    """

    passage: Passage
    sentence: Sentence
    spans: tuple[tuple[int, int], ...]
    strength: float
    confidence: float


class Reader(Protocol):
    """Judges passages that search found."""

    def read(self, question: Question, hits: Sequence[Hit], /) -> list[Reading]:
        """Return the sentences of these hits that answer the question, the surest first.

        No sentence twice, none that is not in `hits`; an empty list when nothing answers.
        """


class TimedReader:
    """A reader that knows how long it has read; `seconds` of wall time."""

    def __init__(self, reader: Reader) -> None:
        """Wrap a reader."""
        self._reader = reader
        self.seconds = 0.0

    def read(self, question: Question, hits: Sequence[Hit], /) -> list[Reading]:
        """Read as the wrapped reader does."""
        started = perf_counter()
        try:
            return self._reader.read(question, hits)
        finally:
            self.seconds += perf_counter() - started
