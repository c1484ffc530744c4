"""What the extractor makes: a figure of a report, with the indicator it measures and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class FigureKind(StrEnum):
    """Whether a figure tells what was reached or what is to be reached."""

    RESULT = "result"
    TARGET = "target"
    UNKNOWN = "unknown"


class Quantity(StrEnum):
    """What a figure says of its indicator; only figures of one quantity can be compared.

    A level (`达到16.2%`, `20项`); a rate of growth or decline (`增长7.4%`, `下降13.0%`); by how much it rose or fell
    (`新增9000套`, `提高0.4个百分点`, `减少300万人`); a share or multiple of something else (`占国内生产总值的5%`,
    `为全年目标的136.1%`); or the level that a change set out from (`从80万元提高至120万元`: 80万元).
    """

    LEVEL = "level"
    GROWTH = "growth"
    DECLINE = "decline"
    INCREASE = "increase"
    DECREASE = "decrease"
    SHARE = "share"
    BASE = "base"


class Bound(StrEnum):
    """How the text bounds a figure: `以上`, `超过`, `多`; `以内`, `不超过`; `左右`, `约`."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report.

    `text` is the figure as written, without white space (`1009.2亿元`, `百分之七点四`, `6.5%—7%`):
    `squeeze(report.source[start:end]) == text`. `value` is its plain number (1009.2亿元 is 100920000000, a fall of
    13.0% is 13.0), of a range the lower end and `upper` the other; None for a ratio of several numbers. `unit` is as
    written, without 万 and 亿; empty where the text counts without one.

    `indicator` is what is measured, cut from the sentence: one stretch, or several in their order joined by `…`
    (`取消…行政审批事项` from `取消20项行政审批事项`); where the sentence leaves it out, that of the figure before it in
    the paragraph, and empty where there is none. `year` is None where the report does not say it or tells of several;
    `since` is the year that a change is counted from, where the sentence names one (`比上年`, `比1952年`).
    """

    indicator: str
    text: str
    value: Decimal | None
    upper: Decimal | None
    unit: str
    bound: Bound | None
    quantity: Quantity
    kind: FigureKind
    year: int | None
    since: int | None
    sentence_id: str
    address: str
    start: int
    end: int
