"""The panel beside the tabs: an open place of the report, else the report's contents.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` among the annotations at run time.
"""

from functools import cache
from typing import TYPE_CHECKING

from qa.engine import ReportQA
from qa.suggest.overview import overview
from ui.contents import contents_html
from ui.conversation import Conversation
from ui.evidence import Place, evidence_html
from ui.panel import PLAIN, QUIET, Changes, script
from ui.side_words import side_words
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr


class SidePanel:
    """Opens places for every tab; which one is open is in `place`, None for the contents. `show` writes `shown`."""

    def __init__(self, engine: ReportQA) -> None:
        """Make the one component."""
        import gradio as gr

        self._engine = engine
        about = overview(engine.report)
        self._contents = cache(lambda language: contents_html(side_words(language), about))  # one text for all visitors
        self.place = gr.State(None)
        self._body = gr.HTML(js_on_load=script("connection.js", "latest.js", "side.js"), elem_id="evidence", **PLAIN)
        self.shown = [self.place, self._body]

    def wire(self, conversation: "gr.State", language: "gr.State") -> None:
        """Bind opening and closing; of clicks in quick succession the last one counts."""
        import gradio as gr

        def open_place(event: gr.EventData, conversation: Conversation, language: Language) -> Changes:
            return self.show(Place(str(event.reference), event.turn, event.citation), conversation, language)

        quick = {"queue": False, "trigger_mode": "always_last"}
        self._body.passage(open_place, [conversation, language], self.shown, **quick, **QUIET)
        self._body.contents(self._close, language, self.shown, **quick, **QUIET)

    def show(self, place: Place | None, conversation: Conversation, language: Language) -> Changes:
        """Return the panel with a place open, or with the contents."""
        if place is None:
            return {self.place: None, self._body: self._contents(language)}
        answer = conversation.answer_of(place.turn)
        return {self.place: place, self._body: evidence_html(self._engine, side_words(language), place, answer)}

    def _close(self, language: Language) -> Changes:
        return self.show(None, Conversation(), language)
