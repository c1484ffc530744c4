from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch  # noqa: TID253  # no start-up here: training is made of it

from qa.reading.pair import Pair
from training.model import Batch, WordTable, best_spans

if TYPE_CHECKING:
    from index.bundled import BundledWords


def test_a_batch_is_padded_and_knows_where_its_windows_are():
    batch = Batch.of([Pair([0, 7, 2, 8, 9, 2], 3, [(0, 1), (1, 2)]), Pair([0, 7, 2, 2], 3, [])], padding=1)
    assert batch.ids.tolist() == [[0, 7, 2, 8, 9, 2], [0, 7, 2, 2, 1, 1]]
    assert batch.mask.tolist() == [[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]]
    assert batch.inside.int().tolist() == [[1, 0, 0, 1, 1, 0], [1, 0, 0, 0, 0, 0]]


def test_the_best_span_ends_behind_its_start_and_is_no_longer_than_asked():
    start = torch.tensor([[1.0, 0.0, 5.0, 0.0, 3.5]])
    end = torch.tensor([[0.5, 7.5, 0.0, 2.0, 3.0]])  # the best end stands before the best start
    first, last, score = (value.item() for value in best_spans(start, end, 3))
    assert (first, last, score) == (2, 4, 6.5)  # 5 + 3 over 1 + 0.5
    first, last, score = (value.item() for value in best_spans(start, end, 1))
    assert (first, last, score) == (1, 1, 6.0)
    assert [value.item() for value in best_spans(start, torch.tensor([[0.5, 0.0, 0.0, 2.0, 3.0]]), 2)] == [2, 3, 5.5]


def test_word_embeddings_are_those_of_the_packed_file(words: BundledWords):
    ids = torch.tensor([[5, 2, 5], [250001, 0, 1]])
    rows = WordTable(words.packed).rows(ids)
    assert rows.shape == (2, 3, 384)
    expected = words.packed.word_rows(ids.numpy().ravel()).reshape(2, 3, 384)
    assert np.array_equal(rows.numpy(), expected)
