"""Ways in which a file comes to harm, and files of two indexes mixed."""

from __future__ import annotations

import shutil
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random


def flipped(data: bytes, bit: int) -> bytes:
    """Return the data with one bit the other way round."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def truncations(size: int, random: Random, many: int) -> list[int]:
    """Return lengths to cut a file to: none, one byte, all but one, and some between."""
    return sorted({0, 1, size - 1, *(random.randrange(size) for _ in range(many))})


def damages(data: bytes, random: Random, *, cuts: int, flips: int) -> Iterator[bytes]:
    """Yield a file's content cut to several lengths, and with a bit flipped at several places."""
    for length in truncations(len(data), random, cuts):
        yield data[:length]
    for bit in random.sample(range(8 * len(data)), min(flips, 8 * len(data))):
        yield flipped(data, bit)


def mixtures(one: Path, other: Path, folder: Path) -> Iterator[int]:
    """Put every mixture of the files of two indexes into `folder`, in turn; yield how many are of the other."""
    names = sorted({path.name for path in (*one.iterdir(), *other.iterdir())})
    for choice in product((one, other), repeat=len(names)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, source in zip(names, choice, strict=True):
            if (source / name).exists():
                shutil.copy(source / name, folder / name)
        if 0 < choice.count(other) < len(names):
            yield choice.count(other)
