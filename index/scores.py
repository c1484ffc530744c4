"""How well everything matches one query: the seam between scoring and ranking, and its form where every row is scored.

A large index scores the best passages only (`candidates.py`). Both keep to what `Scores` promises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.lexical import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.years import YearsTold

LEXICAL_WEIGHT = 1.0
"""Weight of a fully covered query's BM25 against the dense score, both standardised."""

COVERAGE_POWER = 1.5
"""How fast BM25 fades as fewer of the query's words are the report's: weight = coverage ** power."""

OTHER_YEAR_PENALTY = 0.7
"""Standard deviations taken from a passage whose headings tell of years, none of them the question's."""

OTHER_YEAR_SENTENCE_PENALTY = 3.0
"""The same for a sentence, by its headings and its own words: the other year's figure is a wrong answer."""


class Scores(Protocol):
    """How well passages and sentences match one query, in standard deviations over the report's; float32.

    Rows are places in the index, int64. What `best` returns is what ranking goes by; every row has a score.
    """

    def best(self, limit: int, /) -> NDArray[np.int64]:
        """Return the passages that score best, best first, at most `limit`; of equals the first in the report first.

        Where no model took part, none without a term of the query. There may be fewer than `limit`.
        """

    def of_passages(self, rows: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of passages, shape (rows,)."""

    def of_sentences(self, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of the sentences `starts[0]:ends[0]`, `starts[1]:ends[1]` …, one after another."""

    def of_other_years(self, rows: NDArray[np.int64], /) -> NDArray[np.bool_]:
        """Tell for each sentence whether it tells of years, none of them the query's."""

    def dense_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return each passage's rank by meaning, from 1; None where no model took part or it was not found by it."""

    def lexical_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return each passage's rank by words, from 1; None where it shares no term with the query."""

    def leaning_on(self, whole: Scores, share: float, /) -> Scores:
        """Return the scores of a part of a question, a share of them taken from the whole question's."""


@dataclass(frozen=True, slots=True)
class EveryScore:
    """The scores of everything, one element a passage or sentence.

    `dense` is None where no model took part; `lexical` is BM25 itself, 0 where no term is shared.
    """

    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    dense: NDArray[np.float32] | None
    lexical: NDArray[np.float32]
    sentence_years: YearsTold
    years: frozenset[int]

    def best(self, limit: int, /) -> NDArray[np.int64]:
        """Return the passages that score best; see `Scores`."""
        order = np.argsort(-self.passages, kind="stable")
        return order[:limit] if self.dense is not None else order[self.lexical[order] > 0][:limit]

    def of_passages(self, rows: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of passages."""
        return self.passages[rows]

    def of_sentences(self, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of stretches of sentences."""
        return self.sentences[ranges(starts, ends)]

    def of_other_years(self, rows: NDArray[np.int64], /) -> NDArray[np.bool_]:
        """Tell which sentences tell of other years only."""
        return self.sentence_years.others(self.years, rows) > 0

    def dense_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the ranks by meaning."""
        return [None] * len(rows) if self.dense is None else [*_ranks(self.dense)[rows].tolist()]

    def lexical_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the ranks by words."""
        ranks = _ranks(self.lexical)[rows].tolist()
        return [rank if held else None for rank, held in zip(ranks, self.lexical[rows] > 0, strict=True)]

    def leaning_on(self, whole: Scores, share: float, /) -> EveryScore:
        """Return the scores of a part of a question, a share of them taken from the whole question's."""
        passages, ends = np.arange(len(self.passages)), np.array([len(self.sentences)])
        return replace(
            self,
            passages=(1 - share) * self.passages + share * whole.of_passages(passages),
            sentences=(1 - share) * self.sentences + share * whole.of_sentences(np.zeros_like(ends), ends),
        )


def standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scores with mean 0 and standard deviation 1 (all 0 where they are all alike)."""
    return Spread.of(scores).standardised(scores)


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation of scores."""

    mean: np.float32
    deviation: np.float32

    @classmethod
    def of(cls, scores: NDArray[np.float32]) -> Spread:
        """Measure some scores."""
        return cls(scores.mean(), scores.std())

    def standardised(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return scores in these standard deviations from this mean (all 0 where there is no deviation)."""
        return np.zeros_like(scores) if self.deviation < 1e-9 else (scores - self.mean) / self.deviation


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the rank, from 1, of every score."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
