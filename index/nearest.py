"""The dense half of a large index: the best passages for a query from codes of 4 bits, then exactly.

A passage's dense score is `best + share * (whole - best)`: `best` its best sentence's (the mean of the sentence alone
and in context, less crowding), `whole` its own. That is the greatest of `(1 - share) * sentence + share * whole` over
its sentences, and crowding is one more column. So one row a sentence holds all of it, and the best passages are those
with the greatest inner products. These rows are kept as codes of a product quantiser, 4 bits for every two columns,
which FAISS scans a million of in milliseconds (André et al., Quicker ADC, 2019); the best are scored exactly.

Inverted files found less: questions lie apart from sentences, so that even half the lists held only 0.986 of the ten
nearest (`benchmarks/README.md`).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import blocks
from index.lexical import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SCANNED = 4_000
"""Rows that the scan of the codes returns, to be scored exactly."""

FOUND = 400
"""Passages that are then kept."""

TRAINED_ON = 8_192
"""Rows that the quantiser is made from: 512 for each of its 16 values."""

COLUMNS_A_CODE = 2
"""Of 30,000 rows the best 100 by their codes held 0.994 of the exact ten with two columns, 0.783 with four."""

SAMPLED = 8_192
"""Passages, evenly over the report, that mean and deviation of dense scores are taken from. Only the ratio of the
deviation to that of BM25 changes a ranking: of 300,000 sentences the best ten were found to 0.998, with 2,048 passages,
1.6 % off, to 0.987. Neighbours tell of the same: 32 stretches of 32 were worse."""


_ARRAYS = "sentences", "passages", "sentence_crowding", "passage_crowding"


@dataclass(frozen=True, slots=True)
class DenseRows:
    """Rows to score exactly, and what crowds them, float32.

    `sentences` (sentences, dimensions) are the means of alone and in context, `passages` (passages, dimensions) whole
    passages; the crowdings are those that are taken from similarities, weighted already; `firsts` (int64,
    passages + 1) say where each passage's sentences begin; `share` is the whole passage's of a passage's score.
    """

    sentences: NDArray[np.float32]
    passages: NDArray[np.float32]
    sentence_crowding: NDArray[np.float32]
    passage_crowding: NDArray[np.float32]
    firsts: NDArray[np.int64]
    share: float

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[Any]], firsts: NDArray[np.int64]) -> DenseRows:
        """Take what `as_arrays` gave. Raises ValueError where there are not as many rows as sentences and passages."""
        share = float(arrays["share"][0])
        rows = cls(**{name: arrays[name] for name in _ARRAYS}, firsts=firsts, share=share)
        counts = tuple(len(arrays[name]) for name in _ARRAYS)
        if counts != (firsts[-1], len(firsts) - 1, firsts[-1], len(firsts) - 1):
            raise ValueError("vectors and sentences differ in number")
        kinds = [(arrays[name].dtype.name, arrays[name].ndim, arrays[name].flags.c_contiguous) for name in _ARRAYS]
        if kinds != [("float32", 2, True), ("float32", 2, True), ("float32", 1, True), ("float32", 1, True)]:
            raise ValueError("vectors are no rows of float32")
        if rows.sentences.shape[1] != rows.passages.shape[1]:
            raise ValueError("sentences and passages differ in columns")
        return rows

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays to keep; `firsts` is told by the passages."""
        return {name: getattr(self, name) for name in _ARRAYS} | {"share": np.array([self.share])}

    def of_sentences(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the dense scores of sentences, shape (rows,)."""
        return _products(self.sentences, rows, query) - self.sentence_crowding[rows]

    def of_whole_passages(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the dense scores of passages by themselves, shape (rows,)."""
        return _products(self.passages, rows, query) - self.passage_crowding[rows]

    def of_passages(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the dense scores of passages: from their best sentences and the whole of each, shape (rows,)."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        starts, ends = self.firsts[rows], self.firsts[rows + 1]
        by_sentence = self.of_sentences(query, ranges(starts, ends))
        best = np.maximum.reduceat(by_sentence, np.cumsum(ends - starts) - (ends - starts))
        scores: NDArray[np.float32] = best + np.float32(self.share) * (self.of_whole_passages(query, rows) - best)
        return scores

    def sampled(self) -> DenseRows:
        """Return the rows of SAMPLED passages, of all where there are no more, in memory."""
        passages = np.unique(np.linspace(0, len(self.passages) - 1, SAMPLED).astype(np.int64))
        starts, ends = self.firsts[passages], self.firsts[passages + 1]
        sentences = ranges(starts, ends)
        return DenseRows(
            sentences=self.sentences[sentences],
            passages=self.passages[passages],
            sentence_crowding=self.sentence_crowding[sentences],
            passage_crowding=self.passage_crowding[passages],
            firsts=np.concatenate([[0], np.cumsum(ends - starts)]),
            share=self.share,
        )

    def of_all(self, query: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the dense scores of every passage and of every sentence."""
        by_sentence = self.sentences @ query - self.sentence_crowding
        best = np.maximum.reduceat(by_sentence, self.firsts[:-1])
        whole = self.passages @ query - self.passage_crowding
        return best + np.float32(self.share) * (whole - best), by_sentence

    def owners_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the places of the passages that sentences belong to."""
        owners: NDArray[np.int64] = np.searchsorted(self.firsts, rows, side="right") - 1
        return owners

    def combined(self) -> Iterator[NDArray[np.float32]]:
        """Yield one row a sentence, in blocks, in order, float32.

        Its inner product with the query, followed by 1, is the score that it gives its passage.
        """
        share, dimensions = np.float32(self.share), self.sentences.shape[1]
        for rows in blocks(len(self.sentences)):
            owners = self.owners_of(np.arange(rows.start, rows.stop))
            block = np.zeros((len(owners), columns_of(dimensions)), dtype=np.float32)
            block[:, :dimensions] = (1 - share) * self.sentences[rows] + share * self.passages[owners]
            block[:, dimensions] = -(1 - share) * self.sentence_crowding[rows] - share * self.passage_crowding[owners]
            yield block


def columns_of(dimensions: int) -> int:
    """Return the columns of a combined row: those of a vector, one for crowding, and zeros that fill it up."""
    return -(-(dimensions + 1) // COLUMNS_A_CODE) * COLUMNS_A_CODE


@dataclass(frozen=True, slots=True)
class NearestPassages:
    """Finds the passages with the best dense scores; `codes` is a FAISS index of one code a sentence."""

    rows: DenseRows
    codes: Any
    sample: DenseRows

    @classmethod
    def build(cls, rows: DenseRows) -> NearestPassages:
        """Make the codes of the rows. They are moved to their middle, which no ranking notices and codes profit by."""
        import faiss

        every = max(1, len(rows.sentences) // TRAINED_ON)
        sample = np.concatenate([block[::every] for block in rows.combined()])
        middle = sample.mean(axis=0)
        columns = columns_of(rows.sentences.shape[1])
        codes = faiss.IndexPQFastScan(columns, columns // COLUMNS_A_CODE, 4, faiss.METRIC_INNER_PRODUCT)
        codes.train(sample - middle)
        for block in rows.combined():
            codes.add(block - middle)
        return cls(rows, codes, rows.sampled())

    @classmethod
    def of_bytes(cls, rows: DenseRows, data: bytes) -> NearestPassages:
        """Read codes that `to_bytes` wrote. Raises ValueError when the bytes are none, or of other rows."""
        import faiss

        try:
            codes = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as error:
            raise ValueError(f"no FAISS index: {error}") from error
        if (codes.ntotal, codes.d) != (len(rows.sentences), columns_of(rows.sentences.shape[1])):
            raise ValueError("its codes are of other rows")
        return cls(rows, codes, rows.sampled())

    def to_bytes(self) -> bytes:
        """Return the codes in FAISS's own file format."""
        import faiss

        data: bytes = faiss.serialize_index(self.codes).tobytes()
        return data

    @property
    def dimensions(self) -> int:
        """Columns of a vector."""
        return int(self.rows.sentences.shape[1])

    def nearest(self, query: NDArray[np.float32], /) -> NDArray[np.int64]:
        """Return the places of the FOUND passages whose dense scores with a unit vector are best, ascending.

        Some are missed where more than SCANNED rows have better codes than theirs.
        """
        extended = np.zeros((1, self.codes.d), dtype=np.float32)
        extended[0, : self.dimensions], extended[0, self.dimensions] = query, 1
        with _one_thread():
            _, scanned = self.codes.search(extended, min(SCANNED, self.codes.ntotal))
        sentences = np.sort(scanned[0][scanned[0] >= 0])
        places, owners = np.unique(self.rows.owners_of(sentences), return_inverse=True)
        share = np.float32(self.rows.share)
        given = (1 - share) * self.rows.of_sentences(query, sentences)
        given += share * self.rows.of_whole_passages(query, places)[owners]
        best = np.maximum.reduceat(given, np.searchsorted(owners, np.arange(len(places))))
        kept = min(FOUND, len(places))
        nearest: NDArray[np.int64] = np.sort(places[np.argpartition(-best, kept - 1)[:kept]])
        return nearest


def _products(vectors: NDArray[np.float32], rows: NDArray[np.int64], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inner products of some rows with a vector; none is copied for it.

    Raises IndexError for a row or a column that is not there: FAISS would read wherever that led.
    """
    import faiss

    library: Any = faiss
    if len(query) != vectors.shape[1] or (len(rows) and not 0 <= rows.min() <= rows.max() < len(vectors)):
        raise IndexError("the vectors have no such row or column")
    products = np.empty(len(rows), dtype=np.float32)
    query, rows = np.ascontiguousarray(query, dtype=np.float32), np.ascontiguousarray(rows)
    places = [library.swig_ptr(array) for array in (products, query, vectors, rows)]
    with _one_thread():
        library.fvec_inner_products_by_idx(*places, len(query), 1, len(rows))
    return products


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS work on this thread alone: it parts queries among threads, and there is one.

    Others would only be waited for, often while NumPy's spin on their cores: a question in ten took 60 ms longer.
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)  # of what this thread starts, not of others
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
