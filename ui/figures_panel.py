"""The Figures tab: every figure of the report in a table, what can be compared as charts, all to take along.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` among the annotations at run time.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.figures import Figure, figures_of
from qa.engine import ReportQA
from qa.tables import figures_as_csv, figures_as_excel
from ui.figures_chart import charts_html
from ui.figures_table import controls_html, table_html
from ui.figures_view import Column, View, chosen
from ui.figures_words import figures_words
from ui.markup import Html, element
from ui.panel import PLAIN, QUIET, Changes, script, static_text
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr


class Form(StrEnum):
    """The forms in which figures can be taken along."""

    CSV = "csv"
    EXCEL = "xlsx"


_TYPES = {Form.CSV: "text/csv", Form.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def file_html(form: Form, figures: Sequence[Figure], request: int) -> Html:
    """Return the figures as a file that the browser saves; its bytes in base64.

    `request` counts the visitor's downloads: what is asked for twice must differ, or the browser sees no change.
    """
    made = figures_as_csv(figures) if form is Form.CSV else figures_as_excel(figures)
    content = {"value": b64encode(made).decode(), "data_name": f"figures.{form}", "data_type": _TYPES[form]}
    return element("data", hidden=True, data_request=request, **content)


class FiguresPanel:
    """Reads the figures and draws the tab when it is first opened; the visitor's view of them is a `gr.State`."""

    def __init__(self, engine: ReportQA) -> None:
        """Lay the tab out; its script tells when it is there."""
        import gradio as gr

        self._engine = engine
        self._view = gr.State(None)
        with gr.Column(elem_id="figures"):
            self._charts = gr.HTML(js_on_load=static_text("fold.js"), elem_id="figures-charts", **PLAIN)
            choices, heads = (
                script("connection.js", "latest.js", "send.js", name) for name in ("figures.js", "figures_table.js")
            )
            self._controls = gr.HTML(js_on_load=choices, elem_id="figures-controls", **PLAIN)
            self._table = gr.HTML(js_on_load=heads, elem_id="figures-table", **PLAIN)
            self._file = gr.HTML(js_on_load=script("save.js", "figures_file.js"), elem_id="figures-file", **PLAIN)

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return figures_of(self._engine.report)

    def wire(self, language: "gr.State") -> None:
        """Bind what a visitor does to the view; the latest choice wins."""
        import gradio as gr

        def open_tab(language: Language) -> Changes:
            return self._show(View(), language) | self._furnish(language)

        def choose(event: gr.EventData, view: View, language: Language) -> Changes:
            wanted = replace(view, search=str(event.search), year=str(event.year), kind=str(event.kind))
            return self._show(wanted, language)

        def sort(event: gr.EventData, view: View, language: Language) -> Changes:
            return self._show(view.sorted_by(Column(event.column)), language)

        def download(event: gr.EventData, view: View) -> Changes:
            shown = chosen(self._figures, view or View())
            return {self._file: file_html(Form(event.format), shown, int(event.request))}

        def translate(view: View | None, language: Language) -> Changes:
            if view is None:
                return {self._view: None}
            return self._show(view, language) | self._furnish(language)

        state, drawn = [self._view, language], [self._view, self._table]
        everything = [*drawn, self._controls, self._charts]
        self._controls.opened(open_tab, language, everything, **QUIET)
        self._controls.chosen(choose, state, drawn, trigger_mode="always_last", queue=False, **QUIET)
        self._controls.download(download, self._view, self._file, **QUIET)
        self._table.sorted(sort, state, drawn, trigger_mode="always_last", queue=False, **QUIET)
        language.change(translate, state, everything, **QUIET)

    def redraw(self, language: Language) -> Changes:
        """Return nothing: the tab is drawn when it is opened, and anew when the language changes."""
        return {}

    def _show(self, view: View, language: Language) -> Changes:
        words = figures_words(language)
        return {self._view: view, self._table: table_html(self._engine.report, self._figures, view, words)}

    def _furnish(self, language: Language) -> Changes:
        """Draw what the view does not change."""
        words = figures_words(language)
        return {self._controls: controls_html(self._figures, words), self._charts: charts_html(self._figures, words)}
