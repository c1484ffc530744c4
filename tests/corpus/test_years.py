"""Years that a text speaks of."""

from __future__ import annotations

import pytest

from corpus.parse import parse_report
from corpus.years import year_of_report, years_in, years_with_figures


@pytest.mark.parametrize(
    ("text", "held_in", "years"),
    [
        ("2017年地区生产总值是多少？", None, {2017}),
        ("２０１７ 年与2018年相比", None, {2017, 2018}),
        ("二〇一七年、二零一八年、一九九九年", None, {2017, 2018, 1999}),
        ("17年的目标", None, {2017}),
        ("98年", None, set()),
        ("去年和今年", 2018, {2017, 2018}),
        ("去年和今年", None, set()),
        ("GDP last year and Next Year", 2018, {2017, 2019}),
        ("每一年来访", 2018, set()),
        ("一年来，我们", 2018, {2017}),
        ("投资2017亿元、2018户、2019 个", None, set()),
        ("电话12017，编号20178", None, set()),
        ("10年来、20年前、30年间、40年以上", None, set()),
        ("过去10年、未来15年、接下来15年、往後10年、近20年、连续12年、10年期国债", None, set()),
        ("3.17年", None, set()),
        ("작년 목표, 올해", 2018, {2017, 2018}),
        ("", 2018, set()),
    ],
)
def test_years_are_read_from_figures_numerals_and_words(text: str, held_in: int | None, years: set[int]):
    assert years_in(text, held_in) == years


def test_a_report_is_of_the_year_it_was_held_in():
    assert year_of_report(parse_report("政府工作报告\n——2018年1月16日在会议上\n各位代表：\n2020年。", "r-1999")) == 2018


def test_without_a_date_the_title_decides_then_the_name_then_the_headings():
    assert year_of_report(parse_report("2019年政府工作报告\n各位代表：\n好。", "r-1999")) == 2019
    assert year_of_report(parse_report("各位代表：\n好。", "county-2020")) == 2020
    assert year_of_report(parse_report("各位代表：\n一、2015年回顾\n好。\n二、2016年任务\n好。", "x")) == 2016
    assert year_of_report(parse_report("各位代表：\n好。", "x")) is None


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("合同外资8.1亿美元，创2005年以来新高。", set()),
        ("破案数超 2016 年全市总数。", set()),
        ("自2012年起实行，比2011年有较大增长。", set()),
        ("从2012年的51.9万亿元增加到2017年的82.7万亿元。", {2012, 2017}),
        ("比2016年的54.2%提高1个百分点。", {2016}),
        ("2016年起草了条例。", {2016}),
        ("2014年建成。", {2014}),
    ],
)
def test_a_year_that_others_are_only_measured_against_has_no_figure(sentence: str, years: set[int]):
    assert years_with_figures(sentence) == years
