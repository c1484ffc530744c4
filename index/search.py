"""Hybrid search: sentences are compared, passages are returned.

A sentence's dense score is its cosine with the query, averaged over the sentence alone and the sentence behind title,
headings and topic; a passage's is mostly that of its best sentence, partly that of the whole passage. From every cosine
a share of how crowded the row's surroundings are is taken. A passage's lexical score is the BM25 of address and text.
The two are standardised over all passages and added, BM25 weighted by how much of the query the report's own words
cover, so that it fades for a question in another script. Measured choices: docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.candidates import score_candidates
from index.embedder import TextRole
from index.expansion import expand
from index.lexical import ranges
from index.scores import (
    COVERAGE_POWER,
    LEXICAL_WEIGHT,
    OTHER_YEAR_PENALTY,
    OTHER_YEAR_SENTENCE_PENALTY,
    EveryScore,
    standardised,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.dense import DenseIndex
    from index.embedder import Embedder
    from index.lexical import LexicalIndex
    from index.nearest import NearestPassages
    from index.scores import Scores as Scores
    from index.years import YearsTold

WHOLE_PASSAGE_WEIGHT = 0.3
"""How much of a passage's dense score is the whole passage's own: it holds what its sentences only hold together."""

CROWDING_WEIGHT = 0.25
"""How much of a row's crowding is taken from its similarity; 0.2 to 0.4 found the same passages."""

TERMS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """A sentence of a hit and how well it matches: standardised over all sentences of the report.

    `other_year` says that it tells of years, none of them the question's.
    """

    sentence: Sentence
    score: float
    other_year: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `rank` counts from 1; a leg that did not find the passage has no rank for it.

    `score` is in standard deviations over the report's passages; `sentences` are the passage's, best first;
    `matched_terms` are the query's words that occur, rarest first; `years` those its headings tell of;
    `reader_score` is the chance that the passage answers, once a reader has seen it.
    """

    rank: int
    passage: Passage
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    sentences: tuple[SentenceMatch, ...]
    matched_terms: tuple[str, ...]
    years: frozenset[int]
    reader_score: float | None = None


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What is searched; `owners` (int64, one a sentence) and `firsts` (passages + 1) say which sentences are whose.

    Rows of `dense`: all sentences alone, all in context, then all passages in context; `crowding` (float32) has one
    element a row. A `large` index has `nearest` instead; an index without a model has neither. `passage_years` and
    `sentence_years` are what each tells of, `years_covered` those of any heading with the report's own and the one
    before (none: no heading names a year).
    """

    passages: tuple[Passage, ...]
    owners: NDArray[np.int64]
    firsts: NDArray[np.int64]
    passage_terms: LexicalIndex
    sentence_terms: LexicalIndex
    dense: DenseIndex | None
    crowding: NDArray[np.float32]
    nearest: NearestPassages | None
    large: bool
    passage_years: YearsTold
    sentence_years: YearsTold
    years_covered: frozenset[int]

    def similarities(self, query: str, embedder: Embedder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the dense scores of every passage and of every sentence, shapes (passages,) and (sentences,)."""
        sentences, passages = len(self.owners), len(self.passages)
        vector = embedder.embed([query], TextRole.QUERY)[0]
        if self.nearest is not None:
            rows = self.nearest.rows
            return rows.of_passages(vector, np.arange(passages)), rows.of_sentences(vector, np.arange(sentences))
        assert self.dense is not None  # nobody compares without vectors
        similarities = self.dense.similarities(vector)
        similarities -= np.float32(CROWDING_WEIGHT) * self.crowding
        alone, in_context, whole = np.split(similarities, [sentences, 2 * sentences])
        by_sentence = (alone + in_context) / np.float32(2)
        best = _best_of(by_sentence, self.owners, passages)
        return best + np.float32(WHOLE_PASSAGE_WEIGHT) * (whole - best), by_sentence


def search_hybrid(
    index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int], limit: int
) -> list[Hit]:
    """Return the best passages for a query, best first, at most `limit`.

    `years` are those the question speaks of (none: no year is preferred). Without an embedder only BM25 ranks, and
    passages that share no term with the query are left out.
    """
    return ranked(index, query, score(index, query, embedder, years=years), limit=limit)


def score(index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int]) -> Scores:
    """Score the passages and sentences for a query: all, or of a large index those that can be among the best."""
    if index.large:
        return score_candidates(index, expand(query), embedder, years=years)
    return score_every(index, query, embedder, years=years)


def score_every(index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int]) -> EveryScore:
    """Score every passage and sentence for a query."""
    query = expand(query)
    lexical = index.passage_terms.scores(query)
    if embedder is None or (index.dense is None and index.nearest is None):
        dense, passages = None, standardised(lexical)
        sentences = standardised(index.sentence_terms.scores(query))
    else:
        trust = LEXICAL_WEIGHT * index.passage_terms.coverage(query) ** COVERAGE_POWER
        dense, by_sentence = index.similarities(query, embedder)
        passages = standardised(dense) + trust * standardised(lexical)
        sentences = standardised(by_sentence) + trust * standardised(index.sentence_terms.scores(query))
    return EveryScore(
        passages=passages - OTHER_YEAR_PENALTY * index.passage_years.others(years),
        sentences=sentences - OTHER_YEAR_SENTENCE_PENALTY * index.sentence_years.others(years),
        dense=dense,
        lexical=lexical,
        sentence_years=index.sentence_years,
        years=years,
    )


def ranked(index: SearchIndex, query: str, scores: Scores, *, limit: int) -> list[Hit]:
    """Return the passages that score best, best first, with their sentences."""
    rows = scores.best(limit)
    if not len(rows):
        return []
    starts, ends = index.firsts[rows], index.firsts[rows + 1]
    values, others = scores.of_sentences(starts, ends), scores.of_other_years(ranges(starts, ends))
    parts = np.cumsum(ends - starts)[:-1]
    legs = zip(scores.of_passages(rows), scores.dense_ranks(rows), scores.lexical_ranks(rows), strict=True)
    terms_held = _terms_held(index, expand(query), starts, ends)
    hits = []
    for rank, (row, (value, dense_rank, lexical_rank), of_sentences, of_others) in enumerate(
        zip(rows.tolist(), legs, np.split(values, parts), np.split(others, parts), strict=True), 1
    ):
        passage = index.passages[row]
        matches = map(SentenceMatch, passage.sentences, of_sentences.tolist(), of_others.tolist())
        hits.append(
            Hit(
                rank=rank,
                passage=passage,
                score=float(value),
                dense_rank=dense_rank,
                lexical_rank=lexical_rank,
                sentences=tuple(sorted(matches, key=lambda match: -match.score)),
                matched_terms=terms_held[rank - 1],
                years=index.passage_years[row],
            )
        )
    return hits


def _terms_held(
    index: SearchIndex, query: str, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> list[tuple[str, ...]]:
    """Return for each stretch of sentences the terms of the query that it holds, rarest first, at most TERMS_SHOWN."""
    terms = index.passage_terms.known_terms(query)
    held = [index.sentence_terms.holding(term, starts, ends) for term in terms]
    return [
        tuple([term for term, holds in zip(terms, held, strict=True) if holds[place]][:TERMS_SHOWN])
        for place in range(len(starts))
    ]


def _best_of(scores: NDArray[np.float32], owners: NDArray[np.int64], passages: int) -> NDArray[np.float32]:
    best = np.full(passages, -1.0, dtype=np.float32)
    np.maximum.at(best, owners, scores)
    return best
