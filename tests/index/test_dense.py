from __future__ import annotations

import numpy as np
import pytest

from index.crowding import crowding
from index.dense import DenseIndex


def unit_rows(rows: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((rows, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_similarities_are_the_cosines_of_every_row_in_order():
    vectors = unit_rows(50)
    assert DenseIndex.build(vectors).similarities(vectors[7]) == pytest.approx(vectors @ vectors[7], abs=1e-6)


def test_an_index_read_back_gives_the_same_similarities():
    vectors = unit_rows(20)
    index = DenseIndex.build(vectors)
    again = DenseIndex.from_bytes(index.to_bytes())
    assert (again.size, again.dimensions) == (20, 8)
    assert np.array_equal(again.similarities(vectors[3]), index.similarities(vectors[3]))


def test_bytes_that_are_no_index_are_refused():
    with pytest.raises(ValueError, match="no FAISS index"):
        DenseIndex.from_bytes(b"not an index at all")


def test_crowding_is_the_mean_cosine_with_the_nearest_others():
    vectors = unit_rows(30)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -2)
    expected = np.sort(cosines, axis=1)[:, -10:].mean(axis=1)
    assert crowding(vectors) == pytest.approx(expected, abs=1e-5)


def test_crowding_of_few_rows_takes_the_others_there_are():
    vectors = unit_rows(3)
    cosines = vectors @ vectors.T
    assert crowding(vectors)[0] == pytest.approx((cosines[0, 1] + cosines[0, 2]) / 2, abs=1e-5)
    assert crowding(vectors[:1]).tolist() == [0.0]
