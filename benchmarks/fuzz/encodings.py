"""Bytes of text files: in many encodings, whole, cut short, with bits flipped, or no text at all."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "gb18030",
    "big5hkscs",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-7",
    "cp1252",
)
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


def harmed_bytes(random: Random, said: str) -> bytes:
    """Return a text in some encoding, what it cannot write left out, and one time in four come to harm."""
    encoding = random.choice(ENCODINGS)
    written = said.encode(
        encoding, random.choice(("ignore", "replace", "surrogatepass" if "utf" in encoding else "ignore"))
    )
    marked = encoding.startswith(("utf-16", "utf-32")) or random.random() < 0.1
    data = (MARKS.get(encoding, b"") if marked else b"") + written
    return harm(random, data) if random.random() < 0.25 else data


def harm(random: Random, data: bytes) -> bytes:
    """Return bytes cut short, with some flipped, some put between, or random ones instead."""
    way = random.randrange(5)
    if way == 0:
        return data[: random.randint(0, len(data))]
    if way == 1:
        return data[random.randint(0, 3) :]
    if way == 2:
        return random.randbytes(random.randint(0, 200))
    place = random.randint(0, len(data))
    if way == 3:
        return data[:place] + random.randbytes(random.randint(1, 4)) + data[place:]
    changed = bytearray(data or b"\0")
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)
