"""Hostile text: mixtures of what goes wrong in Unicode and of what a report is made of."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from corpus.text import CLOSING, OPENING, SENTENCE_END, ZERO_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random


def _range(*bounds: tuple[int, int]) -> tuple[str, ...]:
    return tuple(chr(code) for low, high in bounds for code in range(low, high + 1))


SURROGATES = _range((0xD800, 0xD8FF), (0xDC00, 0xDCFF))
LINE_ENDS = (
    "\n",
    "\r",
    "\r\n",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\n\n",
    "\n\u3000\u3000",
)
HEADINGS = (
    "一、",
    "二、",
    "（一）",
    "（十二）",
    "第一部分",
    "第二章 ",
    "1.",
    "（1）",
    "①",
    "——",
    "一是",
    "其二，",
    "第一，",
)
WORDS = (
    *(
        "各位代表：",
        "2017年",
        "二〇一八年",
        "工作回顾",
        "主要任务",
        "生产总值",
        "亿元",
        "增长",
        "同比",
        "以上",
        "比上年",
        "左右",
    ),
    *(
        "1009.2",
        "12%",
        "7.5个百分点",
        "去年",
        "今年",
        "和",
        "及",
        "其中，",
        "是多少",
        "吗",
        "青浦区",
        "上海市",
        "R&D",
        "GDP",
    ),
)
POOLS: dict[str, Sequence[str]] = {
    "Chinese": _range((0x4E00, 0x9FFF), (0x3400, 0x34FF), (0xF900, 0xF9FF), (0x20000, 0x200FF), (0x3007, 0x3007)),
    "Latin": _range((0x20, 0x7E)),
    "controls": ("\0", *_range((0, 0x1F), (0x7F, 0x9F))),
    "surrogates": SURROGATES,
    "right to left": _range((0x5D0, 0x5EA), (0x621, 0x64A), (0x202A, 0x202E), (0x2066, 0x2069), (0x200E, 0x200F)),
    "no width": (*ZERO_WIDTH, "\u00ad", "\u180e", "\u034f", "\ufe0f", "\U000e0001", *_range((0xE0020, 0xE007F))),
    "combining": _range((0x300, 0x36F), (0x483, 0x489), (0x20D0, 0x20F0), (0x1AB0, 0x1ACE)),
    "expanding": ("\ufdfa", "\ufdfa", "\ufdfb", "\u3300", "\u337f", "\ufb03", "\u0130", "\u00df", "\u1fb7", "\u0390"),
    "Hangul letters": _range((0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x3131, 0x318E)),
    "figures": (*"0123456789.,%％‰", *_range((0xFF10, 0xFF19), (0x660, 0x669), (0x2070, 0x2079), (0x2460, 0x2473))),
    "numerals": tuple("一二三四五六七八九十百千万亿零〇○两兩廿卅壹贰叁拾佰仟萬億半几多余"),
    "marks": (*SENTENCE_END, *OPENING, *CLOSING, *"，、：…—－·•\"'"),
    "blanks": (" ", "\t", "\u3000", "\xa0", "\u2002", "\u1680", "\u205f", *ZERO_WIDTH),
    "line ends": LINE_ENDS,
    "headings": HEADINGS,
    "words": WORDS,
    "emoji": ("👨‍👩‍👧‍👦", "🏳️‍🌈", "\U0001f1e8\U0001f1f3", "1️⃣", "😀"),
    "markup": (
        "<s>",
        "</s>",
        "<mask>",
        "<pad>",
        "▁",
        "<b>",
        "&lt;",
        "<script>",
        "```",
        "[^1]",
        "$x$",
        "{{",
        "%s",
        "\\",
        "\x1b[31m",
    ),
    "private and unassigned": _range((0xE000, 0xE0FF), (0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF), (0x10FFF0, 0x10FFFF)),
}
"""What texts are made of, by name; one is a character or a few."""

_NAMES = tuple(POOLS)


def text(random: Random, longest: int, *, shortest: int = 0) -> str:
    """Return a text of about so many characters, short ones oftener: one to four runs, each of one kind."""
    pieces = [run(random, length) for length in _lengths(random, shortest, longest)]
    return "".join(pieces)


def run(random: Random, length: int) -> str:
    """Return a run of one kind: any characters at all, one of a pool again and again, or many of a pool."""
    choice = random.random()
    if choice < 0.15:
        return "".join([chr(random.randrange(0x110000)) for _ in range(length)])
    pool = POOLS[random.choice(_NAMES)]
    if choice < 0.3:
        return random.choice(pool) * length
    return "".join(random.choices(pool, k=length))


def _lengths(random: Random, shortest: int, longest: int) -> Iterable[int]:
    many = random.choice((1, 1, 2, 3, 4))
    total = shortest + int((longest - shortest + 1) ** random.random())
    return (max(1, total // many) if total else 0 for _ in range(many))


def report(random: Random, sources: Sequence[str], longest: int) -> str:
    """Return what looks like a report: hostile lines among ordinary ones, or a stretch of a real one come to harm."""
    if random.random() < 0.5:
        lines = (chain(("\u3000\u3000",) * random.randrange(2), _line(random)) for _ in range(random.randint(1, 12)))
        return random.choice(LINE_ENDS).join("".join(line) for line in lines)[:longest]
    source = random.choice(sources)
    start = random.randrange(len(source))
    return harmed(random, source[start : start + random.randint(1, longest)])


def _line(random: Random) -> Iterable[str]:
    for _ in range(random.randint(0, 6)):
        name = random.choice(("headings", "words", "words", "words", "Chinese", "marks", "figures", ""))
        yield random.choice(POOLS[name]) if name else run(random, random.randint(1, 5))


def harmed(random: Random, said: str) -> str:
    """Return a text with stretches of it cut out, doubled, moved, broken into lines, or hostile text put between."""
    for _ in range(random.randint(1, 4)):
        low, high = sorted((random.randint(0, len(said)), random.randint(0, len(said))))
        high = min(high, low + 80)
        piece = said[low:high]
        new = random.choice(("", piece * 2, piece[::-1], random.choice(LINE_ENDS).join(piece), None))
        said = said[:low] + (run(random, random.randint(1, 8)) if new is None else new) + said[high:]
    return said
