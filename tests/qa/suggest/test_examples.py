from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from corpus.library import built_in_report, read_report
from corpus.parse import parse_report
from qa.answer import Status
from qa.suggest.examples import MOST_EXAMPLES, example_questions

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import ReportQA

OTHER = """2011年某市政府工作报告

——2011年2月1日在某市第三届人民代表大会上

一、2010年工作回顾

全市国内生产总值达到800亿元，比上年增长9%。

（一）推动教育事业发展

新建学校12所。

二、2011年主要任务

国内生产总值增长10%。

（一）提升科技创新能力

新建实验室3个。
"""


def test_examples_cover_both_years_and_several_themes_and_start_with_figures():
    examples = example_questions(built_in_report())
    assert examples[0].chinese == "2017年地区生产总值是多少？"
    assert examples[0].english == "What was GDP in 2017?"
    assert len(set(examples)) == MOST_EXAMPLES == 8
    years = [re.search(r"20\d\d", example.chinese) for example in examples]
    assert {year[0] for year in years if year} == {"2017", "2018"}
    assert sum("多少" in example.chinese for example in examples) == 5


def test_every_example_of_the_built_in_report_is_answered_in_chinese(engine: ReportQA):
    asked = [engine.ask(example.chinese) for example in example_questions(engine.report)]
    assert [answer.question for answer in asked if answer.status is not Status.ANSWERED] == []


def test_another_report_is_asked_about_its_own_years_themes_and_names():
    report = parse_report(OTHER, "other")
    assert report.held_on == date(2011, 2, 1)
    assert [(example.chinese, example.english) for example in example_questions(report)] == [
        ("2010年全市国内生产总值是多少？", "What was GDP in 2010?"),
        (
            "2011年提升科技创新能力，具体要做什么？",
            "What work on science and innovation (“提升科技创新能力”) is planned for 2011?",
        ),
        (
            "2010年推动教育事业发展，具体做了什么？",
            "What work on education (“推动教育事业发展”) was done in 2010?",
        ),
    ]


def test_a_report_without_known_themes_is_asked_about_its_own_headings():
    text = "某校工作总结\n\n一、图书馆建设情况\n\n新购图书五百册。\n\n二、食堂管理情况\n\n更换灶具三台。\n"
    examples = example_questions(parse_report(text, "school"))
    assert [example.chinese for example in examples] == [
        "关于“图书馆建设情况”，报告怎么说？",
        "关于“食堂管理情况”，报告怎么说？",
    ]
    assert examples[0].english == "What does the report say about “图书馆建设情况”?"


def test_a_report_of_plain_prose_offers_no_questions(tmp_path: Path):
    path = tmp_path / "prose.txt"
    path.write_text("今天天气很好。\n", encoding="utf-8")
    assert example_questions(read_report(path)) == ()


def test_a_question_is_told_in_the_script_of_its_language():
    example = example_questions(built_in_report())[0]
    assert example.text("zh-CN") == example.text("zh") == example.chinese
    assert example.text("zh-Hant") == "2017年地區生產總值是多少？"
    assert example.text("de") == example.text("en") == example.english
