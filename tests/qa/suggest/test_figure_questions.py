from __future__ import annotations

import pytest

from corpus.figures import figures_of
from corpus.library import built_in_report
from corpus.parse import parse_report
from qa.suggest.figures import questions_on

REPORT = "2021年甲县政府工作报告\n\n一、2020年工作回顾\n\n{results}\n\n二、2021年主要任务\n\n{tasks}\n"


def asked(results: str = "工作很多。", tasks: str = "任务很多。") -> list[tuple[str, str, str]]:
    """Return the questions on what a small report says, with the figures that answer them."""
    report = parse_report(REPORT.format(results=results, tasks=tasks), "county")
    questions = questions_on(figures_of(report))
    return [(figure.text, wording.chinese, wording.english) for figure, wording in questions]


@pytest.mark.parametrize(
    ("sentence", "figure", "chinese", "english"),
    [
        ("全县生产总值达到120.5亿元。", "120.5亿元", "2020年全县生产总值是多少？", "What was GDP in 2020?"),
        (
            "粮食产量增长4.2%。",
            "4.2%",
            "2020年粮食产量增长了多少？",
            "By how much did the output of grain grow in 2020?",
        ),
        (
            "单位生产总值能耗下降3%。",
            "3%",
            "2020年单位生产总值能耗下降了多少？",
            "By how much did energy use per unit of GDP fall in 2020?",
        ),
        (
            "取消20项行政审批事项。",
            "20项",
            "2020年取消了多少项行政审批事项？",
            "What figure does the report give for “取消…行政审批事项” in 2020?",
        ),
        (
            "拆除违法建筑1349.2万平方米。",
            "1349.2万平方米",
            "2020年拆除违法建筑多少平方米？",
            "What figure does the report give for “拆除违法建筑” in 2020?",
        ),
        (
            "农村危房改造432户。",
            "432户",
            "2020年农村危房改造多少户？",
            "What figure does the report give for “农村危房改造” in 2020?",
        ),
    ],
)
def test_a_result_is_asked_for_as_people_would(sentence: str, figure: str, chinese: str, english: str):
    assert asked(results=sentence) == [(figure, chinese, english)]


@pytest.mark.parametrize(
    ("sentence", "chinese", "english"),
    [
        ("生产总值增长7%以上。", "2021年生产总值的增长目标是多少？", "What is the growth target for GDP in 2021?"),
        ("森林覆盖率达到16.6%。", "2021年森林覆盖率的目标是多少？", "What is the target for forest coverage in 2021?"),
        (
            "新增租赁住房9000套。",
            "2021年计划新增租赁住房多少套？",
            "What is the target for the number of new rental homes in 2021?",
        ),
    ],
)
def test_a_target_is_asked_for_as_one(sentence: str, chinese: str, english: str):
    assert [(zh, en) for _, zh, en in asked(tasks=sentence)] == [(chinese, english)]


@pytest.mark.parametrize("sentence", ["共有3个。", "其中31个项目启动。", "这是第3次大会。", "面积277.1公顷。"])
def test_what_names_nothing_by_itself_is_not_asked_for(sentence: str):
    assert asked(results=sentence) == []


def test_two_figures_that_one_question_would_mean_are_not_asked_for():
    assert asked(results="新孵化企业253家。去年还新孵化企业974家。") == []


def test_every_question_on_the_built_in_report_is_about_one_figure_and_in_its_words():
    report = built_in_report()
    questions = list(questions_on(figures_of(report)))
    assert len(questions) > 50
    assert len({wording.chinese for _, wording in questions}) == len(questions)
    for figure, wording in questions:
        assert all(part in wording.chinese for part in figure.indicator.split("…"))
        assert str(figure.year or "") in wording.chinese
        assert str(figure.year or "") in wording.english
