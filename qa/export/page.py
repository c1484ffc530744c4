"""What an exported file says, whatever its format: lines in their roles, and notes. Written, and read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.text import readable

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85"
_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _BREAKS]
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWABLE = dict.fromkeys((*_CONTROLS, *_TURNING, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd") | {
    9: " ",
    0x1F: " ",
}


class Role(StrEnum):
    """What a line is; an answer is the words that stand before the quotes, an item one of a list."""

    TITLE = "title"
    QUESTION = "question"
    ANSWER = "answer"
    QUOTE = "quote"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people read it; `notes` are the numbers at its end, `marks` the stretches of `text` that stand out.

    A reader does not give marks back: nothing is proved by them.
    """

    role: Role
    text: str
    notes: tuple[int, ...] = ()
    marks: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote by the number that people see."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole export; no two notes that a writer gets have one number. `language` is that of its own words."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    language: str = field(default="", compare=False)


def shown(text: str) -> str:
    """Return a text as every format can hold it: on one line, what no document can hold shown as �.

    A text that has been shown once stays as it is. Spaces inside are kept: they belong to a quote.
    """
    return readable(holdable(text)).strip()


def holdable(text: str) -> str:
    """Return a text of the same length, each character that no document can hold replaced; line breaks are kept."""
    return text.translate(_UNSHOWABLE)
