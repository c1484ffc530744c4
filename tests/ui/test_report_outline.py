from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.parse import parse_report
from ui.report_outline import Node, outline_html, outline_of
from ui.report_text import text_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.engine import ReportQA

REPORT = """某校工作报告

一、回顾

开头的话。

（一）教学

抓好课程。开设课程三门，比上年多一门。

（二）后勤。食堂换了灶具。

二、打算

盖一座<楼>。
"""


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def test_the_outline_holds_headings_and_the_topics_under_them():
    top = outline_of(parse_report(REPORT, "school"))
    assert [node.title for node in top] == ["一、回顾", "二、打算"]
    assert [node.title for node in top[0].children] == ["（一）教学", "（二）后勤"]
    assert [node.title for node in top[0].children[0].children] == ["抓好课程"]
    assert top[1].children == ()


def test_every_place_of_the_outline_is_on_the_page(engine: ReportQA):
    drawn = text_html(engine.report)
    anchors = [node.anchor for node in walk(outline_of(engine.report))]
    assert len(anchors) == len(set(anchors)) > len(engine.report.headings)
    assert [anchor for anchor in anchors if drawn.count(f'id="{anchor}"') != 1] == []


def test_the_tab_key_enters_the_tree_at_one_item_and_parts_are_open(engine: ReportQA):
    drawn = outline_html(outline_of(engine.report), "目录")
    assert drawn.count('tabindex="0"') == 1
    expanded = re.findall(r'aria-label="([^"]+)" aria-expanded="true"', drawn)
    assert expanded == ["一、2017年工作回顾", "二、2018年主要任务"]


def test_a_report_without_headings_has_no_outline():
    assert outline_html(outline_of(parse_report("今天天气很好。\n", "prose")), "目录") == ""


def test_a_heading_is_text():
    nodes = (Node("report-h1", '<img src=x onerror="alert(1)">'),)
    drawn = outline_html(nodes, "目录")
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in drawn
