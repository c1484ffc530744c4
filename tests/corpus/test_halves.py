"""Which half of a report a paragraph stands in."""

from __future__ import annotations

import pytest

from corpus.halves import Half, Standing, standing_of
from corpus.parse import parse_report

REPORT = """2021年甲县政府工作报告

——2021年2月3日在甲县第三届人民代表大会第一次会议上

{heading}

各项事业稳步发展。
"""


@pytest.mark.parametrize(
    ("heading", "half", "year"),
    [
        ("一、2020年工作回顾", Half.RESULTS, 2020),
        ("一、去年工作回顾", Half.RESULTS, 2020),
        ("一、过去五年工作回顾", Half.RESULTS, None),
        ("一、2021年主要任务", Half.TASKS, 2021),
        ("一、今年工作部署", Half.TASKS, 2021),
        ("一、关于外交工作", None, None),
    ],
)
def test_headings_tell_the_half_and_the_year(heading: str, half: Half | None, year: int | None):
    report = parse_report(REPORT.format(heading=heading), "county")
    assert standing_of(report.paragraphs[-1], 2021) == Standing(half, year)
