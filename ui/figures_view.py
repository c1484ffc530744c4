"""Which figures the Figures tab shows, and in which order: a visitor's view of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.asking.question import LONGEST_QUESTION
from ui.folded import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.figures.figure import Figure

EVERY = "every"
"""The choice of every year, or of every kind."""

UNTOLD = "untold"
"""The choice of figures whose year the report does not tell."""


class Column(StrEnum):
    """A column of the table; `place` is where the figure stands in the report."""

    INDICATOR = "indicator"
    VALUE = "value"
    UNIT = "unit"
    YEAR = "year"
    KIND = "kind"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class View:
    """What is chosen; `year` is a year in figures, EVERY or UNTOLD, `kind` a FigureKind's value or EVERY."""

    search: str = ""
    year: str = EVERY
    kind: str = EVERY
    sort: Column = Column.PLACE
    descending: bool = False

    def sorted_by(self, column: Column) -> View:
        """Return the view sorted by a column: rising at first, falling if it rises already."""
        return replace(self, sort=column, descending=self.sort is column and not self.descending)


def year_choice(figure: Figure) -> str:
    """Return the choice of year that a figure belongs to."""
    return UNTOLD if figure.year is None else str(figure.year)


def chosen(figures: Sequence[Figure], view: View) -> list[Figure]:
    """Return the figures of a view, in its order; equal ones stay in the report's.

    The search finds figures whose indicator, wording, unit or address holds it, however it is spaced and written.
    """
    wanted, _ = folded(view.search[:LONGEST_QUESTION])
    found = [
        figure
        for figure in figures
        if view.year in (EVERY, year_choice(figure))
        and view.kind in (EVERY, figure.kind)
        and wanted in folded(f"{figure.indicator}\0{figure.text}\0{figure.unit}\0{figure.address}")[0]
    ]
    known = [figure for figure in found if _is_known(figure, view.sort)]
    unknown = [figure for figure in found if not _is_known(figure, view.sort)]
    return sorted(known, key=_KEYS[view.sort], reverse=view.descending) + unknown


def _is_known(figure: Figure, column: Column) -> bool:
    """Tell whether a figure has what a column is sorted by; those that do not come last both ways."""
    unknown = {
        Column.INDICATOR: not figure.indicator,
        Column.VALUE: figure.value is None,
        Column.UNIT: not figure.unit,
        Column.YEAR: figure.year is None,
    }
    return not unknown.get(column, False)


def _alphabetical(text: str) -> bytes:
    """Return a key that sorts Chinese by its pronunciation: GB 2312 lists its 3,755 common characters so."""
    return text.encode("gb18030", "replace")


_KEYS: dict[Column, Callable[[Figure], Any]] = {
    Column.INDICATOR: lambda figure: _alphabetical(figure.indicator),
    Column.VALUE: lambda figure: figure.value or Decimal(0),
    Column.UNIT: lambda figure: _alphabetical(figure.unit),
    Column.YEAR: lambda figure: figure.year or 0,
    Column.KIND: lambda figure: figure.kind,
    Column.PLACE: lambda figure: figure.start,
}
