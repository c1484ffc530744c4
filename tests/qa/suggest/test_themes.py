from __future__ import annotations

import pytest

from qa.suggest.themes import FIELDS, INDICATORS, field_of, indicator_of


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("地区生产总值", "GDP"),
        ("全国粮食总产量", "the output of grain"),
        ("城镇新增就业人数", "the number of new urban jobs"),
        ("农村居民人均可支配收入", "rural per capita disposable income"),
        ("城乡居民人均可支配收入", "urban and rural per capita disposable income"),
        ("区级一般公共预算收入", "district-level government revenue"),
        ("城镇登记失业率", "the urban registered unemployment rate"),
        ("森林覆盖率（陆域）", "forest coverage"),
        ("森林覆蓋率", "forest coverage"),
        ("单位国内生产总值能耗", "energy use per unit of GDP"),
    ],
)
def test_an_indicator_is_called_in_english_with_what_qualifies_it(name: str, english: str):
    known = indicator_of(name)
    assert known is not None
    assert known[1] == english


@pytest.mark.parametrize("name", ["取消行政审批事项", "服务业在国内生产总值中的比重", "人均国内生产总值增速", "森林"])
def test_what_has_no_english_name_gets_none(name: str):
    assert indicator_of(name) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("优先发展教育事业", "education"),
        ("持续优化营商环境", "the business environment"),
        ("继续改善投资环境", None),
        ("国民经济持续快速健康发展", None),
        ("提升科技创新能力", "science and innovation"),
        ("坚持创新和加强社会治理", "community governance"),
        ("强化住房保障和市场调控", "housing"),
        ("着力发展实体经济", "industry"),
    ],
)
def test_a_heading_names_a_field_of_work_or_none(heading: str, field: str | None):
    found = field_of(heading)
    assert (found and found.english) == field


def test_no_theme_stands_twice():
    names = [theme.english for theme in (*INDICATORS, *FIELDS)]
    assert len(set(names)) == len(names)
