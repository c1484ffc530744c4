from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING

import pytest

from corpus.figures import Bound, Comparison, Figure, FigureKind, Quantity, comparisons, figures_of
from ui.figures_chart import MOST_RATES, charts_html, difference_of, growth_rates
from ui.figures_words import figures_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA

WORDS = figures_words(Language.CHINESE)

RESULT = Figure(
    indicator="森林覆盖率",
    text="16.2%",
    value=Decimal("16.2"),
    upper=None,
    unit="%",
    bound=None,
    quantity=Quantity.LEVEL,
    kind=FigureKind.RESULT,
    year=2017,
    since=None,
    sentence_id="P004.3",
    address="一、2017年工作回顾 › 第2段 › 第3句",
    start=400,
    end=405,
)
TARGET = replace(
    RESULT, text="16.6%", value=Decimal("16.6"), kind=FigureKind.TARGET, year=2018, sentence_id="P049.6", start=900
)
GROWTH = replace(RESULT, indicator="地区生产总值", quantity=Quantity.GROWTH, text="7.4%", value=Decimal("7.4"))


def items(html: str) -> list[str]:
    """Return the words of each line of the charts, and before them the class that says which way it goes."""
    found = re.findall(r'<li(?: class="(\w+)")?>(.*?)</li>', html)
    return [f"{which} {unescape(re.sub('<[^>]+>', '', line))}".strip() for which, line in found]


def widths(html: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect width="([\d.]+)%"', html)]


def test_a_result_and_its_target_stand_under_one_name_with_the_way_it_goes():
    drawn = charts_html([RESULT, TARGET], WORDS)
    assert items(drawn) == ["above 森林覆盖率↑目标高于成果 +0.4 个百分点2017成果16.2%2018目标16.6%"]
    assert 'href="?passage=P004.3"' in drawn
    assert 'href="?passage=P049.6"' in drawn
    assert WORDS.pairs_note.format(above=1, below=0) in drawn


def test_bars_of_a_pair_are_as_long_as_their_figures():
    assert widths(charts_html([RESULT, TARGET], WORDS)) == [pytest.approx(97.59, abs=0.01), 100.0]


def test_targets_beyond_the_result_come_first_then_those_below_then_the_same():
    figures = []
    for name, value in (("绿化覆盖率", "16.2"), ("污水处理率", "10"), ("垃圾处理率", "20")):
        figures += [
            replace(RESULT, indicator=name),
            replace(TARGET, indicator=name, text=f"{value}%", value=Decimal(value), start=900 + len(figures)),
        ]
    drawn = items(charts_html(figures, WORDS))
    assert [line.partition(" ")[0] for line in drawn] == ["above", "below", "same"]
    assert ["垃圾处理率" in drawn[0], "污水处理率" in drawn[1], "绿化覆盖率" in drawn[2]] == [True] * 3


@pytest.mark.parametrize(
    ("result", "target", "unit", "told"),
    [
        ("20.9", "10", "%", "-10.9 个百分点"),
        ("6.9", "7.5", "平方米", "+8.7%"),
        ("21713", "18000", "个", "-17.1%"),
        ("0", "50", "个", "+50"),
        ("7", "7.0", "%", "+0 个百分点"),
    ],
)
def test_a_difference_is_told_in_points_for_percentages_else_as_a_share(result: str, target: str, unit: str, told: str):
    first, second = (
        replace(figure, value=Decimal(value), unit=unit) for figure, value in ((RESULT, result), (TARGET, target))
    )
    assert difference_of(Comparison(first, second, Decimal(target) - Decimal(result)), WORDS) == told


def test_a_bounded_target_says_so():
    at_most = replace(TARGET, bound=Bound.AT_MOST)
    assert f"16.6%{WORDS.bounds[Bound.AT_MOST]}" in items(charts_html([RESULT, at_most], WORDS))[0]


def test_rates_of_growth_stand_by_year_and_kind_the_largest_first():
    figures = [
        GROWTH,
        replace(GROWTH, indicator="固定资产投资", text="32.6%", value=Decimal("32.6")),
        replace(GROWTH, year=2018, kind=FigureKind.TARGET, text="7%", value=Decimal(7)),
        replace(GROWTH, indicator="PM2.5浓度", quantity=Quantity.DECLINE, text="13.0%", value=Decimal("13.0")),
    ]
    drawn = charts_html(figures, WORDS).partition('class="rates"')[2]
    assert re.findall("<h4>(.*?)</h4>", drawn) == ["2017年成果：增长", "2018年目标：增长", "2017年成果：下降"]
    assert items(drawn) == ["固定资产投资32.6%", "地区生产总值7.4%", "地区生产总值7%", "PM2.5浓度13.0%"]
    assert widths(drawn) == [100.0, pytest.approx(22.70, abs=0.01), pytest.approx(21.47, abs=0.01), 100.0]


@pytest.mark.parametrize(
    "other",
    [
        replace(GROWTH, quantity=Quantity.LEVEL),
        replace(GROWTH, unit="个百分点"),
        replace(GROWTH, indicator=""),
        replace(GROWTH, year=None),
        replace(GROWTH, value=None),
        replace(GROWTH, since=1978),
        replace(GROWTH, start=4000),
    ],
)
def test_only_yearly_rates_with_a_name_are_compared_each_once(other: Figure):
    assert growth_rates([GROWTH, other]) == [GROWTH]


def test_a_rate_counted_from_the_year_before_is_yearly():
    assert growth_rates([replace(GROWTH, since=2016)]) != []


def test_many_rates_are_left_to_the_table():
    figures = [replace(GROWTH, indicator=f"指标{number}", value=Decimal(number)) for number in range(1, 40)]
    assert len(items(charts_html(figures, WORDS))) == MOST_RATES


def test_where_nothing_can_be_compared_nothing_is_drawn():
    assert charts_html([RESULT, GROWTH], WORDS) == ""
    assert charts_html([], WORDS) == ""


def test_the_report_is_drawn_as_its_comparisons_say(engine: ReportQA):
    figures = figures_of(engine.report)
    pairs = comparisons(figures)
    drawn = charts_html(figures, WORDS)
    told = items(drawn.partition('class="rates"')[0])
    assert len(told) == len(pairs) > 3
    for pair in pairs:
        line = next(line for line in told if pair.indicator in line)
        assert line.partition(" ")[0] == (
            "above" if pair.difference > 0 else "below" if pair.difference < 0 else "same"
        )
        assert pair.result.text in line
        assert pair.target.text in line


def test_a_reports_markup_is_text():
    hostile = '<img src=x onerror="alert(1)">率'
    drawn = charts_html([replace(RESULT, indicator=hostile), replace(TARGET, indicator=hostile)], WORDS)
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in drawn
