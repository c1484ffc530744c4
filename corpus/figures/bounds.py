"""How the words beside a figure bound it: `超过85%`, `5000人以内`, `约34.8亿元`, `9万多名`."""

from __future__ import annotations

import re

from corpus.figures.figure import Bound
from corpus.figures.patterns import any_of

_BEHIND = (
    (re.compile("及?以上|多|余|强"), Bound.AT_LEAST),
    (re.compile("及?以[内下]|之内"), Bound.AT_MOST),
    (re.compile("左右|上下|弱"), Bound.ABOUT),
)
_AT_MOST = any_of("不超过 不高于 不多于 不大于 <不>低于 <不>少于 <不>小于 不到 不足 至多 最多")
_AT_LEAST = any_of("<不>超过 突破 不低于 不少于 逾 <不>高于 <不>多于 <不>大于 <不>超 <通经不超>过 <不>超出")
_ABOUT = any_of("大约 <节制签公条预契>约 约为 接近 将近 <最附新远临>近 左右 大致 大体 几乎")
_BEFORE = (
    (re.compile(f"{_AT_MOST}$"), Bound.AT_MOST),
    (re.compile(f"至少[^，。；]{{0,4}}$|{_AT_LEAST}了?$"), Bound.AT_LEAST),
    (re.compile(f"{_ABOUT}$"), Bound.ABOUT),
)
_WINDOW = 6
_AND_MORE = re.compile("[多余]")


def bound_of(text: str, start: int, end: int) -> Bound | None:
    """Return how the words around the figure at `text[start:end]` of a folded sentence bound it."""
    behind = next((bound for pattern, bound in _BEHIND if pattern.match(text, end)), None)
    window = max(0, start - _WINDOW)
    before = next((bound for pattern, bound in _BEFORE if pattern.search(text, window, start)), None)
    more = Bound.AT_LEAST if _AND_MORE.search(text, start, end) else None
    return behind or before or more
