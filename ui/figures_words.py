"""What the Figures tab itself says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures import Bound, FigureKind, Quantity
from ui.figures_view import Column
from ui.words import Language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FiguresWords:
    """The tab's words in one language; braces are filled with `str.format`.

    `quantities` say what a figure says of its indicator, empty where the figure says it by itself.
    """

    hint: str
    search: str
    year: str
    every_year: str
    untold_year: str
    kind: str
    every_kind: str
    shown: str
    nothing: str
    no_figures: str
    charts: str
    pairs: str
    pairs_note: str
    above: str
    below: str
    same: str
    points: str
    rates: str
    rates_note: str
    of_year: str
    csv: str
    excel: str
    table: str
    columns: Mapping[Column, str]
    kinds: Mapping[FigureKind, str]
    quantities: Mapping[Quantity, str]
    bounds: Mapping[Bound, str]


_WORDS = {
    Language.CHINESE: FiguresWords(
        hint="报告里的每一个数字，由规则从原文逐句读出；点开句子编号可以核对。",
        search="查找指标或数字……",
        year="年份",
        every_year="全部年份",
        untold_year="未写明",
        kind="成果或目标",
        every_kind="成果和目标",
        shown="{shown} / {count} 个数据",
        nothing="没有符合条件的数据。",
        no_figures="这份报告里没有读出数据。",
        charts="图表：成果与目标、增长速度",
        pairs="目标与上年成果",
        pairs_note="同一指标前一年的成果和后一年的目标：{above} 项目标高于成果，{below} 项低于成果。",
        above="目标高于成果",
        below="目标低于成果",
        same="目标与成果相同",
        points="{difference} 个百分点",
        rates="增长速度",
        rates_note="比上年增长或下降的幅度，从大到小；增长用同一尺度，下降用另一尺度。其余见下表。",
        of_year="{year}年{kind}：{quantity}",
        csv="下载 CSV",
        excel="下载 Excel",
        table="报告中的数据",
        columns={
            Column.INDICATOR: "指标",
            Column.VALUE: "数值",
            Column.UNIT: "单位",
            Column.YEAR: "年份",
            Column.KIND: "性质",
            Column.PLACE: "出处",
        },
        kinds={FigureKind.RESULT: "成果", FigureKind.TARGET: "目标", FigureKind.UNKNOWN: "不明"},
        quantities={
            Quantity.LEVEL: "",
            Quantity.GROWTH: "增长",
            Quantity.DECLINE: "下降",
            Quantity.INCREASE: "增加",
            Quantity.DECREASE: "减少",
            Quantity.SHARE: "占比或倍数",
            Quantity.BASE: "起点",
        },
        bounds={Bound.AT_LEAST: "以上", Bound.AT_MOST: "以内", Bound.ABOUT: "左右"},
    ),
    Language.ENGLISH: FiguresWords(
        hint="Every figure of the report, read from its sentences by rule; open a sentence's number to check it.",
        search="Find an indicator or a figure…",
        year="Year",
        every_year="All years",
        untold_year="Not told",
        kind="Result or target",
        every_kind="Results and targets",
        shown="{shown} of {count} figures",
        nothing="No figure fits.",
        no_figures="No figures were found in this report.",
        charts="Charts: results and targets, rates of growth",
        pairs="Targets beside the results before them",
        pairs_note=(
            "One indicator, a year's result and a later year's target: {above} targets lie above the result, "
            "{below} below it."
        ),
        above="the target is above the result",
        below="the target is below the result",
        same="the target equals the result",
        points="{difference} points",
        rates="Rates of growth",
        rates_note=(
            "Growth or decline on the year before, the largest first; growth on one scale, decline on another. "
            "The table has all."
        ),
        of_year="{year} {kind}s: {quantity}",
        csv="Download CSV",
        excel="Download Excel",
        table="Figures of the report",
        columns={
            Column.INDICATOR: "Indicator",
            Column.VALUE: "Value",
            Column.UNIT: "Unit",
            Column.YEAR: "Year",
            Column.KIND: "Kind",
            Column.PLACE: "Sentence",
        },
        kinds={FigureKind.RESULT: "result", FigureKind.TARGET: "target", FigureKind.UNKNOWN: "unknown"},
        quantities={
            Quantity.LEVEL: "",
            Quantity.GROWTH: "growth",
            Quantity.DECLINE: "decline",
            Quantity.INCREASE: "increase",
            Quantity.DECREASE: "decrease",
            Quantity.SHARE: "share or multiple",
            Quantity.BASE: "starting point",
        },
        bounds={Bound.AT_LEAST: "or more", Bound.AT_MOST: "at most", Bound.ABOUT: "about"},
    ),
}


def figures_words(language: Language) -> FiguresWords:
    """Return the tab's words in a language."""
    return _WORDS[language]
