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

from index.embedder import TextRole
from index.expansion import expand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.dense import DenseIndex
    from index.embedder import Embedder
    from index.lexical import LexicalIndex

LEXICAL_WEIGHT = 1.0
"""Weight of a fully covered query's BM25 against the dense score, both standardised."""

COVERAGE_POWER = 1.5
"""How fast BM25 fades as fewer of the query's words are the report's: weight = coverage ** power."""

WHOLE_PASSAGE_WEIGHT = 0.3
"""How much of a passage's dense score is the whole passage's own: it holds what its sentences only hold together."""

CROWDING_WEIGHT = 0.25
"""How much of a row's crowding is taken from its similarity; 0.2 to 0.4 found the same passages."""

OTHER_YEAR_PENALTY = 0.7
"""Standard deviations taken from a passage whose headings tell of years, none of them the question's."""

OTHER_YEAR_SENTENCE_PENALTY = 3.0
"""The same for a sentence, by its headings and its own words: the other year's figure is a wrong answer."""

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
    """What is searched. Rows of the dense index: all sentences alone, all in context, then all passages in context.

    `owners` (int, one a sentence) are places in `passages`; `dense` is None in an index without a model, and
    `crowding` (float32, one a row) is then empty. `passage_years` and `sentence_years` are what each tells of,
    `years_covered` those of any heading with the report's own and the one before (none: no heading names a year).
    """

    passages: tuple[Passage, ...]
    owners: NDArray[np.int64]
    passage_terms: LexicalIndex
    sentence_terms: LexicalIndex
    dense: DenseIndex | None
    crowding: NDArray[np.float32]
    passage_years: tuple[frozenset[int], ...]
    sentence_years: tuple[frozenset[int], ...]
    years_covered: frozenset[int]

    def of_other_years(self, years: frozenset[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return 1 for each passage, and each sentence, that tells of years but none of these, else 0."""
        passages, sentences = (
            np.array([bool(years and told and not told & years) for told in every], dtype=np.float32)
            for every in (self.passage_years, self.sentence_years)
        )
        return passages, sentences

    def similarities(self, query: str, embedder: Embedder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the dense scores of every passage and of every sentence, shapes (passages,) and (sentences,)."""
        sentences, passages = len(self.owners), len(self.passages)
        if self.dense is None:
            return np.zeros(passages, dtype=np.float32), np.zeros(sentences, dtype=np.float32)
        rows = self.dense.similarities(embedder.embed([query], TextRole.QUERY)[0])
        rows -= np.float32(CROWDING_WEIGHT) * self.crowding
        alone, in_context, whole = np.split(rows, [sentences, 2 * sentences])
        by_sentence = (alone + in_context) / np.float32(2)
        best = _best_of(by_sentence, self.owners, passages)
        return best + np.float32(WHOLE_PASSAGE_WEIGHT) * (whole - best), by_sentence


@dataclass(frozen=True, slots=True)
class Scores:
    """How well everything matches one query, in standard deviations; float32, one element a passage or sentence.

    `dense` is None where no model took part; `lexical` is BM25 itself, 0 where no term is shared; `other_years` is 1
    for a sentence that tells of years, none of them the query's.
    """

    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    dense: NDArray[np.float32] | None
    lexical: NDArray[np.float32]
    other_years: NDArray[np.float32]

    def leaning_on(self, whole: Scores, share: float) -> Scores:
        """Return the scores of a part of a question, a share of them taken from the whole question's."""
        return Scores(
            passages=(1 - share) * self.passages + share * whole.passages,
            sentences=(1 - share) * self.sentences + share * whole.sentences,
            dense=self.dense,
            lexical=self.lexical,
            other_years=self.other_years,
        )


def search_hybrid(
    index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int], limit: int
) -> list[Hit]:
    """Return the best passages for a query, best first, at most `limit`.

    `years` are those the question speaks of (none: no year is preferred). Without an embedder only BM25 ranks, and
    passages that share no term with the query are left out.
    """
    return ranked(index, query, score(index, query, embedder, years=years), limit=limit)


def score(index: SearchIndex, query: str, embedder: Embedder | None, *, years: frozenset[int]) -> Scores:
    """Score every passage and sentence for a query."""
    query = expand(query)
    lexical = index.passage_terms.scores(query)
    passages_of_other_years, sentences_of_other_years = index.of_other_years(years)
    if embedder is None or index.dense is None:
        dense, passages = None, standardised(lexical)
        sentences = standardised(index.sentence_terms.scores(query))
    else:
        trust = LEXICAL_WEIGHT * index.passage_terms.coverage(query) ** COVERAGE_POWER
        dense, by_sentence = index.similarities(query, embedder)
        passages = standardised(dense) + trust * standardised(lexical)
        sentences = standardised(by_sentence) + trust * standardised(index.sentence_terms.scores(query))
    return Scores(
        passages=passages - OTHER_YEAR_PENALTY * passages_of_other_years,
        sentences=sentences - OTHER_YEAR_SENTENCE_PENALTY * sentences_of_other_years,
        dense=dense,
        lexical=lexical,
        other_years=sentences_of_other_years,
    )


def ranked(index: SearchIndex, query: str, scores: Scores, *, limit: int) -> list[Hit]:
    """Return the passages that score best, best first, with their sentences."""
    order = np.argsort(-scores.passages, kind="stable")
    if scores.dense is None:
        order = order[scores.lexical[order] > 0]
    dense_ranks = None if scores.dense is None else _ranks(scores.dense)
    lexical_ranks = _ranks(scores.lexical)
    holders = _holders(index, expand(query))
    first_rows = np.searchsorted(index.owners, np.arange(len(index.passages)))
    hits = []
    for rank, row in enumerate(order[:limit].tolist(), 1):
        passage = index.passages[row]
        rows = slice(first_rows[row], first_rows[row] + len(passage.sentences))
        values, others = scores.sentences[rows].tolist(), (scores.other_years[rows] > 0).tolist()
        matches = list(map(SentenceMatch, passage.sentences, values, others))
        hits.append(
            Hit(
                rank=rank,
                passage=passage,
                score=float(scores.passages[row]),
                dense_rank=None if dense_ranks is None else int(dense_ranks[row]),
                lexical_rank=int(lexical_ranks[row]) if scores.lexical[row] > 0 else None,
                sentences=tuple(sorted(matches, key=lambda match: -match.score)),
                matched_terms=tuple([term for term, held in holders.items() if row in held][:TERMS_SHOWN]),
                years=index.passage_years[row],
            )
        )
    return hits


def _holders(index: SearchIndex, query: str) -> dict[str, set[int]]:
    """Return the query's known terms, rarest first, with the places of the passages whose sentences hold them."""
    terms = index.passage_terms.known_terms(query)
    return {term: set(index.owners[index.sentence_terms.rows_of(term)].tolist()) for term in terms}


def standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scores with mean 0 and standard deviation 1 (all 0 where they are all alike)."""
    spread = scores.std()
    return np.zeros_like(scores) if spread < 1e-9 else (scores - scores.mean()) / spread


def _best_of(scores: NDArray[np.float32], owners: NDArray[np.int64], passages: int) -> NDArray[np.float32]:
    best = np.full(passages, -1.0, dtype=np.float32)
    np.maximum.at(best, owners, scores)
    return best


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the rank, from 1, of every score."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
