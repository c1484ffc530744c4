"""The embedder as a target: tokenizer, word embeddings and onnxruntime, down to the unit row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fuzz.texts import run, text
from index.bundled import BundledEmbedder
from index.embedder import TextRole
from index.tokenizer import WINDOW_TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

_LENGTHS = ((0.0001, 100_000), (0.0004, 2_000), (0.01, 30), (1.0, 3))
"""How often a text is of about how many characters: a window of 512 tokens takes as long as a hundred short texts."""


class Embedding:
    """Any text becomes a finite row of length 1, the same alone as among others."""

    at_once = 256

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Open the model, prepared in a folder; on one thread, so that two runs can go on side by side."""
        self._embedder = BundledEmbedder.open(folder / "models", threads=1)

    def make(self, random: Random, /) -> str:
        """Return a text, mostly of a few characters."""
        kind = random.random()
        longest = next(length for share, length in _LENGTHS if kind <= share)
        return run(random, random.randint(0, 3)) if longest == 3 else text(random, longest, shortest=longest // 4)

    def check(self, cases: Sequence[str], /) -> None:
        """Check ids, offsets and rows; the first text is embedded alone, too."""
        for case in cases:
            self._check_tokens(case)
        rows = self._embedder.embed(cases, TextRole.QUERY)
        assert rows.shape == (len(cases), self._embedder.words.packed.sizes.hidden)
        assert rows.dtype == np.float32
        assert np.isfinite(rows).all(), "a row is not finite"
        assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 1e-3, "a row is not of length 1"
        alone = self._embedder.embed(cases[:1], TextRole.QUERY)
        assert np.abs(alone - rows[0]).max() < 2e-3, "a text's row depends on its neighbours"

    def _check_tokens(self, case: str) -> None:
        tokenizer, vocabulary = self._embedder.words.tokenizer, self._embedder.words.packed.vocabulary
        (ids,) = tokenizer.encode([case])
        assert 2 <= len(ids) <= WINDOW_TOKENS
        assert (ids[0], ids[-1]) == (vocabulary.beginning, vocabulary.end)
        assert all(0 <= token < vocabulary.pieces for token in ids), "a token is not of the vocabulary"
        offsets = tokenizer.encode_with_offsets(case)[1]
        bounds = [place for span in offsets for place in span]
        assert bounds == sorted(bounds), "offsets go back"
        assert not bounds or (bounds[0] >= 0 and bounds[-1] <= len(case)), "offsets lie outside the text"
