"""What stays after the visit: conversations in the browser, files to take along, feedback on this machine.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` among the annotations at run time.
"""

from typing import TYPE_CHECKING

from qa.engine import ReportQA
from qa.export import Format
from qa.feedback import FeedbackStore
from ui.chat_panel import ChatPanel
from ui.conversation import Conversation
from ui.exporting import exported
from ui.feedback_form import form_html, keep_feedback
from ui.history import history_html
from ui.keeping_words import keeping_words
from ui.panel import PLAIN, QUIET, Changes, script
from ui.record import conversation_of
from ui.side_panel import SidePanel
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr


class Keeping:
    """The drawer of conversations, the feedback form and the export: components that stand in no tab."""

    def __init__(self, engine: ReportQA, chat: ChatPanel, side: SidePanel, feedback: FeedbackStore) -> None:
        """Make the components; what was said is the chat's, the open place the side panel's."""
        import gradio as gr

        self._engine = engine
        self._chat = chat
        self._side = side
        self._feedback = feedback
        drawer = script("connection.js", "talks.js", "history.js")
        self._history = gr.HTML(js_on_load=drawer, elem_id="history", **PLAIN)
        form = script("connection.js", "feedback.js")
        self._form = gr.HTML(js_on_load=form, elem_id="feedback", outcome=None, **PLAIN)
        files = script("connection.js", "save.js", "export.js")
        self._export = gr.HTML(js_on_load=files, elem_id="export", file=None, **PLAIN)

    def wire(self, language: "gr.State") -> None:
        """Bind opening a conversation, which ends what still runs for another, taking along, and feedback."""
        import gradio as gr

        def open_kept(event: gr.EventData, language: Language) -> Changes:
            conversation = conversation_of(self._engine, event.conversation)
            return self._chat.show(conversation, language) | self._side.show(None, conversation, language)

        def take_along(event: gr.EventData, conversation: Conversation) -> Changes:
            turn = None if event.turn is None else int(event.turn)
            file = exported(self._engine.report, conversation, Format(event.format), turn)
            return {self._export: gr.HTML(file=file | {"count": event.count})}

        def give(event: gr.EventData, conversation: Conversation, language: Language) -> Changes:
            given = {name: getattr(event, name) for name in ("turn", "verdict", "wrong", "comment", "count")}
            answer = conversation.answer_of(int(event.turn))
            words, document_id = keeping_words(language), self._engine.report.document_id
            outcome = keep_feedback(self._feedback, words, answer, document_id, given)
            return {self._form: gr.HTML(outcome=given | outcome)}

        conversation = self._chat.conversation
        shown = [*self._chat.shown, *self._side.shown]
        self._history.opened(open_kept, language, shown, cancels=self._chat.running, **QUIET)
        self._export.exported(take_along, conversation, self._export, **QUIET)
        self._form.given(give, [conversation, language], self._form, **QUIET)

    def redraw(self, language: Language) -> Changes:
        """Return the drawer and the form in a language; what the drawer lists is the browser's."""
        words = keeping_words(language)
        return {self._history: history_html(self._engine.report, words, language), self._form: form_html(words)}
