from __future__ import annotations

import numpy as np
import pytest

from benchmarks.growing.index_types import IndexType, Tried, recall_of, try_index_type
from benchmarks.growth import verdict


class Rows:
    """Rows of no report, and questions near some of them."""

    def __init__(self) -> None:
        generator = np.random.default_rng(2)
        rows = generator.standard_normal((400, 32), dtype=np.float32)
        self._rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self.queries = self._rows[::40] + 0.01

    def rows(self, _: str, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return self._rows[:count]


@pytest.fixture(scope="module")
def exact() -> Tried:
    return try_index_type(IndexType.EVERY_ROW, Rows(), 400, None)


def test_the_present_index_finds_the_nearest(exact: Tried):
    rows = Rows()
    nearest = np.argsort(-(rows.queries @ rows.rows("", 400).T), axis=1)[:, :10]
    assert np.array_equal(exact.found, nearest)
    assert len(exact.milliseconds) == len(rows.queries)


@pytest.mark.parametrize("kind", [IndexType.FLAT, IndexType.HNSW, IndexType.IVF, IndexType.CODES])
def test_every_type_finds_the_same_rows_at_the_breadth_it_ends_with(kind: IndexType, exact: Tried):
    tried = try_index_type(kind, Rows(), 400, None if kind is IndexType.FLAT else exact.found)
    assert recall_of(tried.found, exact.found) >= 0.99
    assert tried.recall == recall_of(tried.found, exact.found)
    assert tried.size >= 400 * 32 * 4


def test_recall_is_the_share_of_the_exact_that_was_found_in_any_order():
    assert recall_of(np.array([[3, 1, 9], [4, 5, 6]]), np.array([[1, 2, 3], [4, 5, 6]])) == pytest.approx(5 / 6)


def test_an_index_pays_from_the_first_size_at_which_it_saves_enough():
    now, flat, ivf = IndexType.EVERY_ROW, IndexType.FLAT, IndexType.IVF
    told = verdict({10: {now: 6, flat: 2, ivf: 0.5}, 100: {now: 60, flat: 9, ivf: 1}, 1_000: {now: 600, flat: 90}})
    assert told.splitlines() == [
        "flat, ten: from 100 vectors on, where it saves 51 of 60 ms a question",
        "HNSW, ten: not up to 1,000 vectors",
        "IVF, ten: from 10 vectors on, where it saves 6 of 6 ms a question",
        "4-bit codes, then exact: not up to 1,000 vectors",
    ]
