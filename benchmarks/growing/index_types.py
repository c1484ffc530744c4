"""FAISS index types over the same rows: time, memory, and how much of the exact ten they find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.growing.grown import SENTENCES
from index.dense import DenseIndex
from index.nearest import COLUMNS_A_CODE
from qa.evaluation.measuring import peak_memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.growing.grown import Source

NEIGHBOURS = 10
LEAST_RECALL = 0.99
HNSW_LINKS, HNSW_BUILD_BREADTH = 32, 80
"""Links a row and rows looked at for each when it is added: what FAISS's guide has for high recall."""

LISTS_PER_ROOT = 4
"""IVF gets 4 √rows lists, the least that FAISS's guidelines advise below a million rows."""

TRAINED_ON = 50
"""Rows a list that IVF's centres are made from; FAISS warns below 39."""

BREADTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
"""Of the search: `efSearch` of HNSW, `nprobe` of IVF, for codes tens of rows; the first of LEAST_RECALL is taken."""


class IndexType(StrEnum):
    """Every row scored, as search does in ordinary reports; the ten nearest by other ways, and by large indexes'."""

    EVERY_ROW = "flat, every row"
    FLAT = "flat, ten"
    HNSW = "HNSW, ten"
    IVF = "IVF, ten"
    CODES = "4-bit codes, then exact"


@dataclass(frozen=True, slots=True)
class Tried:
    """Seconds to build, bytes serialised and at the peak, milliseconds of each question.

    `found` are the places of each question's ten nearest, shape (questions, 10), `recall` the share of the exact ten
    among them; `breadth` is that of the search, 0 where there is none to choose.
    """

    build: float
    size: int
    peak_memory: int | None
    milliseconds: tuple[float, ...]
    found: NDArray[np.int64]
    recall: float
    breadth: int


def try_index_type(kind: IndexType, source: Source, count: int, exact: NDArray[np.int64] | None) -> Tried:
    """Index the rows of so many sentences and search; `exact` are the places of the ten nearest, None for the exact."""
    rows, queries = source.rows(SENTENCES, count), source.queries
    if kind is IndexType.EVERY_ROW:
        return _every_row(rows, queries)
    started = perf_counter()
    index = _built(kind, rows)
    build = perf_counter() - started
    for breadth in BREADTHS if exact is not None else (0,):
        _set_breadth(kind, index, breadth)
        found, milliseconds = _searched(index, queries)
        recall = 1.0 if exact is None else recall_of(found, exact)
        if recall >= LEAST_RECALL:
            break
    peak = peak_memory()
    return Tried(build, _serialised(index), peak, milliseconds, found, recall, breadth)


def recall_of(found: NDArray[np.int64], exact: NDArray[np.int64]) -> float:
    """Return the share of the exact neighbours that were found, over all questions."""
    hits = sum(len(np.intersect1d(some, every)) for some, every in zip(found, exact, strict=True))
    return hits / exact.size


def _every_row(rows: NDArray[np.float32], queries: NDArray[np.float32]) -> Tried:
    started = perf_counter()
    index = DenseIndex.build(rows)
    build = perf_counter() - started
    found, milliseconds = [], []
    for query in (queries[0], *queries):
        started = perf_counter()
        similarities = index.similarities(query)
        milliseconds.append(1000 * (perf_counter() - started))
        found.append(np.argsort(-similarities)[:NEIGHBOURS])
    peak = peak_memory()
    return Tried(build, len(index.to_bytes()), peak, tuple(milliseconds[1:]), np.array(found[1:]), 1.0, 0)


def _built(kind: IndexType, rows: NDArray[np.float32]) -> Any:  # noqa: ANN401 (FAISS has no types)
    import faiss

    lists = max(1, min(round(LISTS_PER_ROOT * sqrt(len(rows))), len(rows) // TRAINED_ON))
    recipe = {
        IndexType.HNSW: f"HNSW{HNSW_LINKS},Flat",
        IndexType.IVF: f"IVF{lists},Flat",
        IndexType.CODES: f"PQ{rows.shape[1] // COLUMNS_A_CODE}x4fs,RFlat",
    }.get(kind, "Flat")
    index = faiss.index_factory(rows.shape[1], recipe, faiss.METRIC_INNER_PRODUCT)
    if kind is IndexType.HNSW:
        faiss.ParameterSpace().set_index_parameter(index, "efConstruction", HNSW_BUILD_BREADTH)
    index.train(np.ascontiguousarray(rows[:: max(1, len(rows) // (TRAINED_ON * lists))]))
    index.add(rows)
    return index


def _set_breadth(kind: IndexType, index: Any, breadth: int) -> None:  # noqa: ANN401
    import faiss

    parameter = {IndexType.HNSW: "efSearch", IndexType.IVF: "nprobe", IndexType.CODES: "k_factor_rf"}.get(kind)
    if parameter:
        faiss.ParameterSpace().set_index_parameter(index, parameter, breadth)


def _searched(index: Any, queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], tuple[float, ...]]:  # noqa: ANN401
    """Search for one question after another, as they come; the first is asked once before."""
    found, milliseconds = [], []
    for query in (queries[:1], *np.split(queries, len(queries))):
        started = perf_counter()
        _, places = index.search(query, NEIGHBOURS)
        milliseconds.append(1000 * (perf_counter() - started))
        found.append(places[0])
    return np.array(found[1:]), tuple(milliseconds[1:])


def _serialised(index: Any) -> int:  # noqa: ANN401
    import faiss

    return int(faiss.serialize_index(index).nbytes)
