from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.parse import parse_report
from corpus.passages import split_passages
from qa.asking.places import places_asked, tells_of

DISTRICT = "2021年甲海市乙湖区政府工作报告"
STATE = "2021年中华人民共和国国务院政府工作报告"


@pytest.mark.parametrize(
    ("question", "title", "wanted"),
    [
        ("丙泾镇常住人口是多少？", DISTRICT, [{"丙泾"}]),
        ("丁澤鎮和戊塘镇合并了吗？", DISTRICT, [{"丁泽"}, {"戊塘"}]),
        ("Wie viele Einwohner hat Bingxin (丙新街道)?", DISTRICT, [{"丙新"}]),
        ("2020年全市的PM2.5平均浓度是多少？", DISTRICT, [{"全市", "本市", "甲海"}]),
        ("全国的粮食产量是多少？", DISTRICT, [{"全国", "我国", "中国"}]),
    ],
)
def test_a_town_inside_and_a_region_above_the_reports_own_are_places_of_their_own(
    question: str, title: str, wanted: list[set[str]]
):
    assert [set(place) for place in places_asked(question, title)] == wanted


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("2020年地区生产总值是多少？", DISTRICT),
        ("乙湖区常住人口是多少？", DISTRICT),
        ("建设了几个特色小镇？", DISTRICT),
        ("新型城镇化怎么推进？", DISTRICT),
        ("各街道做了什么？", DISTRICT),
        ("哪几个镇开展了试点？", DISTRICT),
        ("全区新增多少就业岗位？", DISTRICT),
        ("全市财政收入是多少？", "2021年甲海市政府工作报告"),
        ("全国粮食产量是多少？", STATE),
        ("多少贫困县摘帽？", STATE),
        ("县级以上医院有多少？", STATE),
    ],
)
def test_other_questions_are_about_the_reports_own_place(question: str, title: str):
    assert places_asked(question, title) == ()


def test_a_passage_tells_of_a_place_that_it_or_a_heading_names():
    source = f"{DISTRICT}\n\n一、2020年工作回顾\n\n推进丙泾镇改造。全区人口增长。\n\n全市第一的医院开工。\n"
    inside, above = [p for p in split_passages(parse_report(source, "x")) if p.text[:2] in ("推进", "全市")]
    assert tells_of(inside, places_asked("丙泾镇的改造", DISTRICT))
    assert not tells_of(above, places_asked("丙泾镇的改造", DISTRICT))
    assert tells_of(above, places_asked("全市的医院", DISTRICT))
    assert not tells_of(inside, places_asked("全市人口", DISTRICT))
    assert tells_of(replace(above, headings=("丙泾",)), places_asked("丙泾镇的医院", DISTRICT))
    assert tells_of(above, ())
