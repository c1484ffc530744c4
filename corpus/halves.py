"""Which half of a report a paragraph stands in: results of the year before, or tasks of the year it is held in.

The headings say it (`一、2017年工作回顾`, `二、2018年主要任务`), the outermost that says anything. A heading that
speaks of several years (`过去五年工作回顾`) tells the half but no year; one that tells results and tasks tells neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from corpus.years import years_in

if TYPE_CHECKING:
    from corpus.report import Paragraph

_RESULTS = re.compile("回[顾顧]|[总總][结結]|成就|[过過]去|(?:执行|執行|主要)情[况況]|年[来來]")
_TASKS = re.compile(
    "任[务務](?!已|是)|安排(?=$|和|、)|部署|(?:[总總][体體]|基本)要求|(?:主要|[奋奮]斗|[预預]期|工作)目[标標]|建[议議]"
    "|主要指[标標]|[预預]算$"
)
_BOTH = re.compile("形[势勢]和")
_WORK = re.compile("(?:年|重[点點]).{0,8}工作$")
"""`2018年重点工作` tells tasks, `过去五年的政府工作` results, `关于外交工作` neither."""

_SEVERAL_YEARS = re.compile(
    "(?<![〇○零一二三四五六七八九])[两兩二三四五六七八九十几幾多]年|[时時]期|期[间間]|[一二三四五六七八九十]五[”’]?[计計规規][划劃]"
)


class Half(Enum):
    """Which half of a report a paragraph stands in: last year's results or this year's tasks."""

    RESULTS = "results"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the headings above a paragraph tell: its half and the one year they speak of; None where they do not."""

    half: Half | None = None
    year: int | None = None


def standing_of(paragraph: Paragraph, held_in: int | None) -> Standing:
    """Return where a paragraph of a report held in that year stands."""
    standings = (_told_by(heading.title, held_in) for heading in paragraph.headings)
    return next((standing for standing in standings if standing), Standing())


def _told_by(title: str, held_in: int | None) -> Standing | None:
    """Return what one heading tells, None where it leaves that to those below it."""
    named = years_in(title, held_in)
    results, tasks = _RESULTS.search(title), _TASKS.search(title)
    several = _SEVERAL_YEARS.search(title)
    if (results and tasks) or (tasks and _BOTH.search(title)) or (len(named) > 1 and not several):
        return Standing()
    year = None if several or held_in is None else min(named, default=None)
    if results or (year and held_in and year < held_in):
        return Standing(Half.RESULTS, None if several or not held_in else year or held_in - 1)
    if tasks or _WORK.search(title):
        return Standing(Half.TASKS, None if several else year or held_in)
    return None
