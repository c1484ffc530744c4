"""Which indicator a figure measures, and what it says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from corpus.figures import Figure

    Found: TypeAlias = Callable[..., tuple[Figure, ...]]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "优良率为68.2%，细颗粒物平均浓度47微克/立方米、下降13.0%。",
            ["优良率 68.2% level", "细颗粒物平均浓度 47微克/立方米 level", "细颗粒物平均浓度 13.0% decline"],
        ),
        (
            "甲产业、乙产业和丙产业产值分别增长5%、6%和7%。",
            ["甲产业…产值 5% growth", "乙产业…产值 6% growth", "丙产业产值 7% growth"],
        ),
        (
            "城市、农村居民收入分别达到4.1万元和2.3万元。",
            ["城市…居民收入 4.1万元 level", "农村居民收入 2.3万元 level"],
        ),
        ("低保标准由每人800元提高到900元。", ["低保标准 800元 base", "低保标准 900元 level"]),
        ("低保标准从800元提高至900元。", ["低保标准 800元 base", "低保标准 900元 level"]),
        ("实际利用外资3.2亿美元、增长12.3%。", ["实际利用外资 3.2亿美元 level", "实际利用外资 12.3% growth"]),
        ("PM2.5平均浓度下降8%。", ["PM2.5平均浓度 8% decline"]),
        ("万元GDP能耗下降3.5%。", ["万元GDP能耗 3.5% decline"]),
        ("每万人拥有发明专利12件。", ["每万人拥有发明专利 12件 level"]),
        ("5G基站达到300个。", ["5G基站 300个 level"]),
        ("城镇化率提高0.4个百分点。", ["城镇化率 0.4个百分点 increase"]),
        ("城镇化率提高到61.5%。", ["城镇化率 61.5% level"]),
        ("取消20项行政审批事项。", ["取消…行政审批事项 20项 level"]),
        ("新增就业岗位9000个。", ["新增就业岗位 9000个 increase"]),
        ("服务业增加值占生产总值的52.3%。", ["服务业增加值…占生产总值 52.3% share"]),
        ("拆除245公顷、为全年目标的136.1%。", ["拆除 245公顷 level", "拆除…为全年目标 136.1% share"]),
        ("行政经费一律削减10%。", ["行政经费 10% decline"]),
        ("转移支付、均衡性补助增长7%。", ["转移支付、均衡性补助 7% growth"]),
    ],
)
def test_a_figure_belongs_to_the_indicator_before_it(found: Found, sentence: str, told: list[str]):
    assert [f"{figure.indicator} {figure.text} {figure.quantity}" for figure in found(sentence)] == told


def test_an_indicator_that_a_sentence_leaves_out_is_that_of_the_one_before(found: Found):
    first, second = found("粮食总产量31万吨。比上年增长3%。")
    assert (first.indicator, second.indicator) == ("粮食总产量", "粮食总产量")
