"""Figures to take along: as JSON, as CSV that Excel opens, and as an Excel workbook."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from corpus.text import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from corpus.figures import Figure

COLUMNS = (
    "indicator", "text", "value", "upper", "unit", "bound", "quantity", "kind", "year", "since", "sentence_id",
    "address", "start_char_index", "end_char_index",
)  # fmt: skip
"""The names of a figure's fields, in JSON and as the first row of a table."""

_WIDTHS = {"indicator": 32, "text": 18, "address": 48}
"""Characters that a column of the workbook shows; 12 where it is not named."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""How formulas begin; programs set to Chinese or Japanese take the wide signs for them, too."""


def figure_as_json(figure: Figure) -> dict[str, Any]:
    """Return a figure in JSON types; numbers as strings, because they are decimal."""
    values = (
        figure.indicator, figure.text, _plain(figure.value), _plain(figure.upper), figure.unit,
        str(figure.bound) if figure.bound else None, str(figure.quantity), str(figure.kind), figure.year,
        figure.since, figure.sentence_id, figure.address, figure.start, figure.end,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def figures_as_csv(figures: Iterable[Figure]) -> bytes:
    """Return a table in UTF-8 with a byte order mark, without which Excel reads Chinese wrongly."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(value) for value in row] for row in _rows(figures))
    return text.getvalue().encode("utf-8-sig")


def figures_as_excel(figures: Iterable[Figure]) -> bytes:
    """Return a workbook of one sheet; text stays text, whatever it begins with, values are numbers."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 12)
    sheet.append(COLUMNS)
    numbers = {COLUMNS.index("value"), COLUMNS.index("upper")}
    rows = list(_rows(figures))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    for row in rows:
        cells = []
        for place, value in enumerate(row):
            cell = WriteOnlyCell(sheet, float(value) if place in numbers and value is not None else value)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            cells.append(cell)
        sheet.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _rows(figures: Iterable[Figure]) -> Iterator[list[Any]]:
    """Yield the rows of a table; a workbook cannot hold control characters."""
    for figure in figures:
        yield [inert(value) if isinstance(value, str) else value for value in figure_as_json(figure).values()]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    dangerous = isinstance(value, str) and value.startswith(_FORMULA) and not value[1:].replace(".", "").isdigit()
    return f"'{value}" if dangerous else value
