"""Characters of Chinese reports: what is blank, what ends a sentence, how text is read and matched."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width: PDF converters leave them at page breaks, editors at the start of a file."""

INVISIBLE = dict.fromkeys(map(ord, ZERO_WIDTH))
"""The table with which `str.translate` leaves them out."""

OBEYED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
"""What terminals and pages obey instead of showing it, as a class of `re`: control characters, separators of lines, and
marks that turn the reading direction round, so that 100 reads as 001."""

SENTENCE_END = "。！？；!?;"
OPENING = "“‘『「（【《〈(["
CLOSING = "”’』」）】》〉)]"

TERMINATED = re.compile(rf"[{re.escape(SENTENCE_END)}…：:][{re.escape(CLOSING)}\"\s{ZERO_WIDTH}]*$")
"""The end of a text that is finished: of a sentence, or of an introduction to what follows."""

_INERT = re.compile(f"[{OBEYED}]")
_BLANK = re.compile(rf"[\s{ZERO_WIDTH}]+")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def is_blank(character: str) -> bool:
    """Tell whether the character is white space or has no width."""
    return character.isspace() or character in ZERO_WIDTH


def inert(text: str) -> str:
    """Return a text of the same length in which what would be obeyed is shown as �; tabs and line ends are kept."""
    return _INERT.sub("\ufffd", text)


def trim(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of `source[start:end]` without the blanks around it (start == end when all is blank)."""
    while start < end and is_blank(source[start]):
        start += 1
    while end > start and is_blank(source[end - 1]):
        end -= 1
    return start, end


def squeeze(text: str) -> str:
    """Return the text without any blank: spacing in these reports is uneven and carries no meaning."""
    return _BLANK.sub("", text)


def readable(text: str) -> str:
    """Return a verbatim stretch as people read it: on one line, without the page breaks inside it.

    Two Latin words that a break divides keep a space; Chinese never had one.
    """
    pieces: list[str] = []
    for piece in _unbroken(text):
        if pieces and _is_latin(pieces[-1][-1]) and _is_latin(piece[0]):
            pieces.append(" ")
        pieces.append(piece)
    return "".join(pieces).translate(INVISIBLE)


def _unbroken(text: str) -> Iterator[str]:
    """Yield the lines of a text that hold anything, without the blanks beside the breaks between them."""
    lines = _BREAK.split(text)
    for n, line in enumerate(lines):
        start, end = trim(line, 0, len(line))
        if len(lines) == 1 or start < end:
            yield line[0 if n == 0 else start : len(line) if n == len(lines) - 1 else end]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def heading_text(text: str) -> str:
    """Return a heading as it stands in an address: readable, without blanks beside Chinese characters."""
    line = readable(text)
    return re.sub(r"(?<![0-9A-Za-z])[\s]+|[\s]+(?![0-9A-Za-z])|(?<=[0-9])\s+(?=[0-9A-Za-z])", "", line)


def fold(text: str) -> str:
    """Return the text as search compares it: one width (NFKC), lower case, without zero-width characters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return folded.translate(INVISIBLE)


def encodable(text: str) -> str:
    """Return the text, of the same length, with a question mark for each lone surrogate, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def simplified(text: str) -> str:
    """Return the text, made `encodable`, with traditional characters turned into simplified ones (OpenCC's tables)."""
    return _converter()(encodable(text))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def has_chinese(text: str) -> bool:
    """Tell whether the text holds at least one Chinese character."""
    return _CHINESE.search(text) is not None


def sentence_spans(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `source[start:end]`, in order, blanks around each left out.

    A sentence ends after 。！？； (or their narrow forms) and the closing quotes and brackets that follow; what
    remains after the last end is a sentence too. Every character that is not blank lies in exactly one of them.
    """
    spans, begin, position = [], start, start
    while position < end:
        position += 1
        if source[position - 1] in SENTENCE_END:
            position = _past_the_end(source, begin, position, end)
            spans.append(trim(source, begin, position))
            begin = position
    spans.append(trim(source, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _past_the_end(source: str, begin: int, position: int, end: int) -> int:
    """Return the offset after the ends and closing marks that follow a sentence's first end."""
    while position < end:
        mark = source[position]
        closes = mark == '"' and source.count('"', begin, position) % 2 == 1
        if mark not in SENTENCE_END and mark not in CLOSING and not closes:
            break
        position += 1
    return position
