"""What the tests of training share: the tokenizer and the word embeddings that the reading model starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.bundled import BundledWords, open_words
from qa.reading.pair import PairEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Threads of PyTorch that wait for each other make these small tests slow where others work, too."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def words(model_cache: Path) -> BundledWords:
    return open_words(model_cache)


@pytest.fixture(scope="session")
def encoder(words: BundledWords) -> PairEncoder:
    return PairEncoder(words.tokenizer)
