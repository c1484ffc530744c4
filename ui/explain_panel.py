"""The Explain tab: for any question, what was searched, found, read, cited or refused, and why.

No `from __future__ import annotations` here: Gradio looks for `gr.EventData` among the annotations at run time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import ReportQAError
from qa.asking.question import LONGEST_QUESTION
from qa.engine import ReportQA
from qa.explain import Explanation, explain
from ui.chat_panel import ChatPanel
from ui.conversation import Conversation
from ui.explain_view import explanation_html
from ui.explain_words import ExplainWords, explain_words
from ui.markup import Html, element, fragment
from ui.panel import PLAIN, QUIET, Changes, request_html, script, static_text, telling
from ui.words import Language

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question is being explained."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Why there is no explanation: an expected error's one line.

    None for a fault of the program, or a server that is `busy`; `request_id` is then what its log has.
    """

    reason: str | None
    busy: bool = False
    request_id: str = ""


Outcome = Explanation | Waiting | Unexplained | None
"""What the tab shows; None before anything was asked."""


def outcome_of(engine: ReportQA, question: str, history: Sequence[str] = ()) -> Explanation | Unexplained:
    """Explain a question; an expected error becomes its line."""
    try:
        return explain(engine, question, history=history)
    except ReportQAError as error:
        return Unexplained(str(error))


def form_html(words: ExplainWords) -> Html:
    """Draw the tab's own box; `ui/static/explain.js` tells Python of what is asked."""
    field = element(
        "input",
        type="text",
        aria_label=words.question,
        placeholder=words.placeholder,
        maxlength=LONGEST_QUESTION,
        autocomplete="off",
        enterkeyhint="go",
    )
    button = element("button", words.explain, type="submit")
    return element("form", element("p", words.hint), element("div", field, button))


def outcome_html(engine: ReportQA, outcome: Outcome, words: ExplainWords) -> Html:
    """Draw what came of a question."""
    if outcome is None:
        return fragment()
    if isinstance(outcome, Waiting):
        return element("p", words.explaining, class_="searching", role="status")
    if isinstance(outcome, Unexplained):
        return _unexplained_html(outcome, words)
    return explanation_html(engine.report, outcome, words)


def _unexplained_html(outcome: Unexplained, words: ExplainWords) -> Html:
    broken = words.busy if outcome.busy else words.broken
    line = words.not_explained.format(reason=outcome.reason) if outcome.reason else broken
    named = [request_html(words.request, outcome.request_id)] if outcome.request_id else []
    return element("p", line, *named, class_="failure", role="alert")


class ExplainPanel:
    """Explains one question at a time: one that is asked here, or one that the chat has answered."""

    def __init__(self, engine: ReportQA, chat: ChatPanel) -> None:
        """Lay the tab out."""
        import gradio as gr

        self._engine, self._chat = engine, chat
        self._outcome = gr.State(None)
        with gr.Column(elem_id="explain"):
            box = script("connection.js", "latest.js", "send.js", "explain.js")
            self._form = gr.HTML(js_on_load=box, elem_id="explain-form", **PLAIN)
            self._shown = gr.HTML(js_on_load=static_text("explain_lit.js"), elem_id="explain-shown", **PLAIN)

    def wire(self, language: "gr.State") -> None:
        """Bind the tab's own box and the chat's answers; a new question takes the place of the one under way."""
        import gradio as gr

        def ask(event: gr.EventData, language: Language) -> Iterator[Changes]:
            yield from self._explain(str(event.text), (), language)

        def ask_again(event: gr.EventData, conversation: Conversation, language: Language) -> Iterator[Changes]:
            question, history = conversation.asked(int(event.turn))
            yield from self._explain(question, history, language)

        def give_up(event: gr.EventData, language: Language) -> Changes:
            return self._show(Unexplained(None, bool(event.busy), str(event.id)), language)

        written, latest = [self._outcome, self._shown], {"trigger_mode": "always_last"} | QUIET
        asked = self._form.question(ask, language, written, **latest)
        again = self._chat.transcript.explained(ask_again, [self._chat.conversation, language], written, **latest)
        for event in (asked, again):
            event.failure(None, js=telling("unexplained"), **QUIET)
        self._form.failed(give_up, language, written, queue=False, **QUIET)
        language.change(self._show, [self._outcome, language], written, **QUIET)

    def _explain(self, question: str, history: Sequence[str], language: Language) -> Iterator[Changes]:
        yield self._show(Waiting(), language)
        yield self._show(outcome_of(self._engine, question, history), language)

    def redraw(self, language: Language) -> Changes:
        """Return the words of the box; an explanation that is open is drawn anew when the language changes."""
        return {self._form: form_html(explain_words(language))}

    def _show(self, outcome: Outcome, language: Language) -> Changes:
        return {self._outcome: outcome, self._shown: outcome_html(self._engine, outcome, explain_words(language))}
