"""A sentence as the rules read it: one width, one script, no blanks; every character knows where it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.text import heading_text, is_blank, simplified

if TYPE_CHECKING:
    from corpus.report import Sentence

_MARKS = str.maketrans(",;:()!?·・", "，；：（）！？..")
"""Narrow marks as wide ones; the middle dot that some texts have for a decimal point."""


@dataclass(frozen=True, slots=True)
class Line:
    """The folded text of a sentence; `offsets[i]` is where its character i stands in the report's source.

    A tab, which parts the cells of a table, stays; all other blanks are left out.
    """

    text: str
    offsets: tuple[int, ...]
    sentence: Sentence

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of a stretch that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def verbatim(self, start: int, end: int) -> str:
        """Return a stretch as the report writes it, spacing evened out."""
        if start >= end:
            return ""
        first, last = (offset - self.sentence.start for offset in self.span(start, end))
        return heading_text(self.sentence.text[first:last])


def read_line(sentence: Sentence) -> Line:
    """Return a sentence folded character by character."""
    kept = [
        (offset, _folded(character))
        for offset, character in enumerate(sentence.text, sentence.start)
        if character == "\t" or not is_blank(character)
    ]
    text = "".join(character for _, character in kept)
    plain = simplified(text)
    return Line(plain if len(plain) == len(text) else text, tuple(offset for offset, _ in kept), sentence)


@cache
def _folded(character: str) -> str:
    """Return one character for one: its narrow form where that is a single one, marks in the Chinese form."""
    narrow = unicodedata.normalize("NFKC", character)
    return (narrow if len(narrow) == 1 else character).translate(_MARKS)
