from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from corpus.library import built_in_report
from corpus.parse import parse_report
from corpus.passages import look_up, split_passages
from qa.suggest.overview import Chapter, Part, overview
from tests.conftest import SHORT_REPORT

if TYPE_CHECKING:
    from pathlib import Path

NESTED = """2011年某市政府工作报告

一、2010年工作回顾

过去一年，成绩很大。

（一）工业

新建工厂12家。

（二）农业

粮食丰收。

二、2011年主要任务

（一）工业

新建工厂3家。
"""


def test_parts_and_chapters_tell_where_their_text_begins():
    about = overview(parse_report(NESTED, "city"))
    assert about.parts == (
        Part("一、2010年工作回顾", "P001", (Chapter("（一）工业", "P002"), Chapter("（二）农业", "P003"))),
        Part("二、2011年主要任务", "P004", (Chapter("（一）工业", "P004"),)),
    )


def test_counts_leave_the_title_page_out():
    about = overview(parse_report(SHORT_REPORT, "county"))
    assert (about.title, about.held_on) == ("2021年甲县政府工作报告", date(2021, 2, 3))
    assert (about.paragraphs, about.sentences) == (6, 12)
    assert about.figures == 10
    assert about.as_json()["held_on"] == "2021-02-03"


def test_every_place_of_the_overview_can_be_looked_up():
    report = built_in_report()
    passages, about = split_passages(report), overview(report)
    assert len(about.parts) == 2
    assert [len(part.chapters) for part in about.parts] == [5, 9]
    for part in about.parts:
        for entry in (part, *part.chapters):
            assert entry.title in look_up(report, passages, entry.passage_id).passage.headings


def test_a_report_without_headings_has_no_parts(tmp_path: Path):
    about = overview(parse_report("今天天气很好。\n", "prose"))
    assert (about.parts, about.held_on, about.as_json()["held_on"]) == ((), None, None)
