from __future__ import annotations

import pytest

from corpus.halves import Half
from corpus.library import built_in_report
from corpus.parse import parse_report
from qa.suggest.headings import headings_of, name_of

REPORT = """2021年甲县政府工作报告

一、2020年工作回顾

（一）推进生态创建，努力提升优势

新建公园6座。

二、2021年主要任务

办好民生实事。新建公办幼儿园4所，建成县人民医院新院区。

三、国际形势

世界和平。
"""


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("（一）推进生态创建，努力提升优势", "推进生态创建"),
        ("七、关于我国的外交工作", None),
        ("五、关于外交工作", "外交工作"),
        ("第一，全国动员，大办农业", None),
        ("三要更加重视质量", "更加重视质量"),
        ("做强文化产业。", "做强文化产业"),
        ("在加强基础工业的同时，发展轻工业", None),
        ("毛主席说过", None),
        ("结束语", None),
    ],
)
def test_a_heading_is_named_by_its_first_clause_where_that_says_enough(heading: str, name: str | None):
    assert name_of(heading) == name


def test_headings_and_topics_know_the_year_they_tell_of():
    found = {heading.name: heading for heading in headings_of(parse_report(REPORT, "county"))}
    assert list(found) == ["推进生态创建", "办好民生实事", "国际形势"]
    assert (found["推进生态创建"].standing.half, found["推进生态创建"].standing.year) == (Half.RESULTS, 2020)
    assert found["推进生态创建"].wording.chinese == "2020年推进生态创建，具体做了什么？"
    assert found["推进生态创建"].wording.english == ("What work on the environment (“推进生态创建”) was done in 2020?")
    assert found["办好民生实事"].wording.chinese == "2021年办好民生实事，具体要做什么？"
    assert found["办好民生实事"].wording.english == "What work on “办好民生实事” is planned for 2021?"


def test_how_things_stand_is_asked_about_without_a_year():
    heading = next(each for each in headings_of(parse_report(REPORT, "county")) if each.name == "国际形势")
    assert not heading.tells_a_deed
    assert heading.wording.chinese == "关于“国际形势”，报告怎么说？"


def test_a_heading_stands_over_its_paragraphs():
    report = built_in_report()
    for heading in headings_of(report):
        for row in heading.rows:
            above = [above.title for above in report.paragraphs[row].headings] + [report.paragraphs[row].topic or ""]
            assert any(heading.name in title for title in above)
