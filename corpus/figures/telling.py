"""Of which time a figure tells, and whether as a result or as a target.

The sentence's own words come first, then what the sentence before it left standing, then the headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures.figure import FigureKind, Quantity
from corpus.figures.patterns import any_of
from corpus.figures.times import YEAR
from corpus.figures.verbs import BESIDE
from corpus.halves import Half
from corpus.years import years_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.figures.mentions import Mention
    from corpus.halves import Standing


@dataclass(frozen=True, slots=True)
class Moment:
    """What a sentence says of time at `text[start:end]`: one year, or None for a stretch of years.

    `last` is the last year that a stretch names, where it does; `before_told` marks 上年, the year before the one told.
    """

    start: int
    end: int
    year: int | None
    last: int | None = None
    before_told: bool = False


_STRETCH = (
    rf"{YEAR}年?(?:[—–\-~至到]{{1,2}}|、|和){YEAR}年?|{YEAR}年(?:以来|起)|[“‘][一二三四五六七八九十]+五[”’]"
    "|[一二三四五六七八九]五(?:计划|时期|期间)|五年计划(?!的?第)|年均|平均每年|每年|近年来|以来|历年"
    r"|(?:过去|近|最近|今后|未来|前|后|这|头|连续)?(?<![〇○零一二三四五六七八九\d])(?:[两三四五六七八九十几]+|\d{1,2})多?年"
    "(?:来|内|间|中|里|期间|累计|合计|平均)?(?!期|级|制|行动|计划|规划|滚动|以上|以下|左右)"
)
_YEAR = rf"{YEAR}年?(?=[年比为达有是计预实，]|底|末)|{YEAR}年|(?:[去前今本明]|上(?!年结))年"
_TIME = re.compile(rf"(?P<stretch>{_STRETCH})|(?P<year>{_YEAR})")
_COMPARED = re.compile(
    rf"{BESIDE}(?![重例率时期志])[^，；：]{{0,12}}$"
    "|(?:等于|相当于|超过|高于|低于|恢复到|按照?|以|创|占|为|是|达到)了?(?:原定)?(?:上述)?$"
)
_SINCE = re.compile("[从由自]$")
_GOES_ON = re.compile("以来|起")
_ON_THE_BASIS = re.compile("[^，；]{0,20}基础上")

_FORWARD = re.compile(any_of("<必>将[军来] 拟 力争 争取 今后 未来 届时 明年 应当 必须") + "|[到至]本?世纪末")
_INTENDED = re.compile(
    any_of(
        """<必>将[军] 要[素求] 拟 力争 争取 确保 计划 预期 目标 今后 未来 届时 规划 建议 <没>有望 预算规定 安排
        <供>应当 <供>应该 必须 准备 努力"""
    )
    + "|再(?=[增减解完建改开])"
)
_PLANNED = re.compile("要[把将]|计划|原定|规定|预定|指标|预算|要求|预计|设想|目标")
_DONE = re.compile(any_of("已 <为除>了[解] 过去 <比较同>去年 达到了 比上年 五年来"))
_PAST = re.compile(
    any_of(
        """已 <为除>了[解] 过去 <比较同>去年 上年末 以来 截至 达到了 现有 目前 曾 一至 1至 上半年 月底止 年来 月份
        月底 月初 季度"""
    )
)
_STANDING_FACT = re.compile(
    "(?:我国|全国|世界|全区|全市|全省|中国)[^，；]{0,6}有[^，；]{0,4}$|(?:目前|现有|现在)[^，；]*$|共有[^，；]{0,3}$"
)
_A_PEOPLE = re.compile("多?(?:各族)?(?:人民|中国人|人口|农民|同胞)")
_MANY = 10**8
_THRESHOLD = re.compile("以[上下内]的|部分")


def moments_in(text: str, held_in: int | None, told: int | None) -> list[Moment]:
    """Return what a folded sentence says of time, in order.

    Words like 去年 count from the year of the report, 上年 from the year told: in results of 2017, 上年 is 2016.
    """
    moments: list[Moment] = []
    for found in _TIME.finditer(text):
        if found[0] == "本年" and moments:
            continue  # the year just named: `1955年本年收入`
        written = found[0].replace("本年", "今年")
        named = years_in(written if "年" in written else f"{written}年", held_in)
        if found["stretch"]:
            moments.append(Moment(found.start(), found.end(), None, max(named, default=None)))
        elif found[0] == "上年" and told:
            moments.append(Moment(found.start(), found.end(), told - 1, before_told=True))
        elif named:
            moments.append(Moment(found.start(), found.end(), max(named)))
            told = told if _COMPARED.search(text, 0, found.start()) else max(named)
    return moments


def moment_of(text: str, mention: Mention, quantity: Quantity, moments: Sequence[Moment]) -> Moment | None:
    """Return the moment that dates a figure: the last before it that is not only compared with.

    What a change set out from (`比1952年的8亿元增长…`) has the year it is compared with, or none.
    """
    for moment in reversed(moments):
        if moment.end > mention.amount.start or _ON_THE_BASIS.match(text, moment.end, mention.amount.start):
            continue
        compared, since = _COMPARED.search(text, 0, moment.start), _SINCE.search(text, 0, moment.start)
        if quantity is Quantity.BASE and (compared or since) and moment.start >= mention.clause:
            return moment
        if compared or (since and moment.year and not _GOES_ON.match(text, moment.end)):
            continue
        undated = since or quantity is Quantity.BASE
        return Moment(moment.start, moment.end, None, moment.last or moment.year) if undated else moment
    return None


def since_of(text: str, mention: Mention, moments: Sequence[Moment]) -> int | None:
    """Return the year that a figure is compared with, if that is what the sentence last names before it."""
    before = [moment for moment in moments if moment.end <= mention.amount.start]
    return before[-1].year if before and _COMPARED.search(text, 0, before[-1].start) else None


def kind_of(
    text: str, mention: Mention, quantity: Quantity, standing: Standing, moment: Moment | None, held_in: int | None
) -> FigureKind:
    """Return whether a figure is a result or a target; unknown where the words point both ways or nowhere."""
    if _is_no_statistic(text, mention):
        return FigureKind.UNKNOWN
    clause = text[mention.clause : mention.amount.start]
    past = FigureKind.UNKNOWN if _PLANNED.search(clause) else FigureKind.RESULT
    if quantity is Quantity.BASE:
        return past
    told = moment and (moment.year or moment.last)
    if told and held_in and told < held_in:
        return past
    if moment and moment.year and held_in:
        return FigureKind.TARGET if moment.year > held_in else _kind_this_year(text, mention, standing)
    return _kind_by_half(text[: mention.amount.start], standing)


def _is_no_statistic(text: str, mention: Mention) -> bool:
    """Tell whether a figure is a turn of phrase (`14亿中国人的饭碗`) or a threshold (`30万千瓦以下的机组`)."""
    amount = mention.amount
    people = _A_PEOPLE.match(text, amount.end) and amount.value is not None and amount.value >= _MANY
    threshold = _THRESHOLD.match(text, amount.end) and amount.unit not in ("%", "个百分点", "")
    return bool(people or threshold)


def _kind_this_year(text: str, mention: Mention, standing: Standing) -> FigureKind:
    """Return the kind of a figure about the year the report was held in, which is half done when it is held."""
    before, clause = text[: mention.amount.start], text[mention.clause : mention.amount.start]
    intended = _INTENDED.search(clause) or _FORWARD.search(before) or "预计" in clause
    if _PAST.search(before):
        return FigureKind.UNKNOWN if intended else FigureKind.RESULT
    if standing.half is Half.TASKS or _INTENDED.search(before):
        return FigureKind.TARGET
    return FigureKind.UNKNOWN


def _kind_by_half(before: str, standing: Standing) -> FigureKind:
    """Return the kind of a figure that tells no year: that of its half of the report, unless its words say else."""
    forward, past = _FORWARD.search(before), _PAST.search(before)
    if standing.half is Half.RESULTS:
        return FigureKind.UNKNOWN if forward else FigureKind.RESULT
    if standing.half is Half.TASKS:
        return FigureKind.UNKNOWN if past or _STANDING_FACT.search(before) else FigureKind.TARGET
    if forward:
        return FigureKind.UNKNOWN if past else FigureKind.TARGET
    return FigureKind.RESULT if _DONE.search(before) else FigureKind.UNKNOWN
