"""From source text to blocks: the lines that belong together, page breaks repaired.

A page break cuts a paragraph in mid-sentence, mid-word or inside quotes and may leave blank lines or a zero-width
space. Headings, salutations and list items carry no full stop either, so both sides of a gap are looked at:
what stands before says whether something is unfinished, what follows whether something new begins. Where every line
is broken at one width, the layout says more (corpus/layout.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.layout import Layout, Line, ParagraphMark, layout_of
from corpus.text import CLOSING, OPENING, TERMINATED, ZERO_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST_HEADING = 60
"""Characters. The longest heading met in 73 reports has 58; an unfinished line beyond this is a cut paragraph."""

LONGEST_ITEM_TITLE = 24

_NUMERAL = "[一二三四五六七八九十百零〇○]{1,4}"
_FORMAL = "[壹貳贰叁參肆伍陸柒捌玖拾]{1,3}"
_NO_HEADING = r"(?!(?:[一二三四五六七八九十]{1,2}(?:、|季度|产业|產業|[级級期线線])|海、))"
"""After 一、: the rest of an enumeration that a break cut, `三、四季度` or `陸、海、空`, rather than a heading."""

DIVISION_NUMBER = re.compile(rf"第{_NUMERAL}(部分|[章节節编編])(?![，、])[\s：:]*")
PART_NUMBER = re.compile(rf"(?:{_NUMERAL}|{_FORMAL})[、．.]{_NO_HEADING}|{DIVISION_NUMBER.pattern}")
CHAPTER_NUMBER = re.compile(rf"[（(]{_NUMERAL}[）)]")
POINT_NUMBER = re.compile(rf"[（(]?\d{{1,2}}[）)]|\d{{1,2}}[.．、](?!\d)|第{_NUMERAL}[，、：:]")
ITEM_MARK = re.compile(
    rf"[—－–-]{{2,3}}|[—－–-](?=\D|$)|[•●·◆■▪]|[①-⑳]|[（(](?:\d{{1,2}}|[a-z])[）)]|\d{{1,3}}[.．、](?!\d)"
    rf"|第{_NUMERAL}[，、：:]|{_NUMERAL}(?:是|要)(?=\S|$)|其{_NUMERAL}[，、：:]"
)
SALUTATION = re.compile(
    r"(?:尊敬的|各位|同志们|同志們|朋友们|朋友們|女士们|女士們|主席(?=$|[、\s先女及和各]))[^，。；\d]{0,14}"
)
_INNER_END = re.compile(r"[。！？](?=.)", re.DOTALL)
_OPEN_END = "，、,—" + OPENING
_PAIRS = tuple(zip(OPENING, CLOSING, strict=True))
_CANNOT_START = "，。、；：！？,;:!?%％‰" + CLOSING


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: `source[start:end]`, with the number of gaps closed inside it."""

    start: int
    end: int
    joins: int = 0


def join_lines(source: str, lines: Sequence[Line]) -> list[Block]:
    """Return the blocks: each a heading, a salutation, a list item or a whole paragraph."""
    layout = layout_of(source, lines)
    blocks: list[Block] = []
    unfinished: _Unfinished | None = None
    for line in lines:
        if unfinished and unfinished.goes_on(line, layout):
            unfinished.take(line)
        else:
            blocks += [unfinished.block] if unfinished else []
            unfinished = _Unfinished(source, line)
    return [*blocks, unfinished.block] if unfinished else []


def is_salutation(text: str) -> bool:
    """Tell whether the whole text greets somebody: `各位代表：`."""
    return SALUTATION.fullmatch(text.rstrip("：:！!，,。" + ZERO_WIDTH)) is not None


def is_item_title(text: str) -> bool:
    """Tell whether a sentence is the title of a list item, told in what follows: `四是生态建设取得新突破。`."""
    return bool(ITEM_MARK.match(text)) and len(text) <= LONGEST_ITEM_TITLE and not any(c.isdigit() for c in text)


