"""The Report tab: the outline, the whole text with its numbers, and finding in it.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` among the annotations at run time.
"""

from typing import TYPE_CHECKING

from qa.engine import ReportQA
from ui.panel import PLAIN, QUIET, Changes, script, static_text, telling
from ui.report_find import FindExact, Found, Way, find_near, form_html, found_html
from ui.report_outline import outline_html, outline_of
from ui.report_text import text_html, units_of
from ui.report_words import report_words
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr


class ReportPanel:
    """The text is drawn once, when the page is made; a search changes only what is said of it and marked in it."""

    def __init__(self, engine: ReportQA) -> None:
        """Lay the tab out over the engine's report."""
        import gradio as gr

        self._engine = engine
        self._outline_nodes = outline_of(engine.report)
        self._find_exact = FindExact(units_of(engine.report))
        self._found = gr.State(Found())
        with gr.Column(elem_id="report"):
            with gr.Row(elem_id="report-bar"):
                field = script("connection.js", "latest.js", "send.js", "report_find.js")
                self._form = gr.HTML(js_on_load=field, elem_id="report-find", **PLAIN)
                self._hits = gr.HTML(js_on_load=static_text("report_found.js"), elem_id="report-found", **PLAIN)
            with gr.Row(elem_id="report-body"):
                tree = script("fold.js", "report_outline.js")
                self._outline = gr.HTML(js_on_load=tree, elem_id="report-outline", **PLAIN)
                gr.HTML(text_html(engine.report), js_on_load=None, elem_id="report-text", **PLAIN)

    def wire(self, language: "gr.State") -> None:
        """Bind the searches; a new one takes the place of the one under way."""
        import gradio as gr

        def find(event: gr.EventData, language: Language) -> Changes:
            query = str(event.query)
            return self._show(Found(query, Way.EXACT, runs=self._find_exact(query)), language)

        def find_by_meaning(event: gr.EventData, language: Language) -> Changes:
            return self._show(find_near(self._engine, str(event.query)), language)

        def give_up(event: gr.EventData, language: Language) -> Changes:
            return self._show(Found(error="", busy=bool(event.busy), request_id=str(event.id)), language)

        written = [self._found, self._hits]
        self._form.exact(find, language, written, trigger_mode="always_last", queue=False, **QUIET)
        searched = self._form.meaning(find_by_meaning, language, written, trigger_mode="always_last", **QUIET)
        searched.failure(None, js=telling("unfound"), **QUIET)
        self._form.failed(give_up, language, written, queue=False, **QUIET)
        language.change(self._show, [self._found, language], written, **QUIET)

    def redraw(self, language: Language) -> Changes:
        """Return the words of the tab; what was found is drawn anew when the language changes."""
        words = report_words(language)
        return {
            self._form: form_html(words),
            self._outline: outline_html(self._outline_nodes, words.outline),
        }

    def _show(self, found: Found, language: Language) -> Changes:
        return {self._found: found, self._hits: found_html(self._engine.report, found, report_words(language))}
