"""Figures told in a row of things named in a row: `进口、出口分别增长5%和6%`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.figures.verbs import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.figures.mentions import Mention
    from corpus.figures.naming import Naming
    from corpus.figures.phrases import Stretch, Stretches

_BETWEEN = re.compile("[、，]|和|与|及|以及")
_BOUNDED = re.compile("(?:以上|左右|以内|以下|多)?")
_RECALLS = re.compile("(?:同比|[比较][^，]{1,10})?分别[^，]{0,14}")
_OF_A_LEVEL = re.compile("[^，]{1,8}?级")
_DIVIDERS = tuple(map(re.compile, ("、", "和|与|及|以及", "、|和|与|及|以及")))


def distributed(text: str, mentions: Sequence[Mention], namings: Sequence[Naming]) -> list[Naming]:
    """Give figures in a row each its own of the things named in a row before them."""
    result: list[Naming] = []
    while len(result) < len(mentions):
        first = len(result)
        last = _end_of_row(text, mentions, first)
        result += _shared_out(text, mentions[first], namings[:first], namings[first:last])
    return [_completed(text, naming, following) for naming, following in zip(result, (*result[1:], None), strict=False)]


def _shared_out(text: str, first: Mention, before: Sequence[Naming], row: Sequence[Naming]) -> Sequence[Naming]:
    """Return the namings of figures in a row, each with its own name; as they are where nothing says whose is whose."""
    if len(row) == 1:
        return row
    names = _recalled(text, first, before, len(row)) or _split(text, row[0].stretches, len(row))
    if names:
        return [replace(row[0], stretches=name) for name in names]
    return [row[0]] * len(row) if "分别" in text[first.start : first.amount.start] else row


def _completed(text: str, naming: Naming, following: Naming | None) -> Naming:
    """Return the naming of `33个镇级` with what it leaves to the next: `8个区级美丽乡村创建工作`."""
    if following is None or not naming.stretches or not following.stretches:
        return naming
    level, whole = naming.stretches[-1], following.stretches[-1]
    opens = _OF_A_LEVEL.match(text, *whole)
    if opens is None or opens.end() == whole[1] or not _OF_A_LEVEL.fullmatch(text, *level):
        return naming
    return replace(naming, stretches=(*naming.stretches, (opens.end(), whole[1])))


def _end_of_row(text: str, mentions: Sequence[Mention], first: int) -> int:
    """Return the number behind the last of the figures of one unit that have nothing but an `and` between them."""
    for number in range(first + 1, len(mentions)):
        here, there = mentions[number - 1], mentions[number]
        alike = here.amount.unit == there.amount.unit
        bounded = _BOUNDED.fullmatch(text, here.amount.end, here.tail)
        if not alike or not bounded or not _BETWEEN.fullmatch(text, here.tail, there.amount.start):
            return number
    return len(mentions)


def _recalled(text: str, first: Mention, before: Sequence[Naming], count: int) -> list[Stretches] | None:
    """Return what the figures before were about, where 分别 stands for them: `出口5亿元、进口3亿元，分别增长…`."""
    recalled = [naming.subject for naming in before[-count:]]
    opens = _RECALLS.fullmatch(text, first.start, first.amount.start)
    return recalled if opens and len(set(recalled)) == count else None


def _split(text: str, stretches: Stretches, count: int) -> list[Stretches] | None:
    """Return what is named in a list, one for each figure; None when they are not as many."""
    if len(stretches) != 1:
        return None
    start, end = stretches[0]
    for divider in _DIVIDERS:
        cuts = [found.span() for found in divider.finditer(text, start, end)]
        if len(cuts) == count - 1:
            bounds = [start, *(offset for cut in cuts for offset in cut), end]
            return _with_head(text, list(zip(bounds[::2], bounds[1::2], strict=True)))
    return None


def _with_head(text: str, items: list[Stretch]) -> list[Stretches]:
    """Return each item with the head noun that only the last one carries: `小麦` and `稻谷最低收购价`."""
    head = HEAD.search(text, *items[-1])
    if head is None or head.start() == items[-1][0]:
        return [(item,) for item in items]
    others = [(item,) if HEAD.search(text, *item) else (item, head.span()) for item in items[:-1]]
    return [*others, (items[-1],)]
