"""Questions whose right answers are known, and the sets they come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.report import Report

SEED = 1
"""Of every draw, so that a sample and an interval are the same each time."""

Groups = tuple[tuple[str, ...], ...]
"""Groups of alternatives: one of every group is needed."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer holds and quotes.

    `answers` are groups of what the answer must say, `evidence` of what its quotes must hold, verbatim but for white
    space; both are empty where the report does not answer. `history` are the earlier questions of the conversation,
    oldest first. `together` names what it shares its luck with: its conversation, its paragraph, else itself.
    `paragraph` is the id of the paragraph that the evidence stands in, where a set brings paragraphs of its own.
    """

    question_id: str
    text: str
    language: str
    kind: str
    answerable: bool
    evidence: Groups
    answers: Groups
    together: str
    history: tuple[str, ...] = ()
    paragraph: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file; `paragraphs` is the report to ask where the file brings its own text.

    `sha256` is that of the file's text, in hexadecimal.
    """

    name: str
    sha256: str
    questions: tuple[GoldQuestion, ...] = field(repr=False)
    paragraphs: Report | None = field(default=None, repr=False)

    def sample(self, size: int) -> QuestionSet:
        """Return the set with so many of its questions, drawn at random but always the same, in their order."""
        if size >= len(self.questions):
            return self
        drawn = sorted(Random(SEED).sample(range(len(self.questions)), size))
        return replace(self, questions=tuple(self.questions[place] for place in drawn))
