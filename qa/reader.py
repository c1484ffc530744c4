"""The seam between what search found and what answers: a reader looks at passages with the question in hand."""

from __future__ import annotations

from dataclasses import dataclass
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
