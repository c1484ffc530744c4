from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from corpus.library import read_report
from corpus.parse import parse_report
from ui.examples import MOST_EXAMPLES, example_questions
from ui.words import Language

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import ReportQA

OTHER = """2011年某市政府工作报告

——2011年2月1日在某市第三届人民代表大会上

一、2010年工作回顾

全市国内生产总值达到800亿元，比上年增长9%。

（一）教育事业稳步发展

新建学校12所。

二、2011年主要任务

国内生产总值增长10%。

（一）科技创新加快推进

新建实验室3个。
"""


def test_examples_of_the_built_in_report_cover_both_years_and_start_with_figures(engine: ReportQA):
    examples = example_questions(engine.report)
    assert examples[0].chinese == "2017年地区生产总值是多少？"
    assert examples[0].english == "What was GDP in 2017?"
    assert len(set(examples)) == MOST_EXAMPLES
    years = [re.search(r"20\d\d", example.english) for example in examples]
    assert {year[0] for year in years if year} == {"2017", "2018"}


def test_another_report_is_asked_about_its_own_years_themes_and_names():
    report = parse_report(OTHER, "other")
    assert report.held_on == date(2011, 2, 1)
    questions = [example.text(Language.CHINESE) for example in example_questions(report)]
    assert questions[0] == "2010年国内生产总值是多少？"
    assert "2010年在教育方面做了哪些工作？" in questions
    assert "2011年在科技创新方面有哪些安排？" in questions
    assert not any("住房" in question for question in questions)


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
