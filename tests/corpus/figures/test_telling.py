"""Of which year a figure tells, and whether as a result or as a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.figures import FigureKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from corpus.figures import Figure

    Found: TypeAlias = Callable[..., tuple[Figure, ...]]


def test_the_half_of_the_report_dates_a_figure_and_says_its_kind(found: Found):
    result, target = found(results="粮食总产量31万吨。", tasks="粮食总产量达到32万吨。")
    assert (result.year, result.kind) == (2020, FigureKind.RESULT)
    assert (target.year, target.kind) == (2021, FigureKind.TARGET)


@pytest.mark.parametrize(
    ("sentence", "year", "since"),
    [
        ("粮食总产量31万吨。", 2020, None),
        ("2018年，粮食总产量31万吨。", 2018, None),
        ("五年来，累计新建学校31所。", None, None),
        ("粮食总产量比上年增长3%。", 2020, 2019),
        ("粮食总产量比2015年增长3%。", 2020, 2015),
    ],
)
def test_a_sentence_of_the_results_may_tell_its_own_year(
    found: Found, sentence: str, year: int | None, since: int | None
):
    (figure,) = found(results=sentence)
    assert (figure.year, figure.since) == (year, since)


def test_the_year_before_is_counted_from_the_year_told(found: Found):
    base, level = found(results="补助资金由上年的46亿元增加到92亿元。")
    assert (base.year, level.year) == (2019, 2020)
    base, level = found(tasks="补助资金由上年的46亿元增加到92亿元。")
    assert (base.year, level.year) == (2020, 2021)


def test_what_opens_with_the_year_before_leaves_the_year_of_the_next_sentence(found: Found):
    rise, level = found(results="比上年增长3%。粮食总产量31万吨。")
    assert (rise.year, rise.since, level.year) == (2020, 2019, 2020)


def test_a_result_among_the_tasks_is_no_target(found: Found):
    (figure,) = found(tasks="去年粮食总产量31万吨。")
    assert (figure.year, figure.kind) == (2020, FigureKind.RESULT)
