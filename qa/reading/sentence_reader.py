"""The reader that needs no model of its own: the sentences that search scores best.

A sentence is judged by both legs of search and by the year its headings tell; it is an answer when it stands close to
the best one. It cannot tell that a report says nothing: embedding similarity does not separate answerable from
unanswerable questions (docs/architecture.md has the figures).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Self

from index.terms import terms
from qa.reading.reader import MOST_WINDOWS, Findings, Reading
from qa.reading.windows import only_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Sentence
    from index.search import Hit
    from qa.asking.question import Question

MOST_SENTENCES = 4
CLOSE_TO_THE_BEST = 1.5
"""Standard deviations below the best sentence at which another still counts as an answer."""

_CLAUSE_END = re.compile(r"[，；。！？,;!?]")
_CONFIDENCE = (-0.92, 0.143, 1.20)
"""Constant, weight of the score, weight of its lead: a logistic regression on whether the best sentence holds the
answer, fitted on 403 answerable questions over six State Council reports (calibration error 0.03 there)."""


class SentenceReader:
    """Takes the best-scored sentences as they are."""

    uses_model = False
    least_chance = 0.0

    def with_least_chance(self, chance: float, /) -> Self:
        """Return this reader: it never refuses."""
        return self

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = MOST_WINDOWS) -> Findings:
        """Find the sentences close to the best one; it looks at all of them, whatever `most` says."""
        rated = [(hit.passage, match) for hit in hits for match in hit.sentences if not only_names(hit, match)]
        rated.sort(key=lambda entry: -entry[1].score)
        scores = [match.score for _, match in rated]
        close = [entry for entry in rated[:MOST_SENTENCES] if entry[1].score >= scores[0] - CLOSE_TO_THE_BEST]
        rivals = [scores[1] if len(scores) > 1 else 0.0, *scores[:1] * len(close)]
        readings = [
            Reading(
                passage=passage,
                sentence=match.sentence,
                spans=(nearest_clause(question.text, match.sentence),),
                strength=match.score,
                confidence=_confidence(match.score, match.score - rival),
            )
            for (passage, match), rival in zip(close, rivals, strict=False)
        ]
        return Findings(readings, readings[0].sentence if readings else None)

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        """Return the hits as they are: this reader knows no more than search."""
        return list(hits)


def _confidence(strength: float, lead: float) -> float:
    """Return the chance that a sentence answers an answerable question, from its score and its lead on its rival."""
    constant, by_strength, by_lead = _CONFIDENCE
    return 1 / (1 + math.exp(-(constant + by_strength * strength + by_lead * lead)))


def nearest_clause(question: str, sentence: Sentence) -> tuple[int, int]:
    """Return the source offsets of the sentence's clause that shares most with the question.

    The whole sentence when no clause shares more than another, as across languages.
    """
    bounds = [0, *(found.end() for found in _CLAUSE_END.finditer(sentence.text)), len(sentence.text)]
    clauses = [(low, high) for low, high in zip(bounds, bounds[1:], strict=False) if sentence.text[low:high].strip()]
    asked = set(terms(question))
    shared = [len(asked & set(terms(sentence.text[low:high]))) for low, high in clauses]
    if len(clauses) < 2 or max(shared) == 0 or shared.count(max(shared)) > 1:
        return sentence.start, sentence.end
    low, high = clauses[shared.index(max(shared))]
    while high > low and sentence.text[high - 1] in "，；。！？,;!? \n\r":
        high -= 1
    while sentence.text[low].isspace():
        low += 1
    return sentence.start + low, sentence.start + high
