"""BM25 over characters and character pairs.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with Lucene's
never-negative inverse document frequency. Weights are computed when the index is built, so a query only adds.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.terms import terms
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

TERM_SATURATION = 1.2
LENGTH_NORMALISATION = 0.75
"""k1 and b: Lucene's and Elasticsearch's defaults; on the development questions nothing between was better."""


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The postings of every term in one array: those of term n are at `offsets[n]:offsets[n + 1]`, rows ascending.

    `documents` (int32) are row numbers, `weights` (float32) what one occurrence of the term in a query adds.
    """

    vocabulary: Vocabulary
    offsets: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalIndex:
        """Index the texts; a row is a text's place among them. Beside the postings only one text is held at a time."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        columns, occurrences, lengths, distinct = array("i"), array("f"), array("f"), array("q", [0])
        for text in texts:
            counts = Counter(terms(text))
            columns.extend(map(numbers.__getitem__, counts))
            occurrences.extend(counts.values())
            lengths.append(counts.total())
            distinct.append(len(columns))
        in_order = sorted(numbers)
        renumbered = np.empty(len(numbers), dtype=np.int32)
        renumbered[[numbers[term] for term in in_order]] = np.arange(len(numbers), dtype=np.int32)
        offsets, documents, counted = _by_column(
            renumbered[np.frombuffer(columns, dtype=np.int32)],
            np.frombuffer(occurrences, dtype=np.float32),
            np.frombuffer(distinct, dtype=np.int64),
            len(numbers),
        )
        weights = _bm25(counted, documents, np.frombuffer(lengths, dtype=np.float32), np.diff(offsets))
        return cls(Vocabulary.of(in_order), offsets, documents, weights, len(lengths))

    def scores(self, query: str, /) -> NDArray[np.float32]:
        """Return the BM25 score of every row, shape (size,); 0 where no term of the query occurs."""
        scores = np.zeros(self.size, dtype=np.float32)
        for postings, count in self._postings(query):
            scores[self.documents[postings]] += count * self.weights[postings]
        return scores

    def scores_in(self, query: str, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.float32]:
        """Return what `scores` has at the rows `starts[0]:ends[0]`, `starts[1]:ends[1]` …, one after another.

        Only the postings of these rows are touched.
        """
        places = np.concatenate([[0], np.cumsum(ends - starts)])
        scores = np.zeros(places[-1], dtype=np.float32)
        shifts = places[:-1] - starts
        for postings, count in self._postings(query):
            low, high = _within(self.documents[postings], starts, ends)
            picked = ranges(low, high) + postings.start
            scores[self.documents[picked] + np.repeat(shifts, high - low)] += count * self.weights[picked]
        return scores

    def holding(self, term: str, starts: NDArray[np.int64], ends: NDArray[np.int64], /) -> NDArray[np.bool_]:
        """Tell for each stretch of rows whether one of them holds the term."""
        low, high = _within(self.rows_of(term), starts, ends)
        return high > low

    def _postings(self, query: str) -> Iterator[tuple[slice, int]]:
        """Yield where the postings of each term of a query are, and how often it stands there."""
        for term, count in Counter(terms(query)).items():
            number = self.vocabulary.number_of(term)
            if number is not None:
                yield slice(int(self.offsets[number]), int(self.offsets[number + 1])), count

    def coverage(self, query: str, /) -> float:
        """Return how much of the query's rarity the index's vocabulary knows, 0 to 1 (0 for a query of no terms).

        Near 1 for a question in the report's own language, near 0 for one in another script.
        """
        frequencies = [self._frequency(term) for term in terms(query)]
        rarities = [float(np.log1p((self.size + 0.5) / (frequency + 0.5))) for frequency in frequencies]
        known = [rarity for frequency, rarity in zip(frequencies, rarities, strict=True) if frequency]
        return sum(known) / sum(rarities) if rarities else 0.0

    def known_terms(self, query: str, /) -> list[str]:
        """Return the terms of the query that the index knows, the rarest first."""
        frequencies = {term: self._frequency(term) for term in terms(query)}
        return sorted(filter(frequencies.get, frequencies), key=lambda term: (frequencies[term], term))

    def rows_of(self, term: str, /) -> NDArray[np.int32]:
        """Return the rows that hold a term, none for one that is not known."""
        number = self.vocabulary.number_of(term)
        return self.documents[:0] if number is None else self.documents[self.offsets[number] : self.offsets[number + 1]]

    def _frequency(self, term: str) -> int:
        number = self.vocabulary.number_of(term)
        return 0 if number is None else int(self.offsets[number + 1] - self.offsets[number])


def ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers `starts[0]` to before `ends[0]`, then `starts[1]` to before `ends[1]` …, int64."""
    lengths = ends - starts
    places = np.cumsum(lengths) - lengths
    numbers: NDArray[np.int64] = np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - places, lengths)
    return numbers


def _within(
    rows: NDArray[np.int32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where among ascending rows each stretch begins and ends."""
    low, high = (np.searchsorted(rows, each.astype(np.int32)) for each in (starts, ends))  # int64 would copy all rows
    return low, high


def _by_column(
    columns: NDArray[np.int32], values: NDArray[np.float32], ends: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Turn rows of (column, value) into columns of (row, value): where each column begins, the rows, the values."""
    from scipy.sparse import csr_array

    turned = csr_array((values, columns, ends), shape=(len(ends) - 1, count)).tocsc()
    return turned.indptr.astype(np.int64), turned.indices.astype(np.int32, copy=False), turned.data


def _bm25(
    occurrences: NDArray[np.float32],
    rows: NDArray[np.int32],
    lengths: NDArray[np.float32],
    frequencies: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the weight of each posting: how often its term occurs in its row; terms come one after another.

    `lengths` are in terms, one a row; `frequencies` are the postings that each term has.
    """
    size = len(lengths)
    rarity = np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
    average = (float(lengths.mean()) if size else 0.0) or 1.0  # nothing but blanks: no posting is weighed
    norm = TERM_SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * lengths / average)
    weights = np.repeat(rarity, frequencies)
    weights *= occurrences
    weights *= TERM_SATURATION + 1
    weights /= occurrences + norm[rows]
    return weights.astype(np.float32)
