"""The plots of the documents, each made of one table of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from benchmarks.result_files import RESULTS, read_result
from benchmarks.tables import OURS, Table
from qa.evaluation.intervals import Estimate
from qa.evaluation.markup import child
from qa.evaluation.plots import LABELS, LINE, RIGHT, new_svg, point_plot, standalone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


FIGURE = 45.0
"""Width that a figure behind the longest bar needs."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot's title, its file below `docs/`, and what draws it of the first table of its result."""

    title: str
    file: str
    draw: Callable[[Element, str, Table], None]


def drawn(name: str, folder: Path = RESULTS) -> str:
    """Return the plot of a result as the text of an SVG file."""
    plot, holder = PLOTS[name], Element("div")
    plot.draw(holder, plot.title, read_result(name, folder).tables[0])
    return standalone(holder)


def answers_plot(parent: Element, title: str, table: Table) -> None:
    """Draw a share for each set and contestant, of a peer's ways of answering the better one on that set."""
    rows: list[tuple[str, Estimate | None]] = []
    for place, column in enumerate(table.columns):
        shares = [(str(row[0]), cell) for row in table.rows if isinstance(cell := row[place], Estimate)]
        if len(shares) < len(table.rows):
            continue
        best: dict[str, Estimate] = {}
        for name, cell in shares:
            maker = name.partition(",")[0]
            best[maker] = max(cell, best.get(maker, cell), key=lambda estimate: estimate.value)
        rows += [(column.head, None), *best.items()]
    point_plot(parent, title, rows)


def seconds_plot(parent: Element, title: str, table: Table) -> None:
    """Draw the seconds of each row as a bar, the figure behind it."""
    named = [
        (str(row[0]), float(str(seconds))) for row, seconds in zip(table.rows, table.column("seconds"), strict=True)
    ]
    scale = (RIGHT - LABELS - FIGURE) / max(seconds for _, seconds in named)
    svg = new_svg(parent, title, LINE * len(named) + 4)
    for number, (name, seconds) in enumerate(named):
        middle = LINE * number + LINE / 2 + 2
        end = LABELS + scale * seconds
        child(svg, "text", name, x=0, y=middle + 4)
        look = "c0" if name.startswith(OURS) else "c1"
        child(svg, "line", class_=look, stroke_width=9, x1=LABELS, x2=end, y1=middle, y2=middle)
        child(svg, "text", f"{seconds:.2f} s", x=end + 6, y=middle + 4)


PLOTS = {
    "peers_answers": Plot("Right answers, and refusals where there is none", "images/peers_answers.svg", answers_plot),
    "cold_start": Plot("Question to answer in a fresh process", "images/cold_start.svg", seconds_plot),
}
"""By the name of the result that each is made of."""
