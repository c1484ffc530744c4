from __future__ import annotations

import gzip
import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.parse import parse_report
from corpus.text import squeeze
from ui.report_text import heading_depths, text_html, units_of

if TYPE_CHECKING:
    from qa.engine import ReportQA

STATE_COUNCIL = Path(__file__).parents[3] / "shared" / "data" / "reports" / "state_council_1954_2025.jsonl.gz"

NESTED = """某校工作报告

一、回顾

（一）教学

1.课程

开设课程三门。

2.教材

（二）后勤。食堂换了灶具。食堂干净。

二、打算

One word.\nTwo words.
"""


def written(html: str) -> str:
    """Return what people read of some HTML, without the paragraphs' numbers in the margin."""
    without_numbers = re.sub(r'<a [^>]*class="paragraph-number">.*?</a>', "", html)
    return unescape(re.sub(r"<[^>]+>", "", without_numbers))


def test_every_character_of_the_report_is_drawn_once_and_in_order(engine: ReportQA):
    source = squeeze(engine.report.source)
    assert squeeze(written(text_html(engine.report))) == source


def test_every_paragraph_shows_its_number_as_its_own_permalink(engine: ReportQA):
    drawn = text_html(engine.report)
    for paragraph in engine.report.paragraphs:
        number = paragraph.paragraph_id
        assert f'<a href="?passage={number}" class="paragraph-number">{number}</a>' in drawn
        assert f'id="report-{number}"' in drawn
        for sentence in paragraph.sentences:
            assert drawn.count(f'data-sentence="{sentence.sentence_id}"') == 1


def test_headings_are_headings_as_deep_as_they_stand():
    drawn = text_html(parse_report(NESTED, "nested"))
    shown = re.findall(r"<(h\d)[^>]*>(?:<span[^>]*>)?([^<]+)", drawn)
    assert shown == [
        ("h2", "一、回顾"),
        ("h3", "（一）教学"),
        ("h4", "1.课程"),
        ("h4", "2.教材"),
        ("h3", "（二）后勤。"),
        ("h2", "二、打算"),
    ]


def test_a_heading_that_opens_a_paragraph_stands_over_the_rest_under_one_number():
    unit = next(unit for unit in units_of(parse_report(NESTED, "nested")) if unit.heading and unit.paragraph)
    assert unit.anchor == "report-P002"
    assert [piece.text for piece in unit.pieces] == ["（二）后勤。", "食堂换了灶具。", "食堂干净。"]


def test_a_heading_over_no_paragraph_stands_as_deep_as_the_last_of_its_level():
    report = parse_report(NESTED, "nested")
    depths = {heading.title: depth for heading, depth in heading_depths(report).items()}
    assert depths["2.教材"] == depths["1.课程"] == 2


def test_a_reports_markup_is_text(hostile_engine: ReportQA):
    drawn = text_html(hostile_engine.report)
    assert "&lt;script&gt;window.hacked = 1&lt;/script&gt;" in drawn
    assert "<script" not in drawn
    assert "<b " not in drawn
    assert "![图](http://example.invalid/x.png)" in written(drawn)


@pytest.mark.parametrize("year", ["1954", "1986", "2007", "2024"])
def test_other_reports_are_drawn_whole(year: str):
    if not STATE_COUNCIL.exists():
        pytest.skip(f"the State Council reports are not at {STATE_COUNCIL}")
    with gzip.open(STATE_COUNCIL, "rt", encoding="utf-8") as lines:
        source = next(report["content"] for report in map(json.loads, lines) if report["year"] == year)
    report = parse_report(source, year)
    assert squeeze(written(text_html(report))) == squeeze(source)
