"""Where the words stand that belong to a figure: before it and behind it, up to the next mark or figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures.amounts import amounts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.figures.amounts import Amount


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure among its words: `text[start:amount.start]` before it, `text[tail:end]` behind it and its `以上`.

    `clause` is where its clause begins: the stretch between two commas, colons or ends, or inside brackets; `shared`
    tells that another figure of the clause stands before it. `earlier` are the clauses before, the nearest first.
    """

    amount: Amount
    clause: int
    start: int
    tail: int
    end: int
    shared: bool
    earlier: tuple[tuple[int, int], ...]


_MARK = re.compile("[，；。：！？\\t]|——|－－")
_ENCLOSED = re.compile("（[^（）]*）|“[^“”]*”|‘[^‘’]*’|《[^《》]*》")
_TAIL = re.compile("(?:及?以[上下]|以内|之内|左右|上下|多|余|强|弱)*")
_AND = re.compile("以及|、|和|与|及|并|而(?!且)")
_OPENS_WITH_AND = re.compile("以及|、|和|与|及|或")


def mentions_in(text: str) -> list[Mention]:
    """Return the figures of a folded sentence with their words, in order."""
    amounts = amounts_in(text)
    marks = _marks(text, amounts)
    return [_mention(text, amounts, number, marks) for number in range(len(amounts))]


def _mention(text: str, amounts: Sequence[Amount], number: int, marks: Sequence[tuple[int, int]]) -> Mention:
    amount = amounts[number]
    clause = max((end for _, end in marks if end <= amount.start), default=0)
    close = min((start for start, _ in marks if start >= amount.end), default=len(text))
    before, after = amounts[max(0, number - 1)], amounts[min(len(amounts) - 1, number + 1)]
    shared = clause <= before.start < amount.start
    start = _division(text, before, amount)[1] if shared else clause
    end = _division(text, amount, after)[0] if amount.start < after.start < close else close
    tail = min(_past_tail(text, amount.end), end)
    return Mention(amount, clause, start, tail, max(tail, end), shared, _clauses_before(marks, clause))


def _clauses_before(marks: Sequence[tuple[int, int]], position: int) -> tuple[tuple[int, int], ...]:
    """Return the clauses of a sentence before the one that begins at a position, the nearest first."""
    starts = [0, *(end for _, end in marks)]
    clauses = [(start, end) for start, (end, after) in zip(starts, marks, strict=False) if after <= position]
    return tuple((start, end) for start, end in reversed(clauses) if start < end)


def _marks(text: str, amounts: Sequence[Amount]) -> list[tuple[int, int]]:
    """Return what parts clauses: commas and the like, and brackets or quotes that hold a figure."""
    marks, quiet = [], []
    for found in _ENCLOSED.finditer(text):
        if any(found.start() < amount.start and amount.end < found.end() for amount in amounts):
            marks += [(found.start(), found.start() + 1), (found.end() - 1, found.end())]
        else:
            quiet.append(found.span())
    for found in _MARK.finditer(text):
        inside = any(start < found.start() < end for start, end in quiet)
        if not inside and not any(amount.start <= found.start() < amount.end for amount in amounts):
            marks.append(found.span())
    return sorted(marks)


def _past_tail(text: str, end: int) -> int:
    found = _TAIL.match(text, end)
    return found.end() if found else end


def _division(text: str, before: Amount, after: Amount) -> tuple[int, int]:
    """Return where the words behind one figure end and those before the next of the same clause begin.

    `30个项目、面积200公顷` is divided at the comma; `3545户共24.8万平方米` is not, all between belongs to the second.
    """
    start, end = _past_tail(text, before.end), after.start
    opening = _OPENS_WITH_AND.match(text, start, end)
    if opening:
        return start, opening.end()
    divisions = list(_AND.finditer(text, start, end))
    return divisions[-1].span() if divisions else (end, start)