def is_numbered_heading(text: str) -> bool:
    """Tell whether the text is nothing but a numbered heading: `一、…`, `（一）…`, short and without a full stop.

    One that ends in a comma or inside quotes or brackets (`三、关于《`) is a heading or a paragraph cut in two.
    """
    if len(text) > LONGEST_HEADING or not (PART_NUMBER.match(text) or CHAPTER_NUMBER.match(text)):
        return False
    return "。" not in text and not TERMINATED.search(text) and text[-1] not in _OPEN_END and not _has_open_pair(text)


def looks_like_heading(text: str) -> bool:
    """Tell whether a line without a number can be a heading: short, unfinished, not a list item or a figure."""
    return (
        len(text) <= LONGEST_HEADING
        and not TERMINATED.search(text)
        and not is_salutation(text)
        and not ITEM_MARK.match(text)
        and text.count("，") <= 2
        and any(character.isalpha() for character in text)
    )


class _Unfinished:
    """A block that may go on: its first characters and its last line say all that the next line is compared with."""

    def __init__(self, source: str, line: Line) -> None:
        self.source = source
        self.last = line
        self.block = Block(line.start, line.end)
        self.head = source[line.start : min(line.end, line.start + LONGEST_HEADING + 1)]
        self._counted = line.start
        self._open = [0] * len(_PAIRS)

    def take(self, line: Line) -> None:
        """Join the line to the block."""
        self.last = line
        self.block = Block(self.block.start, line.end, self.block.joins + 1)
        self.head = self.source[self.block.start : min(line.end, self.block.start + LONGEST_HEADING + 1)]

    def goes_on(self, line: Line, layout: Layout) -> bool:
        """Tell whether the line goes on with what the block leaves unfinished."""
        after = self.source[line.start : line.end]
        terminated = TERMINATED.search(self.source, max(self.block.start, self.block.end - 64), self.block.end)
        if after[0] in _CANNOT_START and (not terminated or self._is_open()):
            return True
        if is_salutation(self.head) or _begins_section(after):
            return False
        if ITEM_MARK.fullmatch(self.head) or CHAPTER_NUMBER.fullmatch(self.head):
            return not ITEM_MARK.match(after)
        if layout.is_full:
            return self._goes_on_wrapped(line, layout, is_full=layout.is_full, terminated=terminated is not None)
        if ITEM_MARK.match(after) or terminated or is_numbered_heading(self.head):
            return False
        return (layout.spaced and not line.blank_before) or _is_cut(self.head)

    def _goes_on_wrapped(
        self, line: Line, layout: Layout, *, is_full: Callable[[Line], bool], terminated: bool
    ) -> bool:
        """Tell the same where lines are broken at one width: a full line goes on, save before a marked first line."""
        after = self.source[line.start : line.end]
        full = is_full(self.last)
        if layout.mark is ParagraphMark.INDENT and full:
            return not line.indented
        if ITEM_MARK.match(after):
            return False
        if layout.mark and layout.mark.stands_before(line):
            return not terminated and not line.indented and len(self.head) > LONGEST_HEADING
        if layout.mark and full:
            return True
        if terminated:
            return False
        if is_numbered_heading(self.head):
            return full and not is_full(line) and not TERMINATED.search(after)
        return full or _is_cut(self.head)

    def _is_open(self) -> bool:
        """Tell whether a quote or bracket is opened in the block and not closed; counts every line once."""
        fresh = self.source[self._counted : self.block.end]
        self._counted = self.block.end
        for n, (opening, closing) in enumerate(_PAIRS):
            self._open[n] += fresh.count(opening) - fresh.count(closing)
        return any(count > 0 for count in self._open)


def _begins_section(text: str) -> bool:
    """Tell whether the line opens with the number of a heading or is a salutation."""
    return bool(PART_NUMBER.match(text) or CHAPTER_NUMBER.match(text) or is_salutation(text))


def _is_cut(text: str) -> bool:
    """Tell whether a text without a full stop at its end is a cut paragraph rather than a heading.

    A text beyond LONGEST_HEADING is, so that its first characters are enough.
    """
    return (
        len(text) > LONGEST_HEADING
        or text[-1] in _OPEN_END
        or _INNER_END.search(text) is not None
        or _has_open_pair(text)
    )


def _has_open_pair(text: str) -> bool:
    """Tell whether a quote or bracket is opened in the text and not closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
