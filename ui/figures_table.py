"""The figures of a report as a table, with what it takes to filter, sort and take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.figures import FigureKind
from ui.figures_view import EVERY, UNTOLD, Column, View, chosen, year_choice
from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.figures import Figure
    from corpus.report import Report
    from ui.figures_words import FiguresWords

AROUND = 18
"""Characters of the sentence shown on either side of a figure: enough to recognise it, on one or two lines."""


def controls_html(figures: Sequence[Figure], words: FiguresWords) -> Html:
    """Draw the search, the choices and the downloads; `ui/static/figures.js` tells Python what is chosen."""
    if not figures:
        return element("p", words.no_figures, class_="note")
    years = sorted({year_choice(figure) for figure in figures} - {UNTOLD})
    untold = [(UNTOLD, words.untold_year)] if any(figure.year is None for figure in figures) else []
    kinds = [(kind.value, words.kinds[kind]) for kind in FigureKind if any(each.kind is kind for each in figures)]
    search = element(
        "input", type="search", name="search", aria_label=words.search, placeholder=words.search, autocomplete="off"
    )
    form = element(
        "form",
        search,
        _choice_html("year", words.year, [(EVERY, words.every_year), *((year, year) for year in years), *untold]),
        _choice_html("kind", words.kind, [(EVERY, words.every_kind), *kinds]),
        element("button", words.csv, type="button", class_="download", data_format="csv"),
        element("button", words.excel, type="button", class_="download", data_format="xlsx"),
        role="search",
        aria_label=words.table,
    )
    return element("div", element("p", words.hint, class_="note"), form)


def _choice_html(name: str, label: str, options: Iterable[tuple[str, str]]) -> Html:
    return element(
        "select", *(element("option", text, value=value) for value, text in options), name=name, aria_label=label
    )


def table_html(report: Report, figures: Sequence[Figure], view: View, words: FiguresWords) -> Html:
    """Draw the figures of a view; a click on a column's name sorts by it."""
    shown = chosen(figures, view)
    sentences = {s.sentence_id: (s.start, s.end) for paragraph in report.paragraphs for s in paragraph.sentences}
    count = words.shown.format(shown=len(shown), count=len(figures)) if figures else ""
    rows = [_row_html(report, figure, sentences[figure.sentence_id], words) for figure in shown]
    table = element(
        "table",
        element("caption", words.table, class_="unseen"),
        element("thead", element("tr", *(_head_html(column, view, words) for column in Column))),
        element("tbody", *rows),
    )
    nothing = element("p", words.nothing, class_="note") if figures else fragment()
    return element("div", element("p", count, role="status", class_="note"), table if rows else nothing)


def _head_html(column: Column, view: View, words: FiguresWords) -> Html:
    """Draw a column's name as the button that sorts by it, with an arrow the way it is sorted."""
    here = view.sort is column
    arrow = element("span", ("↓" if view.descending else "↑") if here else "↕", aria_hidden="true")
    return element(
        "th",
        element("button", words.columns[column], arrow, type="button", data_column=column),
        scope="col",
        aria_sort=("descending" if view.descending else "ascending") if here else None,
        class_=column,
    )


def _row_html(report: Report, figure: Figure, sentence: tuple[int, int], words: FiguresWords) -> Html:
    return element(
        "tr",
        element("th", figure.indicator or "–", scope="row", lang="zh-CN", class_=Column.INDICATOR),
        element("td", *_value(figure, words), class_=Column.VALUE, data_label=words.columns[Column.VALUE]),
        element("td", figure.unit or "–", class_=Column.UNIT, lang="zh-CN", data_label=words.columns[Column.UNIT]),
        element("td", str(figure.year or "–"), class_=Column.YEAR, data_label=words.columns[Column.YEAR]),
        element("td", element("span", words.kinds[figure.kind], class_=f"chip-{figure.kind}"), class_=Column.KIND),
        element("td", *_place(report, figure, sentence), class_=Column.PLACE),
    )


def _value(figure: Figure, words: FiguresWords) -> list[Html]:
    """Return a figure as written, with what it says of the indicator before it and how it is bounded behind."""
    before, behind = words.quantities[figure.quantity], words.bounds[figure.bound] if figure.bound else ""
    parts = [
        element("span", before, class_="quantity") if before else None,
        element("strong", figure.text, lang="zh-CN"),
        element("span", behind, class_="bound") if behind else None,
    ]
    return [part for part in parts if part]


def _place(report: Report, figure: Figure, sentence: tuple[int, int]) -> list[Html]:
    """Return the link to a figure's sentence, and the words around the figure, itself marked."""
    start, end = max(sentence[0], figure.start - AROUND), min(sentence[1], figure.end + AROUND)
    before, behind = "…" if start > sentence[0] else "", "…" if end < sentence[1] else ""
    return [
        element("a", figure.sentence_id, href=f"?passage={figure.sentence_id}", title=figure.address),
        element(
            "q",
            before + report.quote(start, figure.start),
            element("mark", report.quote(figure.start, figure.end)),
            report.quote(figure.end, end) + behind,
            lang="zh-CN",
        ),
    ]
