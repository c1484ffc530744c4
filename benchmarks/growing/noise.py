"""Copies that differ a little: of text for the lexical leg, of vectors for the dense one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

TEXT_NOISE = 0.1
"""Share of the Chinese characters and digits that a copy of a text has otherwise."""

VECTOR_NOISE = 0.35
"""Length of what is added to a unit row: the copy's cosine with it is 0.944.

That of a sentence of a State Council report with the nearest other is 0.945 (median). What is added points as one real
row does from another: noise without direction lies outside the few dimensions that text fills, and approximate indexes,
HNSW most, find their way through it worse than through text.
"""

_CHINESE = 0x4E00, 0x9FFF
_DIGITS = ord("0"), ord("9")


def noisy_text(text: str, characters: str, generator: np.random.Generator) -> str:
    """Return a text with TEXT_NOISE of its Chinese characters replaced by any of `characters`, of its digits by digits.

    Nothing else changes, so a copy has the sentences and the length of its original.
    """
    codes, others = _codes(text).copy(), _codes(characters)
    chosen = generator.random(len(codes)) < TEXT_NOISE
    chinese, digits = (chosen & (codes >= low) & (codes <= high) for low, high in (_CHINESE, _DIGITS))
    codes[chinese] = generator.choice(others, int(chinese.sum()))
    codes[digits] = generator.integers(_DIGITS[0], _DIGITS[1] + 1, int(digits.sum()))
    return codes.tobytes().decode("utf-32-le")


def chinese_characters(text: str) -> str:
    """Return the Chinese characters of a text, each as often as it stands there."""
    codes = _codes(text)
    return codes[(codes >= _CHINESE[0]) & (codes <= _CHINESE[1])].tobytes().decode("utf-32-le")


def noisy_rows(rows: NDArray[np.float32], count: int, generator: np.random.Generator) -> NDArray[np.float32]:
    """Return `count` unit rows, float32: those given, two at least, then from the first again, each with noise."""
    return np.concatenate([*noisy_blocks(rows, count, generator)])


def noisy_blocks(
    rows: NDArray[np.float32], count: int, generator: np.random.Generator
) -> Iterator[NDArray[np.float32]]:
    """Yield what `noisy_rows` returns, as many rows at once as there are given."""
    yield rows[:count]
    for start in range(len(rows), count, len(rows)):
        originals = rows[: count - start]
        ends = generator.integers(len(rows), size=len(originals))
        starts = (ends + generator.integers(1, len(rows), size=len(originals))) % len(rows)
        yield _unit(originals + np.float32(VECTOR_NOISE) * _unit(rows[ends] - rows[starts]))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at length 1; one of zeros, the difference of two equal sentences, stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    unit: NDArray[np.float32] = rows / lengths
    return unit


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
