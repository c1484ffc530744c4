"""Tables of figures: as text for the terminal, as JSON to keep, as Markdown for the documents."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qa.evaluation.intervals import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Cell = str | float | Estimate | None
"""A name, a figure, a mean with its interval, or nothing."""

OURS = "report-qa"
"""How the names of our own rows begin: they are set bold."""

_DIGITS = 6
"""Significant digits of a figure in JSON: more than any table shows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A head, and the form that its figures are shown in (as in a format string)."""

    head: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures under a title; the first column names the rows. `note` is what must be known to read it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def as_text(self) -> str:
        """Return the table for a terminal, its columns as wide as what they hold."""
        shown = [[column.head for column in self.columns], *self._shown()]
        widths = [max(len(row[place]) for row in shown) for place in range(len(self.columns))]
        lines = [self.title, *("  ".join(_aligned(row, widths)).rstrip() for row in shown)]
        return "\n".join([*lines, self.note] if self.note else lines)

    def as_markdown(self) -> str:
        """Return the table as Markdown, ours in bold, under its title and over its note."""
        heads = [column.head for column in self.columns]
        rows = [[f"**{cell}**" if cell else "" for cell in row] if row[0].startswith(OURS) else row
                for row in self._shown()]  # fmt: skip
        lines = [_line(row) for row in (heads, ["---"] * len(heads), *rows)]
        return "\n".join([f"{self.title}:", "", *lines, *(["", self.note] if self.note else [])])

    def column(self, head: str) -> list[Cell]:
        """Return the cells of a column. Raises StopIteration where there is none of this name."""
        place = next(place for place, column in enumerate(self.columns) if column.head == head)
        return [row[place] for row in self.rows]

    def as_json(self) -> dict[str, Any]:
        """Return the table in JSON types only, its figures unrounded as far as anyone will want."""
        rows = [[_kept(cell) for cell in row] for row in self.rows]
        return {"title": self.title, "columns": [asdict(c) for c in self.columns], "rows": rows, "note": self.note}

    def _shown(self) -> list[list[str]]:
        return [[_shown(cell, column.form) for cell, column in zip(row, self.columns, strict=True)]
                for row in self.rows]  # fmt: skip


def table_of(row: Mapping[str, Any]) -> Table:
    """Return the table that `as_json` made an object of."""
    return Table(
        title=row["title"],
        columns=tuple(Column(**column) for column in row["columns"]),
        rows=tuple(
            tuple(Estimate(**cell) if isinstance(cell, dict) else cell for cell in each) for each in row["rows"]
        ),
        note=row["note"],
    )


def _aligned(row: Iterable[str], widths: Iterable[int]) -> list[str]:
    return [
        f"{cell:<{width}}" if not place else f"{cell:>{width}}"
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(cell: Cell, form: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Estimate):
        if cell.low is None or cell.high is None:
            return f"{cell.value:{form}}"
        return f"{cell.value:{form}} ({cell.low:{form}} to {cell.high:{form}})"
    return cell if isinstance(cell, str) else f"{cell:{form}}"


def _kept(cell: Cell) -> object:
    if isinstance(cell, Estimate):
        return {name: _rounded(value) for name, value in asdict(cell).items()}
    return _rounded(cell)


def _rounded(value: object) -> object:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
