"""The page's shell: the top, the four tabs and the panel beside them, and what each visitor finds on arrival.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` and `gr.Request` among the handlers'
annotations at run time.
"""

from functools import cache
from typing import Any

from qa.engine import ReportQA
from qa.feedback import FeedbackStore
from ui.chat_panel import ChatPanel
from ui.conversation import Conversation
from ui.evidence import Place
from ui.explain_panel import ExplainPanel
from ui.figures_panel import FiguresPanel
from ui.keeping import Keeping
from ui.masthead import masthead_html
from ui.panel import PLAIN, QUIET, Changes, Panel, script, telling
from ui.record import conversation_of
from ui.report_panel import ReportPanel
from ui.side_panel import SidePanel
from ui.words import Language, preferred_language, words_in


class Page:
    """The components, made inside the `gr.Blocks` that is open; what a visitor does stays in `gr.State`s.

    Only questions write the conversation, only the switch writes the language, only the panel beside the tabs writes
    the open place: events at the same time lose nothing.
    """

    def __init__(self, engine: ReportQA, feedback: FeedbackStore) -> None:
        """Lay the page out, without words: those come with the visitor's language."""
        import gradio as gr

        self._engine = engine
        self._language = gr.State(Language.CHINESE)
        top = script("sent.js", "connection.js", "talks.js", "masthead.js")
        self._masthead = gr.HTML(js_on_load=top, elem_id="masthead", **PLAIN)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="work"), gr.Tabs(elem_id="tabs"):
                with gr.Tab(id="chat", elem_id="chat-tab") as chat:
                    self._chat = ChatPanel(engine)
                with gr.Tab(id="report", elem_id="report-tab") as report:
                    report_panel = ReportPanel(engine)
                with gr.Tab(id="figures", elem_id="figures-tab") as figures:
                    figures_panel = FiguresPanel(engine)
                with gr.Tab(id="explain", elem_id="explain-tab") as explain:
                    explain_panel = ExplainPanel(engine, self._chat)
            with gr.Column(elem_id="side"):
                self._side = SidePanel(engine)
        keeping = Keeping(engine, self._chat, self._side, feedback)
        self._tabs = (chat, report, figures, explain)
        self._panels: tuple[Panel, ...] = (self._chat, report_panel, figures_panel, explain_panel, keeping)
        self._same_for_all = cache(self._redrawn)  # Gradio keeps for each visitor what it has drawn: one text for all

    def drawn(self) -> list[Any]:
        """Return all that arriving and the switch draw; to be called where no `gr.Blocks` is open.

        Inside of one a component made to tell of a change would be placed on the page.
        """
        return list(self._show(Conversation(), None, Language.CHINESE))

    def wire(self, drawn: list[Any]) -> None:
        """Bind the shell's own events, which write what is `drawn`, and let every panel bind its own."""
        import gradio as gr

        def arrive(event: gr.EventData, request: gr.Request) -> Changes:
            language = _language(str(event.language)) or preferred_language(request.headers.get("accept-language"))
            place = Place(str(event.passage)) if event.passage else None
            return self._show(conversation_of(self._engine, event.conversation), place, language)

        def translate(event: gr.EventData, conversation: Conversation, place: Place | None) -> Changes:
            return self._show(conversation, place, _language(str(event.language)) or Language.CHINESE)

        # Past the queue: however many ask, the page is there.
        arrived = self._masthead.arrived(arrive, None, drawn, queue=False, **QUIET)
        arrived.failure(None, js=telling("absent"), **QUIET)
        # Not so the switch: what listens to a change of the language is only told of it by the queue.
        self._masthead.language(translate, [self._chat.conversation, self._side.place], drawn, **QUIET)
        for panel in self._panels:
            panel.wire(self._language)
        self._side.wire(self._chat.conversation, self._language)

    def _show(self, conversation: Conversation, place: Place | None, language: Language) -> Changes:
        """Return everything as it stands in a language."""
        import gradio as gr

        words = words_in(language)
        tabs = {tab: gr.Tab(label=getattr(words, str(tab.id))) for tab in self._tabs}
        chat, side = self._chat.show(conversation, language), self._side.show(place, conversation, language)
        return {self._language: language, **tabs, **self._same_for_all(language), **chat, **side}

    def _redrawn(self, language: Language) -> Changes:
        """Return what stands in a language whatever a visitor does."""
        changes: Changes = {self._masthead: masthead_html(self._engine.report, words_in(language))}
        for panel in self._panels:
            changes |= panel.redraw(language)
        return changes


def _language(tag: str) -> Language | None:
    """Return the language of the interface that a tag names, None where it names none."""
    return Language(tag) if tag in list(Language) else None
