from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.figures import Figure, FigureKind, Quantity
from ui.figures_view import EVERY, UNTOLD, Column, View, chosen

FIGURE = Figure(
    indicator="地区生产总值",
    text="1009.2亿元",
    value=Decimal(100_920_000_000),
    upper=None,
    unit="元",
    bound=None,
    quantity=Quantity.LEVEL,
    kind=FigureKind.RESULT,
    year=2017,
    since=None,
    sentence_id="P004.3",
    address="一、2017年工作回顾 › 第2段 › 第3句",
    start=400,
    end=408,
)
TARGET = replace(
    FIGURE,
    indicator="森林覆盖率",
    text="16.6%",
    value=Decimal("16.6"),
    unit="%",
    kind=FigureKind.TARGET,
    year=2018,
    start=900,
    end=905,
)
RATIO = replace(FIGURE, indicator="", text="0.8:46.3:52.9", value=None, unit="", year=None, start=600, end=613)
JOBS = replace(FIGURE, indicator="新增就业岗位", text="18000个", value=Decimal(18000), unit="个", start=700, end=706)
ALL = (FIGURE, RATIO, JOBS, TARGET)


def test_all_figures_stand_in_the_reports_order_at_first():
    assert [figure.start for figure in ALL] == sorted(figure.start for figure in ALL)
    assert chosen(ALL[::-1], View()) == list(ALL)


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (View(year="2018"), [TARGET]),
        (View(year=UNTOLD), [RATIO]),
        (View(kind="result"), [FIGURE, RATIO, JOBS]),
        (View(year="2017", kind="target"), []),
        (View(year="1066"), []),
        (View(year=EVERY, kind=EVERY, search=" "), list(ALL)),
        (View(search="森林覆蓋 率"), [TARGET]),
        (View(search="１８０００"), [JOBS]),
        (View(search="第2段"), list(ALL)),
        (View(search="个0.8"), []),
    ],
)
def test_a_view_shows_what_fits_all_its_choices(view: View, found: list[Figure]):
    assert chosen(ALL, view) == found


@pytest.mark.parametrize(
    ("column", "rising", "falling"),
    [
        (Column.INDICATOR, [FIGURE, TARGET, JOBS, RATIO], [JOBS, TARGET, FIGURE, RATIO]),  # di, sen, xin
        (Column.VALUE, [TARGET, JOBS, FIGURE, RATIO], [FIGURE, JOBS, TARGET, RATIO]),
        (Column.YEAR, [FIGURE, JOBS, TARGET, RATIO], [TARGET, FIGURE, JOBS, RATIO]),
        (Column.KIND, [FIGURE, RATIO, JOBS, TARGET], [TARGET, FIGURE, RATIO, JOBS]),
        (Column.PLACE, [FIGURE, RATIO, JOBS, TARGET], [TARGET, JOBS, RATIO, FIGURE]),
    ],
)
def test_every_column_sorts_both_ways_and_what_is_not_told_comes_last(
    column: Column, rising: list[Figure], falling: list[Figure]
):
    assert chosen(ALL, View(sort=column)) == rising
    assert chosen(ALL, View(sort=column, descending=True)) == falling


def test_figures_that_are_equal_stay_in_the_reports_order_both_ways():
    figures = [replace(FIGURE, start=place) for place in range(20)]
    for descending in (False, True):
        assert chosen(figures, View(sort=Column.UNIT, descending=descending)) == figures


def test_a_column_sorts_rising_first_and_falling_when_it_is_chosen_again():
    by_value = View(year="2017").sorted_by(Column.VALUE)
    assert by_value == View(year="2017", sort=Column.VALUE)
    assert by_value.sorted_by(Column.VALUE).descending
    assert not by_value.sorted_by(Column.VALUE).sorted_by(Column.VALUE).descending
    assert by_value.sorted_by(Column.VALUE).sorted_by(Column.YEAR) == View(year="2017", sort=Column.YEAR)
