"""What is a figure, as it is written, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from corpus.figures import Bound

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from corpus.figures import Figure

    Found: TypeAlias = Callable[..., tuple[Figure, ...]]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("粮食总产量达到３１．５万吨。", "３１．５万吨", "315000", "吨"),
        ("新建道路 12.5 公里。", "12.5公里", "12.5", "公里"),
        ("公路里程达到２００ 公 里。", "２００公里", "200", "公里"),
        ("完成投资3亿元。", "3亿元", "300000000", "元"),
        ("产值12，345万元。", "12，345万元", "123450000", "元"),
        ("城镇化率提高0.4个百分点。", "0.4个百分点", "0.4", "个百分点"),
        ("细颗粒物平均浓度47微克/立方米。", "47微克/立方米", "47", "微克/立方米"),
        ("全年投资两万亿元。", "两万亿元", "2000000000000", "元"),
        ("安置职工三千万人。", "三千万人", "30000000", "人"),
        ("粮食增长百分之七点四。", "百分之七点四", "7.4", "%"),
        ("三分之二的乡村通了公路。", "三分之二", "0.6667", ""),
        ("造林面积达到1/3以上。", "1/3", "0.3333", ""),
        ("生产总值增长1.5倍。", "1.5倍", "1.5", "倍"),
        ("税收翻一番。", "一番", "1", "番"),
        ("实际利用外资3.2亿美元。", "3.2亿美元", "320000000", "美元"),
    ],
)
def test_a_figure_is_kept_as_written_and_its_value_is_a_plain_number(
    found: Found, sentence: str, text: str, value: str, unit: str
):
    (figure,) = found(sentence)
    assert (figure.text, figure.value, figure.upper, figure.unit) == (text, Decimal(value), None, unit)


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "unit"),
    [
        ("居民收入增长6.5%—7%。", "6.5%—7%", "6.5", "7", "%"),
        ("建成5到6个示范村。", "5到6个", "5", "6", "个"),
        ("培训职工3至4万人。", "3至4万人", "30000", "40000", "人"),
    ],
)
def test_a_range_is_one_figure_with_both_ends(found: Found, sentence: str, text: str, low: str, high: str, unit: str):
    (figure,) = found(sentence)
    assert (figure.text, figure.value, figure.upper, figure.unit) == (text, Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "一是改善民生，二是扩大开放。",
        "第一时间回应，认真学习十九大精神。",
        "“十三五”规划开局良好。",
        "2017年12月3日上午9时，工程开工。",
        "二〇一七年，各项工作进展顺利。",
        "一批项目开工，一个好的开头，一步一个脚印。",
        "总量和增速位列全市第7和第3。",
        "推广G60高速沿线的A4标准。",
        "上海110接报有序，5G建设加快。",
        "万元GDP能耗稳步下降。",
    ],
)
def test_ordinals_dates_years_names_and_idioms_are_no_figures(found: Found, sentence: str):
    assert found(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("森林覆盖率40%以上。", Bound.AT_LEAST),
        ("公路里程超过120公里。", Bound.AT_LEAST),
        ("居民收入不低于3万元。", Bound.AT_LEAST),
        ("学校80多所。", Bound.AT_LEAST),
        ("企业1200余家。", Bound.AT_LEAST),
        ("地方债余额控制在20亿元以内。", Bound.AT_MOST),
        ("失业率不高于5%。", Bound.AT_MOST),
        ("失业率不超过5%。", Bound.AT_MOST),
        ("农户3000户左右。", Bound.ABOUT),
        ("公交线路约30条。", Bound.ABOUT),
        ("公交线路30条。", None),
    ],
)
def test_words_around_a_figure_bound_it(found: Found, sentence: str, bound: Bound | None):
    assert [figure.bound for figure in found(sentence)] == [bound]
