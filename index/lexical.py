"""BM25 over characters and character pairs.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with Lucene's
never-negative inverse document frequency. Weights are computed when the index is built, so a query only adds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.terms import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TERM_SATURATION = 1.2
LENGTH_NORMALISATION = 0.75
"""k1 and b: Lucene's and Elasticsearch's defaults; on the development questions nothing between was better."""


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The postings of every term in one array: those of term n are at `offsets[n]:offsets[n + 1]`.

    `documents` (int32) are row numbers, `weights` (float32) what one occurrence of the term in a query adds.
    """

    vocabulary: dict[str, int]
    offsets: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; a row is a text's place in the sequence."""
        counts = [Counter(terms(text)) for text in texts]
        lengths = np.array([count.total() for count in counts], dtype=np.float32)
        vocabulary = {term: number for number, term in enumerate(sorted({t for count in counts for t in count}))}
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(count) for count in counts])
        columns = np.array([vocabulary[term] for count in counts for term in count], dtype=np.int64)
        occurrences = np.array([n for count in counts for n in count.values()], dtype=np.float32)
        order = np.argsort(columns, kind="stable")
        frequencies = np.bincount(columns, minlength=len(vocabulary))
        offsets = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
        weights = _bm25(occurrences, lengths[rows], lengths, frequencies[columns], len(texts))
        return cls(vocabulary, offsets, rows[order], weights[order], len(texts))

    def scores(self, query: str, /) -> NDArray[np.float32]:
        """Return the BM25 score of every row, shape (size,); 0 where no term of the query occurs."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term, count in Counter(terms(query)).items():
            number = self.vocabulary.get(term)
            if number is not None:
                postings = slice(self.offsets[number], self.offsets[number + 1])
                scores[self.documents[postings]] += count * self.weights[postings]
        return scores

    def coverage(self, query: str, /) -> float:
        """Return how much of the query's rarity the index's vocabulary knows, 0 to 1 (0 for a query of no terms).

        Near 1 for a question in the report's own language, near 0 for one in another script.
        """
        asked = terms(query)
        rarities = [float(np.log1p((self.size + 0.5) / (self._frequency(term) + 0.5))) for term in asked]
        known = [rarity for term, rarity in zip(asked, rarities, strict=True) if term in self.vocabulary]
        return sum(known) / sum(rarities) if asked else 0.0

    def known_terms(self, query: str, /) -> list[str]:
        """Return the terms of the query that the index knows, the rarest first."""
        known = set(terms(query)) & self.vocabulary.keys()
        return sorted(known, key=lambda term: (self._frequency(term), term))

    def rows_of(self, term: str, /) -> NDArray[np.int32]:
        """Return the rows that hold a term, none for one that is not known."""
        number = self.vocabulary.get(term)
        return self.documents[:0] if number is None else self.documents[self.offsets[number] : self.offsets[number + 1]]

    def _frequency(self, term: str) -> int:
        number = self.vocabulary.get(term)
        return 0 if number is None else int(self.offsets[number + 1] - self.offsets[number])


def _bm25(
    occurrences: NDArray[np.float32],
    lengths: NDArray[np.float32],
    all_lengths: NDArray[np.float32],
    frequencies: NDArray[np.int64],
    size: int,
) -> NDArray[np.float32]:
    """Return the weight of each posting (arrays of one element a posting)."""
    rarity = np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
    average = (float(all_lengths.mean()) if size else 0.0) or 1.0  # nothing but blanks: no posting is weighed
    norm = TERM_SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * lengths / average)
    weights: NDArray[np.float32] = (rarity * occurrences * (TERM_SATURATION + 1) / (occurrences + norm)).astype(
        np.float32
    )
    return weights
