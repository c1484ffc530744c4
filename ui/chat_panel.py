"""The Chat tab: the conversation, what could be asked next, and the question box.

`gr.HTML` draws the conversation because `gr.Chatbot` would read quotes as Markdown and LaTeX. No `from __future__
import annotations` here: Gradio looks for `gr.EventData` among the handlers' annotations at run time.
"""

from functools import cache, partial
from typing import TYPE_CHECKING

from corpus.figures import figures_of
from qa.engine import ReportQA
from qa.suggest.examples import example_questions
from qa.suggest.overview import overview
from qa.suggest.related import related_questions
from ui.chat_words import chat_words
from ui.composer import composer_html
from ui.conversation import Conversation, answer_last
from ui.panel import PLAIN, QUIET, Changes, script, telling
from ui.record import record_of
from ui.transcript import transcript_html
from ui.watch.events import note
from ui.welcome import related_html, welcome_html
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr
    from gradio.events import Dependency

    from ui.markup import Html


class ChatPanel:
    """One engine's chat. What a visitor said is in `conversation`, which only questions and `show` write.

    `transcript` tells of a click on "how it was found" as `explained`. `shown` is what `show` writes, `running` what to
    end before another conversation is shown; known once wired.
    The page shows a question by itself, before the server knows of it; a new one drops what still runs for the one
    before.
    """

    def __init__(self, engine: ReportQA) -> None:
        """Make the components, and read off the report what the welcome tells of it."""
        import gradio as gr

        self._engine = engine
        self._about = overview(engine.report)
        self._figures = figures_of(engine.report)
        self._examples = example_questions(engine.report)
        self._welcome = cache(partial(self._transcript_html, Conversation()))  # one text for all visitors
        self.conversation = gr.State(Conversation())
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="talk"):
                read = script("connection.js", "latest.js", "transcript.js", "peek.js")
                self.transcript = gr.HTML(js_on_load=read, elem_id="transcript", record=None, **PLAIN)
                self._related = gr.HTML(js_on_load=None, elem_id="related", **PLAIN)
            written = script("connection.js", "latest.js", "composer.js")
            self._composer = gr.HTML(js_on_load=written, elem_id="question", **PLAIN)
        self._under_way: set[object] = set()  # questions that are being answered
        self.shown = [self.conversation, self.transcript, self._related]
        self.running: list[Dependency] = []

    def wire(self, language: "gr.State") -> None:
        """Bind asking and beginning anew."""
        import gradio as gr

        def ask(event: gr.EventData, conversation: Conversation, language: Language) -> Changes:
            return self.show(self._answered(conversation.ask(str(event.question))), language)

        state = [self.conversation, language]
        # A question that follows at once is kept until Gradio has closed the event of the one before.
        asked = self._composer.asked(ask, state, self.shown, trigger_mode="always_last", **QUIET)
        asked.failure(None, js=telling("fault"), **QUIET)
        related = asked.success(self._relate, state, self._related, **QUIET)
        self._composer.dropped(None, None, None, cancels=[related])
        self.running = [asked, related]
        self._composer.fresh(self._begin_anew, language, self.shown, cancels=self.running, **QUIET)

    def redraw(self, language: Language) -> Changes:
        """Return what does not depend on what was said."""
        return {self._composer: composer_html(chat_words(language))}

    def show(self, conversation: Conversation, language: Language) -> Changes:
        """Return the conversation as it stands in a language, with nothing offered to be asked next."""
        import gradio as gr

        drawn = self._transcript_html(conversation, language) if conversation.turns else self._welcome(language)
        record = record_of(self._engine, conversation)
        return {
            self.conversation: conversation,
            self.transcript: gr.HTML(value=drawn, record=record),
            self._related: "",
        }

    def _transcript_html(self, conversation: Conversation, language: Language) -> "Html":
        words = chat_words(language)
        questions = [example.text(language) for example in self._examples]
        welcome = welcome_html(words, self._about, questions)
        return transcript_html(self._engine.report, words, conversation, welcome, language)

    def _answered(self, conversation: Conversation) -> Conversation:
        """Answer the last question, and note for the log what came of it."""
        note(question=conversation.turns[-1].question, characters=len(conversation.turns[-1].question))
        under_way = object()
        self._under_way.add(under_way)
        try:
            closed = answer_last(self._engine, conversation)
        finally:
            self._under_way.discard(under_way)
        answer = closed.answer_of(len(closed.turns) - 1)
        note(outcome=answer.status if answer else "unusable", language=answer.language if answer else None)
        return closed

    def _relate(self, conversation: Conversation, language: Language) -> "Html":
        """Offer what could be asked after the last answer, each tried on the engine before.

        Trying gives way to questions: as soon as anyone asks, nothing more is tried.
        """
        answer = conversation.answer_of(len(conversation.turns) - 1)
        if answer is None:
            return related_html(chat_words(language), ())
        earlier = conversation.answers[:-1]
        found = related_questions(
            self._engine, answer, earlier=earlier, figures=self._figures, wanted=lambda: not self._under_way
        )
        return related_html(chat_words(language), [related.question for related in found])

    def _begin_anew(self, language: Language) -> Changes:
        return self.show(Conversation(), language)
