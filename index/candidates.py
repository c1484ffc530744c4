"""Scores of a large index: passages that can be among the best are found first, and only they are scored by meaning.

By words every passage is scored, exactly. By meaning, the best come from `nearest.py`; every other passage scores less
than the last of those, so that its words alone say how far up it could come, and those that could come farthest are
scored too. Means and deviations by meaning, and of sentences by words, are those of a sample of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import TextRole
from index.lexical import ranges
from index.scores import (
    COVERAGE_POWER,
    LEXICAL_WEIGHT,
    OTHER_YEAR_PENALTY,
    OTHER_YEAR_SENTENCE_PENALTY,
    Spread,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embedder import Embedder
    from index.nearest import DenseRows
    from index.scores import Scores
    from index.search import SearchIndex

BY_WORDS = 1_000
"""Passages that are scored because of their words, besides those that are near in meaning."""

STRETCHES, STRETCH = 32, 32
"""The sample that says how sentences score by words: so many stretches of so many passages, evenly over the report."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """Means and deviations for one query: of passages and of sentences, by meaning and by words."""

    dense: Spread
    lexical: Spread
    dense_of_sentences: Spread
    lexical_of_sentences: Spread


@dataclass(frozen=True, slots=True)
class CandidateScores:
    """The scores of one query; `candidates` are the passages it is ranked among, ascending, `dense` their dense scores.

    `query` is what is searched, `vector` its embedding (None where no model takes part), `lexical` BM25 of every
    passage, `trust` its weight. Anything else is scored when it is asked for.
    """

    index: SearchIndex
    query: str
    years: frozenset[int]
    vector: NDArray[np.float32] | None
    trust: float
    lexical: NDArray[np.float32]
    spreads: Spreads
    candidates: NDArray[np.int64]
    dense: NDArray[np.float32] | None
    least_found: float

    @property
    def by_words_alone(self) -> bool:
        """Whether no model took part."""
        return self.vector is None

    def best(self, limit: int, /) -> NDArray[np.int64]:
        """Return the candidates that score best; see `Scores`."""
        return _best(self, self.candidates, limit)

    def of_passages(self, rows: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of passages."""
        by_words = by_words_of(self.index, self.lexical, self.spreads.lexical, self.trust, self.years, rows)
        if self.vector is None:
            return by_words
        dense = self.dense if rows is self.candidates else _rows_of(self.index).of_passages(self.vector, rows)
        assert dense is not None  # there is a vector
        return self.spreads.dense.standardised(dense) + by_words

    def of_sentences(self, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of stretches of sentences."""
        rows = ranges(starts, ends)
        scores = self.trust * self.spreads.lexical_of_sentences.standardised(
            self.index.sentence_terms.scores_in(self.query, starts, ends)
        )
        if self.vector is not None:
            dense = _rows_of(self.index).of_sentences(self.vector, rows)
            scores = self.spreads.dense_of_sentences.standardised(dense) + scores
        return scores - OTHER_YEAR_SENTENCE_PENALTY * self.index.sentence_years.others(self.years, rows)

    def of_other_years(self, rows: NDArray[np.int64], /) -> NDArray[np.bool_]:
        """Tell which sentences tell of other years only."""
        return self.index.sentence_years.others(self.years, rows) > 0

    def dense_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the ranks by meaning; of those that are not among the nearest no rank is known."""
        if self.dense is None or self.vector is None:
            return [None] * len(rows)
        known = np.sort(self.dense)
        of_rows = _rows_of(self.index).of_passages(self.vector, rows)
        ranks = len(known) - np.searchsorted(known, of_rows, side="right") + 1
        return [int(rank) if of >= self.least_found else None for rank, of in zip(ranks, of_rows, strict=True)]

    def lexical_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the ranks by words; equals share one."""
        ranks = len(self.lexical) - np.searchsorted(np.sort(self.lexical), self.lexical[rows], side="right") + 1
        return [int(rank) if held else None for rank, held in zip(ranks, self.lexical[rows] > 0, strict=True)]

    def leaning_on(self, whole: Scores, share: float, /) -> LeaningScores:
        """Return the scores of a part of a question, a share of them taken from the whole question's."""
        return LeaningScores(self, whole, share)


@dataclass(frozen=True, slots=True)
class LeaningScores:
    """The scores of a part of a question with a share of the whole question's; ranked among the best of both."""

    part: CandidateScores | LeaningScores
    whole: Scores
    share: float

    @property
    def by_words_alone(self) -> bool:
        """Whether no model took part."""
        return self.part.by_words_alone

    def best(self, limit: int, /) -> NDArray[np.int64]:
        """Return the passages that score best; see `Scores`."""
        many = max(limit, BY_WORDS)
        rows = np.union1d(self.part.best(many), self.whole.best(many))
        if self.by_words_alone:
            rows = rows[[rank is not None for rank in self.lexical_ranks(rows)]]
        return _best(self, rows, limit)

    def of_passages(self, rows: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of passages."""
        return (1 - self.share) * self.part.of_passages(rows) + self.share * self.whole.of_passages(rows)

    def of_sentences(self, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return the scores of stretches of sentences."""
        part, whole = (scores.of_sentences(starts, ends) for scores in (self.part, self.whole))
        return (1 - self.share) * part + self.share * whole

    def of_other_years(self, rows: NDArray[np.int64], /) -> NDArray[np.bool_]:
        """Tell which sentences tell of other years only, by the part's years."""
        return self.part.of_other_years(rows)

    def dense_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the part's ranks by meaning."""
        return self.part.dense_ranks(rows)

    def lexical_ranks(self, rows: NDArray[np.int64], /) -> list[int | None]:
        """Return the part's ranks by words."""
        return self.part.lexical_ranks(rows)

    def leaning_on(self, whole: Scores, share: float, /) -> LeaningScores:
        """Return these scores with a share of another's."""
        return LeaningScores(self, whole, share)


def score_candidates(
    index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int]
) -> CandidateScores:
    """Score what can be among the best for a query, its abbreviations spelled out already."""
    lexical = index.passage_terms.scores(query)
    spread, trust, vector = Spread.of(lexical), 1.0, None
    if embedder is not None and index.nearest is not None:
        trust = LEXICAL_WEIGHT * index.passage_terms.coverage(query) ** COVERAGE_POWER
        vector = embedder.embed([query], TextRole.QUERY)[0]
    by_words = by_words_of(index, lexical, spread, trust, years)
    if vector is None or index.nearest is None:
        holding = np.flatnonzero(lexical > 0)
        candidates, dense, least = np.sort(holding[_greatest(by_words[holding], BY_WORDS)]), None, 0.0
    else:
        near = index.nearest.nearest(vector)
        by_meaning = index.nearest.rows.of_passages(vector, near)
        least = float(by_meaning.min())
        by_words[near] = -np.inf
        others = np.setdiff1d(_greatest(by_words, BY_WORDS), near)
        candidates, dense = _merged(near, by_meaning, others, index.nearest.rows.of_passages(vector, others))
    spreads = _spreads(index, query, vector, spread)
    return CandidateScores(index, query, years, vector, trust, lexical, spreads, candidates, dense, least)


def by_words_of(
    index: SearchIndex,
    lexical: NDArray[np.float32],
    spread: Spread,
    trust: float,
    years: frozenset[int],
    rows: NDArray[np.int64] | slice = slice(None),
) -> NDArray[np.float32]:
    """Return the part of passages' scores that is not their meaning's: BM25 and years."""
    return trust * spread.standardised(lexical[rows]) - OTHER_YEAR_PENALTY * index.passage_years.others(years, rows)


def sampled_passages(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the stretches of the sample begin and end, of so many passages; few passages are all taken."""
    if count <= STRETCHES * STRETCH:
        return np.array([0]), np.array([count])
    starts = np.linspace(0, count - STRETCH, STRETCHES).astype(np.int64)
    return starts, starts + STRETCH


def _spreads(index: SearchIndex, query: str, vector: NDArray[np.float32] | None, lexical: Spread) -> Spreads:
    starts, ends = sampled_passages(len(index.passages))
    first, last = index.firsts[starts], index.firsts[ends]
    of_sentences = Spread.of(index.sentence_terms.scores_in(query, first, last))
    if vector is None:
        return Spreads(lexical, lexical, of_sentences, of_sentences)
    assert index.nearest is not None  # a query has a vector only where the index has rows
    of_passages, by_meaning = index.nearest.sample.of_all(vector)
    return Spreads(
        dense=Spread.of(of_passages),
        lexical=lexical,
        dense_of_sentences=Spread.of(by_meaning),
        lexical_of_sentences=of_sentences,
    )


def _merged(
    rows: NDArray[np.int64], values: NDArray[np.float32], others: NDArray[np.int64], theirs: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return two sets of rows, none in both, as one in ascending order, their values with them."""
    both = np.concatenate([rows, others])
    order = np.argsort(both)
    return both[order], np.concatenate([values, theirs])[order]


def _rows_of(index: SearchIndex) -> DenseRows:
    assert index.nearest is not None  # a query has a vector only where the index has rows
    return index.nearest.rows


def _greatest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the places of the greatest values, in no order."""
    places: NDArray[np.int64] = (
        np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    )
    return places


def _best(scores: Scores, rows: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
    order = np.argsort(-scores.of_passages(rows), kind="stable")
    best: NDArray[np.int64] = rows[order[:limit]]
    return best
