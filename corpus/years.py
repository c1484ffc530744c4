"""Years in questions and in the report: the same indicator stands in several, and the year decides.

Reports tell last year's results and this year's tasks, mostly without naming the year in the sentence; the heading
or the title does. `去年` and `今年` count from the year the report was held in.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.report import Report

_MEASURES = (
    "[亿億万萬千元个個家项項户戶套人名位张張株棵辆輛所座条條吨噸亩畝米次台份场場间間栋棟处處头頭倍多余餘件%％]"
    "|公里|公顷|公頃|平方"
)
"""What follows a number that counts things and is no year."""

_FULL = re.compile(rf"(?<![\d.])((?:19|20)\d{{2}})(?![\d.])(?!\s*(?:{_MEASURES}))")
_SHORT = re.compile(
    r"(?<![\d.近续續第])(?<!过去|過去|[未下][来來]|[今往][后後])(\d{2})年(?!来|來|代|前|后|後|以|间|間|期)"
)
"""A year of two figures; `近20年`, `过去10年` and `10年期` are spans of time."""
_NUMERALS = re.compile(r"([一二][〇○零一二三四五六七八九]{3})年")
_RELATIVE = (
    (re.compile(r"前年|the year before last"), -2),
    (re.compile(r"去年|上年|过去一年|過去一年|(?<!每)一年来|昨年|last year|작년|지난해", re.IGNORECASE), -1),
    (re.compile(r"今年|本年|this year|올해", re.IGNORECASE), 0),
    (re.compile(r"明年|来年|來年|next year|내년", re.IGNORECASE), 1),
)
_ONLY_COMPARED = re.compile(
    r"(?:比|较|超过?|高于|低于|自|从)\s*(?:19|20)\d{2}\s*年(?!\s*[底末]?的?\s*\d)|(?:19|20)\d{2}\s*年(?:以来|以后|之后|起(?!草))"
)
"""A year that a sentence measures another one against without telling its figure: `创2005年以来新高`."""
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def years_in(text: str, held_in: int | None) -> frozenset[int]:
    """Return the years a text speaks of; words like 去年 count only where the report's own year is known."""
    line = unicodedata.normalize("NFKC", text)
    found = {int(year) for year in _FULL.findall(line)}
    found |= {2000 + int(year) for year in _SHORT.findall(line) if int(year) < 50}
    found |= {int(year.translate(_DIGITS)) for year in _NUMERALS.findall(line)}
    if held_in is not None:
        found |= {held_in + shift for pattern, shift in _RELATIVE if pattern.search(line)}
    return frozenset(found)


def years_with_figures(text: str) -> frozenset[int]:
    """Return the years named in a text, without those that it only compares others with."""
    return years_in(_ONLY_COMPARED.sub(" ", unicodedata.normalize("NFKC", text)), None)


def years_told(place: tuple[str, ...], sentence: str, held_in: int | None) -> frozenset[int]:
    """Return the years a sentence tells of: those of its headings and its own; none when nothing says.

    A year that the sentence only compares with (`创2005年以来新高`) counts beside the headings', never alone.
    """
    above = years_in(" ".join(place), held_in)
    relative = years_in(sentence, held_in) - years_in(sentence, None)
    return above | years_in(sentence, None) if above else relative


def year_of_report(report: Report) -> int | None:
    """Return the year a report was held in: from its date, else from its title, else from its headings' latest."""
    if report.held_on:
        return report.held_on.year
    named = years_in(report.title, None) or years_in(report.document_id, None)
    named = named or frozenset(year for heading in report.headings for year in years_in(heading.title, None))
    return max(named, default=None)
