"""The question that stands behind a heading: what was done, or is planned, under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.halves import Half, standing_of
from corpus.years import year_of_report
from qa.suggest.themes import field_of
from qa.suggest.wording import Wording

if TYPE_CHECKING:
    from corpus.halves import Standing
    from corpus.report import Report

_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十百]+、|第[一二三四五六七八九十]+(?:部分)?[，、]?|\d+[.、．]|"
    r"[一二三四五六七八九十]+[是要])?(?:关于)?"
)
_CLAUSE_END = re.compile("[，。；：]")
_SHORTEST_CLAUSE = 6
"""Characters of the first of several clauses that says enough by itself."""

_NAME = re.compile(r"(?!.*(?:报告|[我了是说]))(?![在对从以要当为这那有])[\u4e00-\u9fff、]{4,18}(?<![中下上后前时过语])")
_DEED = re.compile(
    "(?!改革开放|.*(?:取得|迈出|得到|明显|显著|有所|进展|突破))(?:[加推提深强优完健促扩实建改创增统规巩培拓弘引鼓启严防稳抓打保落做办繁振构营坚]|大力|积极|着力|全面|进一步|切实|继续|扎实|持续"
    "|有序|努力|发展|不断|充分|千方百计|更[加好]|依法|高度重视|合理|认真|妥善|集中|从严|坚决|转变|调整|搞好|节约|狠抓|协调推进|支持"
    "|维护|管好|有效|毫不)"
)
"""How a heading begins that tells a deed (`推进生态创建`), not how things stand (`国民经济持续发展`)."""


@dataclass(frozen=True, slots=True)
class NamedHeading:
    """A heading, or the first sentence that is a paragraph's topic, that names something to ask about.

    `rows` are the places, among the report's paragraphs, of those it stands over.
    """

    name: str
    standing: Standing
    rows: frozenset[int]

    @property
    def tells_a_deed(self) -> bool:
        """Whether it says what is done, not how things stand."""
        return _DEED.match(self.name) is not None

    @property
    def wording(self) -> Wording:
        """The question about what stands under it, as of several wordings it was most often answered from there."""
        field, year = field_of(self.name), self.standing.year
        quoted = f"{field.english} (“{self.name}”)" if field else f"“{self.name}”"
        if not self.tells_a_deed:
            return Wording(f"关于“{self.name}”，报告怎么说？", f"What does the report say about {quoted}?")
        if self.standing.half is None or year is None:
            return Wording(f"{self.name}有哪些具体举措？", f"Which measures on {quoted} does the report name?")
        done, when = ("做了", "was done in") if self.standing.half is Half.RESULTS else ("要做", "is planned for")
        return Wording(f"{year}年{self.name}，具体{done}什么？", f"What work on {quoted} {when} {year}?")


def headings_of(report: Report) -> list[NamedHeading]:
    """Return the innermost headings and the topics of a report that name something, in order; topics only of deeds."""
    held_in = year_of_report(report)
    over: dict[tuple[int, str], list[int]] = {}
    for row, paragraph in enumerate(report.paragraphs):
        if paragraph.headings:
            over.setdefault((paragraph.headings[-1].start, paragraph.headings[-1].title), []).append(row)
        if paragraph.topic and _DEED.match(name_of(paragraph.topic) or ""):
            over[paragraph.start, paragraph.topic] = [row]
    return [
        NamedHeading(name, standing_of(report.paragraphs[rows[0]], held_in), frozenset(rows))
        for (_, title), rows in over.items()
        if (name := name_of(title))
    ]


def name_of(heading: str) -> str | None:
    """Return what a heading names: its first clause without its number; None where that is no name to ask about."""
    bare = _NUMBERING.sub("", heading, count=1).rstrip("。")
    name = _CLAUSE_END.split(bare, maxsplit=1)[0]
    return name if _NAME.fullmatch(name) and (name == bare or len(name) >= _SHORTEST_CLAUSE) else None
