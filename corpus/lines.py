"""From source text to blocks: the lines that belong together, page breaks repaired.

A page break cuts a paragraph in mid-sentence, mid-word or inside quotes and may leave blank lines or a zero-width
space. Headings, salutations and list items carry no full stop either, so both sides of a gap are looked at:
what stands before says whether something is unfinished, what follows whether something new begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.text import CLOSING, OPENING, SENTENCE_END, ZERO_WIDTH, trim

LONGEST_HEADING = 60
"""Characters. The longest heading met in 73 reports has 58; an unfinished line beyond this is a cut paragraph."""

_NUMERAL = "[一二三四五六七八九十百零〇○]{1,4}"
PART_NUMBER = re.compile(rf"{_NUMERAL}[、．.]|第{_NUMERAL}(?:部分|章|编|編)[\s、：:]*")
CHAPTER_NUMBER = re.compile(rf"[（(]{_NUMERAL}[）)]")
ITEM_MARK = re.compile(
    rf"[—－–-]{{2,3}}|[—－–-](?=\D|$)|[•●·◆■▪]|[①-⑳]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)"
    rf"|第{_NUMERAL}[，、：:]|{_NUMERAL}(?:是|要)(?=\S|$)|其{_NUMERAL}[，、：:]"
)
SALUTATION = re.compile(r"(?:尊敬的|各位|同志们|同志們|朋友们|朋友們|女士们|女士們|主席)[^，。；\d]{0,14}")
TERMINATED = re.compile(rf"[{re.escape(SENTENCE_END)}…：:][{re.escape(CLOSING)}\"]*$")
_INNER_END = re.compile(r"[。！？](?=.)", re.DOTALL)
_OPEN_END = "，、,—" + OPENING
_PAIRS = tuple(zip(OPENING, CLOSING, strict=True))
_CANNOT_START = "，。、；：！？,;:!?%％‰" + CLOSING


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the blanks around it; `blank_before` when an empty line parts it from the last."""

    start: int
    end: int
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: `source[start:end]`, with the number of gaps closed inside it."""

    start: int
    end: int
    joins: int = 0


def split_lines(source: str) -> list[Line]:
    """Return the lines that hold anything, in order."""
    lines: list[Line] = []
    position, blank = 0, False
    for raw in source.splitlines(keepends=True):
        start, end = trim(source, position, position + len(raw))
        position += len(raw)
        if start == end:
            blank = blank or not any(mark in raw for mark in ZERO_WIDTH)
        else:
            lines.append(Line(start, end, blank))
            blank = False
    return lines


def join_lines(source: str, lines: list[Line]) -> list[Block]:
    """Return the blocks: each a heading, a salutation, a list item or a whole paragraph."""
    if not lines:
        return []
    parted = sum(after.blank_before for _, after in pairwise(lines))
    spaced = parted > len(lines) / 2
    blocks = [Block(lines[0].start, lines[0].end)]
    for line in lines[1:]:
        last = blocks[-1]
        adjacent = spaced and not line.blank_before
        if _continues(source[last.start : last.end], source[line.start : line.end], adjacent):
            blocks[-1] = Block(last.start, line.end, last.joins + 1)
        else:
            blocks.append(Block(line.start, line.end))
    return blocks


def is_salutation(text: str) -> bool:
    """Tell whether the whole text greets somebody: `各位代表：`."""
    return SALUTATION.fullmatch(text.rstrip("：:！!，,。" + ZERO_WIDTH)) is not None


def is_numbered_heading(text: str) -> bool:
    """Tell whether the text is nothing but a numbered heading: `一、…`, `（一）…`, short and without a full stop."""
    numbered = PART_NUMBER.match(text) or CHAPTER_NUMBER.match(text)
    return bool(numbered) and len(text) <= LONGEST_HEADING and not TERMINATED.search(text) and "。" not in text


def _continues(before: str, after: str, adjacent: bool) -> bool:
    """Tell whether `after` goes on with what `before` left unfinished.

    `adjacent`: no empty line parts the two in a text that parts its paragraphs by empty lines.
    """
    if is_salutation(before):
        return False
    if after[0] in _CANNOT_START and (not TERMINATED.search(before) or _has_open_pair(before)):
        return True
    if _begins_something(after):
        return False
    if ITEM_MARK.fullmatch(before):
        return True
    if TERMINATED.search(before) or is_numbered_heading(before):
        return False
    return adjacent or _is_cut(before)


def _begins_something(text: str) -> bool:
    """Tell whether the line opens a heading, a salutation or a list item."""
    return bool(PART_NUMBER.match(text) or CHAPTER_NUMBER.match(text) or ITEM_MARK.match(text) or is_salutation(text))


def _is_cut(text: str) -> bool:
    """Tell whether a text without a full stop at its end is a cut paragraph rather than a heading."""
    return (
        text[-1] in _OPEN_END
        or len(text) > LONGEST_HEADING
        or _INNER_END.search(text) is not None
        or _has_open_pair(text)
    )


def _has_open_pair(text: str) -> bool:
    """Tell whether a quote or bracket is opened in the text and not closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
