"""The title page: which lines before the report's text are its title, occasion and speaker, and the date they name."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from corpus.lines import (
    CHAPTER_NUMBER,
    LONGEST_HEADING,
    POINT_NUMBER,
    Block,
    is_numbered_heading,
    is_salutation,
    looks_like_heading,
)
from corpus.text import squeeze

_DATE = re.compile(
    r"(\d{4}|[〇○零Oo0一二三四五六七八九]{4})年(\d{1,2}|十?[一二]|十|[三四五六七八九])月"
    r"(\d{1,2}|[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)日"
)
_REPORT_WORD = re.compile(r"(报告|報告)(（.*）)?$")
_OCCASION_END = re.compile(r"[上中时時日）)]$")
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○Oo0", 0)


def split_front_matter(source: str, blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the lines of the title page (title first, occasion joined) and the blocks after it."""
    texts = [source[block.start : block.end] for block in blocks]
    if not looks_like_heading(texts[0]) or is_numbered_heading(texts[0]):
        return [], blocks
    title_end = _last_title_line(texts[:3])
    front = [Block(blocks[0].start, blocks[title_end].end, title_end)]
    taken = title_end + 1
    if taken < len(texts) and _is_occasion(texts[taken]):
        last = taken
        while not _OCCASION_END.search(texts[last]) and last + 1 < len(texts) and _is_title_line(texts[last + 1]):
            last += 1
        front.append(Block(blocks[taken].start, blocks[last].end, last - taken))
        taken = last + 1
    bylines = _count_bylines(texts[taken : taken + 6])
    return [*front, *blocks[taken : taken + bylines]], blocks[taken + bylines :]


def _last_title_line(texts: list[str]) -> int:
    """Return the place of the line that ends the title: the first that says it is a report, else the first of all."""
    for n, text in enumerate(texts):
        if not _is_title_line(text):
            break
        if _REPORT_WORD.search(squeeze(text)):
            return n
    return 0


def _is_occasion(text: str) -> bool:
    """Tell whether a line says when and where the report was held: `——2018年1月16日在…会议上`, `（2018年1月16日）`."""
    if len(text) > LONGEST_HEADING or CHAPTER_NUMBER.match(text) or POINT_NUMBER.match(text):
        return False
    return find_date(text) is not None if text.endswith("。") else text[0] in "—－–-（(" or find_date(text) is not None


def _is_title_line(text: str) -> bool:
    return looks_like_heading(text) and not is_numbered_heading(text)


def _count_bylines(texts: list[str]) -> int:
    """Return how many lines before a salutation name the speaker (none where no salutation follows)."""
    for count, text in enumerate(texts[:5]):
        if is_salutation(text):
            return count
        if not _is_title_line(text):
            return 0
    return 0


def find_date(text: str) -> date | None:
    """Return the first full date of a text, in figures or numerals, else None."""
    found = _DATE.search(unicodedata.normalize("NFKC", squeeze(text)))
    if not found:
        return None
    try:
        return date(_digits(found[1]), _number(found[2]), _number(found[3]))
    except ValueError:
        return None


def _digits(text: str) -> int:
    return int(text) if text.isdecimal() else int("".join(str(_DIGITS[numeral]) for numeral in text))


def _number(text: str) -> int:
    """Return the value of a day or month in figures or numerals (up to 三十九)."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS[units] if units else 0)
