from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook  # noqa: TID253

from corpus.figures import figures_of
from corpus.parse import parse_report
from corpus.text import squeeze
from qa.tables import COLUMNS, figure_as_json, figures_as_csv, figures_as_excel
from tests.conftest import SHORT_REPORT

REPORT = parse_report(SHORT_REPORT, "county")
FIGURES = figures_of(REPORT)


def test_every_figure_stands_in_the_source_where_it_says():
    assert FIGURES
    assert all(squeeze(REPORT.source[figure.start : figure.end]) == figure.text for figure in FIGURES)


def test_results_of_the_year_before_and_targets_of_the_year_are_told_apart():
    found = {(figure.indicator, figure.text): (figure.year, str(figure.kind)) for figure in FIGURES}
    assert next(told for (_, text), told in found.items() if text == "412户") == (2020, "result")
    assert next(told for (_, text), told in found.items() if text == "5000人") == (2021, "target")


def test_csv_opens_in_excel_and_reads_back():
    made = figures_as_csv(FIGURES)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row[COLUMNS.index("text")] for row in rows[1:]] == [figure.text for figure in FIGURES]


def test_excel_holds_numbers_as_numbers_and_text_as_text():
    figure = replace(FIGURES[0], indicator='=HYPERLINK("http://x")', value=Decimal("1.5E+3"))
    sheet = load_workbook(io.BytesIO(figures_as_excel([figure])))["figures"]
    assert sheet.auto_filter.ref == sheet.dimensions
    rows = list(sheet.iter_rows())
    assert tuple(cell.value for cell in rows[0]) == COLUMNS
    named = dict(zip(COLUMNS, rows[1], strict=True))
    assert named["indicator"].data_type == "s"
    assert named["indicator"].value == '=HYPERLINK("http://x")'
    assert named["value"].value == 1500


@pytest.mark.parametrize("indicator", ["=1+1", "+cmd", "-x", "@sum"])
def test_no_cell_of_a_csv_is_a_formula(indicator: str):
    text = figures_as_csv([replace(FIGURES[0], indicator=indicator)]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][0] == f"'{indicator}"


def test_json_tells_decimal_numbers_in_full():
    told = figure_as_json(replace(FIGURES[0], value=Decimal("1.009E+11"), upper=None))
    assert told["value"] == "100900000000"
    assert told["upper"] is None
