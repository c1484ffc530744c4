"""Example questions, read off the report: its themes, its years, and what it says of each.

A report tells results in one part and tasks in another; the part's heading says which, and usually the year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from corpus.years import year_of_report, years_in
from ui.themes import FIELDS, INDICATORS, Theme
from ui.words import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.report import Paragraph, Report

MOST_EXAMPLES = 6
MOST_INDICATORS = 2

_RESULTS = re.compile("回顾|总结|成就")
_TASKS = re.compile("任务|安排|部署|目标|要求|建议|工作$")
_SEVERAL_YEARS = re.compile("[五几多]年|时期|期间")
_FIGURE_SOON = re.compile(r"[^，。；：、]{0,8}?\d")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十百]+[）)]?、?")
_ASKABLE_TOPIC = re.compile(r"(?!.*(?:报告|我|了|是))[\u4e00-\u9fff]{5,14}")


class Half(Enum):
    """Which half of a report a paragraph stands in: last year's results or this year's tasks."""

    RESULTS = "results"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Example:
    """A question in both languages of the interface."""

    chinese: str
    english: str

    def text(self, language: Language) -> str:
        """Return the question in a language."""
        return self.chinese if language is Language.CHINESE else self.english


@dataclass(frozen=True, slots=True)
class _Standing:
    """A theme where the report speaks to it: in which half, of which year, by which name."""

    theme: Theme
    half: Half
    year: int
    name: str


def example_questions(report: Report, most: int = MOST_EXAMPLES) -> tuple[Example, ...]:
    """Return questions that the report speaks to, indicators first, halves in balance, no theme twice.

    Where the themes do not reach, the report's own topics and headings are asked about.
    """
    indicators = [found for theme in INDICATORS for found in _figures(report, theme)]
    fields = [found for theme in FIELDS for found in _headed(report, theme)]
    chosen: list[_Standing] = []
    for number in range(most):
        themes = [standing.theme for standing in chosen]
        halves = [standing.half for standing in chosen]
        pool = indicators if number < MOST_INDICATORS else fields
        free = [standing for standing in pool if standing.theme not in themes]
        if free:
            chosen.append(min(free, key=lambda standing: halves.count(standing.half)))
    return (*map(_question, chosen), *_about_topics(report))[:most]


def _figures(report: Report, theme: Theme) -> Iterator[_Standing]:
    """Yield where the report gives a figure for an indicator, by the name it uses."""
    for paragraph, half, year in _placed(report):
        for found in theme.pattern.finditer(paragraph.text):
            if _FIGURE_SOON.match(paragraph.text, found.end()):
                yield _Standing(theme, half, year, found.group())


def _headed(report: Report, theme: Theme) -> Iterator[_Standing]:
    """Yield where a paragraph's own topic, or else its chapter's heading, names a field of work."""
    for paragraph, half, year in _placed(report):
        chapter = paragraph.headings[-1].title if len(paragraph.headings) > 1 else ""
        if theme.pattern.search(paragraph.topic or chapter):
            yield _Standing(theme, half, year, theme.chinese)


def _placed(report: Report) -> Iterator[tuple[Paragraph, Half, int]]:
    """Yield the paragraphs of parts that tell just last year's results or just this year's tasks."""
    held_in = year_of_report(report)
    for paragraph in report.paragraphs:
        part = paragraph.headings[0].title if paragraph.headings else ""
        half = Half.RESULTS if _RESULTS.search(part) else Half.TASKS if _TASKS.search(part) else None
        if half and held_in and not _SEVERAL_YEARS.search(part):
            year = held_in - (half is Half.RESULTS)
            if years_in(part, held_in) <= {year}:
                yield paragraph, half, year


def _question(standing: _Standing) -> Example:
    chinese, english = {
        (Half.RESULTS, True): ("{year}年{name}是多少？", "What was {english} in {year}?"),
        (Half.TASKS, True): ("{year}年{name}的目标是多少？", "What is the {year} target for {english}?"),
        (Half.RESULTS, False): (
            "{year}年在{name}方面做了哪些工作？",
            "What was done for {english} in {year}?",
        ),
        (Half.TASKS, False): ("{year}年在{name}方面有哪些安排？", "What is planned for {english} in {year}?"),
    }[standing.half, standing.theme in INDICATORS]
    return Example(
        chinese.format(year=standing.year, name=standing.name),
        english.format(year=standing.year, english=standing.theme.english),
    )


def _about_topics(report: Report) -> Iterator[Example]:
    """Yield questions about the report's own topics and headings, spread over it."""
    topics = [paragraph.topic for paragraph in report.paragraphs if paragraph.topic]
    titles = [_NUMBERING.sub("", heading.title) for heading in report.headings]
    named = [title for title in dict.fromkeys([*topics, *titles]) if _ASKABLE_TOPIC.fullmatch(title)]
    for title in named[:: max(1, len(named) // MOST_EXAMPLES)]:
        yield Example(f"关于“{title}”，报告怎么说？", f"What does the report say about “{title}”?")
