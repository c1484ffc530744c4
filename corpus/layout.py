"""How a text lays its lines out: one paragraph a line, or every line broken at the same width.

A PDF saved as text often keeps the printed lines. Then a line filled to the common width goes on, and what begins a
paragraph is an indent, an empty line or, failing both, a line that follows a short one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.text import INVISIBLE, TERMINATED, ZERO_WIDTH, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NARROWEST, _WIDEST = 16, 160
"""Characters or columns of a full line. A4 pages hold 28 to 45 Chinese characters; shorter lines are tables, verse."""

_SLACK = 3
"""By how many characters a full line may fall short: a mark that may not begin a line takes a character along."""

_FEWEST_FULL_LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the blanks around it.

    `characters` and `columns` (a Chinese character takes two) measure it with its indent; `indented` by two columns at
    least, for a line may also start with the space between two words; `blank_before` when an empty line parts it from
    the last.
    """

    start: int
    end: int
    blank_before: bool
    indented: bool
    characters: int
    columns: int


class ParagraphMark(StrEnum):
    """What marks the first line of a paragraph in a wrapped text."""

    INDENT = "indent"
    EMPTY_LINE = "empty line"

    def stands_before(self, line: Line) -> bool:
        """Tell whether the line has the mark."""
        return line.indented if self is ParagraphMark.INDENT else line.blank_before


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a text have in common.

    `spaced`: most lines are parted by empty ones, so two that are not belong together. Where lines are wrapped,
    `is_full` tells those that reach the common width, and `mark` is what the first line of a paragraph is known by.
    """

    spaced: bool = False
    is_full: Callable[[Line], bool] | None = None
    mark: ParagraphMark | None = None


def split_lines(source: str) -> list[Line]:
    """Return the lines that hold anything, in order."""
    lines: list[Line] = []
    position, blank = 0, False
    for raw in source.splitlines(keepends=True):
        start, end = trim(source, position, position + len(raw))
        if start == end:
            blank = blank or not any(mark in raw for mark in ZERO_WIDTH)
        else:
            characters, columns = _measure(source[position:end])
            lines.append(
                Line(
                    start, end, blank, start > position and _measure(source[position:start])[1] > 1, characters, columns
                )
            )
            blank = False
        position += len(raw)
    return lines


def layout_of(source: str, lines: Sequence[Line]) -> Layout:
    """Return how the text is laid out, by what most of its lines do."""
    spaced = sum(line.blank_before for line in lines[1:]) > len(lines) / 2
    is_full = _full_line_of(source, lines)
    if is_full is None:
        return Layout(spaced)
    return Layout(spaced, is_full, _paragraph_mark(source, lines, is_full))


def is_terminated(source: str, line: Line) -> bool:
    """Tell whether the line ends as a sentence or an introduction does (its last 64 characters decide)."""
    return TERMINATED.search(source, max(line.start, line.end - 64), line.end) is not None


def _measure(text: str) -> tuple[int, int]:
    """Return the characters and columns of a line; a line too long to have been wrapped needs no exact columns."""
    if len(text) > _WIDEST:
        return len(text), 2 * len(text)
    shown = text.translate(INVISIBLE).expandtabs(4)
    return len(shown), sum(1 if character.isascii() else 2 for character in shown)


def _full_line_of(source: str, lines: Sequence[Line]) -> Callable[[Line], bool] | None:
    """Return what tells a full line where lines are broken at one width, measured in characters or in columns."""
    measures: tuple[tuple[Callable[[Line], int], int], ...] = (
        (lambda line: line.characters, _SLACK),
        (lambda line: line.columns, 2 * _SLACK),
    )
    best: tuple[int, Callable[[Line], bool]] | None = None
    for measure, slack in measures:
        width = _common_width([measure(line) for line in lines], slack)
        if width is None:
            continue
        is_full = _fills(measure, width - slack)
        full = [line for line in lines if is_full(line)]
        unfinished = sum(not is_terminated(source, line) for line in full)
        if unfinished > len(full) / 2 and (best is None or len(full) > best[0]):
            best = len(full), is_full
    return best[1] if best else None


def _fills(measure: Callable[[Line], int], least: int) -> Callable[[Line], bool]:
    return lambda line: measure(line) >= least


def _common_width(widths: Sequence[int], slack: int) -> int | None:
    """Return the width that many lines fill and hardly any exceeds, else None."""
    counts = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)

    def lines_near(width: int) -> tuple[int, int]:
        return sum(counts[width - short] for short in range(slack + 1)), width

    if not counts:
        return None
    full, width = max(map(lines_near, counts))
    beyond = sum(known > width for known in widths)
    common = full >= _FEWEST_FULL_LINES and full >= 0.4 * len(widths)
    return width if common and beyond <= 0.05 * len(widths) else None


def _paragraph_mark(source: str, lines: Sequence[Line], is_full: Callable[[Line], bool]) -> ParagraphMark | None:
    """Return what marks a first line: met after most paragraphs' last lines and hardly ever inside a sentence."""
    inside, first = [], []
    for before, after in pairwise(lines):
        terminated = is_terminated(source, before)
        if is_full(before) and not terminated:
            inside.append(after)
        elif terminated and not is_full(before):
            first.append(after)
    for mark in ParagraphMark:
        if _share(map(mark.stands_before, first)) >= 0.6 and _share(map(mark.stands_before, inside)) <= 0.2:
            return mark
    return None


def _share(answers: Iterable[bool]) -> float:
    known = list(answers)
    return sum(known) / max(1, len(known))
