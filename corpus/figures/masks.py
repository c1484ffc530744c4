"""Numbers that are no figures: dates, ordinals, names, versions, and the denominators of rates."""

from __future__ import annotations

import re

from corpus.figures.numerals import FIGURES, NUMERAL
from corpus.figures.units import UNIT

_NUMBER = f"(?:{FIGURES}|{NUMERAL})"
_MASKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第{_NUMBER}(?:[、和至到]第?{_NUMBER})*",
        rf"(?<!年)前{_NUMBER}(?=[名位强]|个月)",
        r"[“‘《「][^”’》」“‘《]{1,14}[”’》」]",
        r"(?:19|20)\d\d(?:[—–\-~～至到、和与/](?:19|20)?\d\d)*(?:[—–\-~～至到]{1,2}\d+)?年",
        r"(?<![A-Za-z])[A-Za-z]{1,6}[-—]?\d+(?:\.\d+)?(?![\d.])",
        r"\d+(?:\.\d+)?[A-Za-z]{1,3}(?![/A-Za-z])(?<![GTMP]B)(?<!TEU)",
        r"\d+(?:[+＋×]\d+)+|[A-Za-z+＋]\d+",
        rf"每{_NUMBER}(?:{UNIT})?",
        r"\d+(?:\.\d+)?版|新\d+条|\d+强|\d+号",
        rf"{_NUMBER}(?:小时|分钟)[^，。；]{{0,8}}圈|24小时|二十四小时",
        "[一二三四五六七八九]至[一二三四五六七八九]月",
    )
)


def masked(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a folded sentence in which a number is no figure, in no order."""
    return [found.span() for mask in _MASKS for found in mask.finditer(text)]
