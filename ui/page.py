"""The Gradio components of the page and what each event does to them.

`gr.HTML` draws the conversation because `gr.Chatbot` would read quotes as Markdown and LaTeX. Its `${value}`
is put in unchanged, so `ui/markup.py` escapes everything in it. No `from __future__ import annotations` here:
Gradio looks for `gr.EventData` and `gr.Request` among the handlers' annotations at run time.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ui.chat import Chat
from ui.conversation import Conversation
from ui.evidence import Place
from ui.words import Language, preferred_language, words_in

if TYPE_CHECKING:
    from gradio.blocks import Blocks

Changes = dict[Any, Any]
"""What an event changes: Gradio components and their new values."""

_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


def static_text(name: str) -> str:
    """Return a file of `ui/static`."""
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")


class Page:
    """The components, made inside the `gr.Blocks` that is open; what a visitor does stays in `gr.State`s.

    Only questions write the conversation, and a new one cancels those under way; only the switch writes the
    language. So events at the same time lose nothing; the open place belongs to whichever came last.
    """

    def __init__(self, chat: Chat) -> None:
        """Lay the page out, without words: those come with the visitor's language."""
        import gradio as gr

        self._chat = chat
        self._conversation = gr.State(Conversation())
        self._place = gr.State(Place())
        self._language = gr.State(Language.CHINESE)
        plain = {"apply_default_css": False}
        with gr.Row(elem_id="top"):
            self._masthead = gr.HTML(js_on_load=None, elem_id="masthead", **plain)
            self._switch = gr.Button("", size="sm", elem_id="switch")
            self._fresh = gr.Button("", size="sm", elem_id="fresh")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat"):
                script = static_text("transcript.js")
                self._transcript = gr.HTML(js_on_load=script, elem_id="transcript", **plain)
                self._box = gr.Textbox(
                    lines=1,
                    max_lines=6,
                    show_label=False,
                    submit_btn=True,
                    autofocus=True,
                    elem_id="question",
                )
            with gr.Column(elem_id="side"):
                script = static_text("evidence.js")
                self._evidence = gr.HTML(js_on_load=script, elem_id="evidence", **plain)

    def wire(self, app: "Blocks") -> None:
        """Bind the events; the few handlers that read an event's data or request are defined here."""
        import gradio as gr

        def welcome(request: gr.Request) -> Changes:
            language = preferred_language(request.headers.get("accept-language"))
            return self._redraw(Conversation(), Place(), language)

        def ask_example(event: gr.EventData, conversation: Conversation, language: Language) -> Iterator[Changes]:
            yield from self._ask(str(event.text), conversation, language)

        def open_citation(event: gr.EventData, conversation: Conversation, language: Language) -> Changes:
            return self._open(Place(int(event.turn), int(event.citation)), conversation, language)

        state = [self._conversation, self._place, self._language]
        drawn = [self._masthead, self._switch, self._fresh, self._transcript, self._evidence, self._box]
        written = [self._conversation, self._place, self._transcript, self._evidence, self._box]
        talk = [self._conversation, self._language]

        app.load(welcome, None, [self._language, *drawn], **_QUIET)
        self._switch.click(self._translate, state, [self._language, *drawn], **_QUIET)
        asked = [
            self._box.submit(self._ask, [self._box, *talk], written, **_QUIET),
            self._transcript.question(ask_example, talk, written, **_QUIET),
        ]
        for event in asked:
            event.failure(self._give_up, talk, written, **_QUIET)
        self._fresh.click(self._begin_anew, self._language, written, cancels=asked, **_QUIET)
        opened = self._transcript.citation(open_citation, talk, [self._place, self._evidence], **_QUIET)
        opened.then(None, js=static_text("show_citation.js"), **_QUIET)

    def _redraw(self, conversation: Conversation, place: Place, language: Language) -> Changes:
        import gradio as gr

        words = words_in(language)
        return {
            self._language: language,
            self._masthead: self._chat.masthead(language),
            self._switch: gr.Button(words.switch),
            self._fresh: gr.Button(words.new_conversation),
            self._transcript: self._chat.transcript(conversation, language),
            self._evidence: self._chat.evidence(conversation, place, language),
            self._box: gr.Textbox(label=words.question, placeholder=words.placeholder, submit_btn=words.send),
        }

    def _translate(self, conversation: Conversation, place: Place, language: Language) -> Changes:
        return self._redraw(conversation, place, language.other)

    def _ask(self, question: str, conversation: Conversation, language: Language) -> Iterator[Changes]:
        """Show the question at once, then its outcome; a blank one is only cleared away."""
        if not question.strip():
            yield {self._box: ""}
            return
        conversation = conversation.ask(question)
        transcript = self._chat.transcript(conversation, language)
        yield {self._conversation: conversation, self._transcript: transcript, self._box: ""}
        yield self._settle(self._chat.answer(conversation), language)

    def _give_up(self, conversation: Conversation, language: Language) -> Changes:
        return self._settle(self._chat.give_up(conversation), language)

    def _settle(self, conversation: Conversation, language: Language) -> Changes:
        """Show the last outcome and its evidence; a question that failed goes back into the box."""
        changes = {self._box: conversation.failed_question} if conversation.failed_question else {}
        place = Place(turn=len(conversation.turns) - 1)
        return changes | {
            self._conversation: conversation,
            self._transcript: self._chat.transcript(conversation, language),
            **self._open(place, conversation, language),
        }

    def _open(self, place: Place, conversation: Conversation, language: Language) -> Changes:
        return {self._place: place, self._evidence: self._chat.evidence(conversation, place, language)}

    def _begin_anew(self, language: Language) -> Changes:
        nothing = Conversation()
        return {
            self._conversation: nothing,
            self._transcript: self._chat.transcript(nothing, language),
            self._box: "",
            **self._open(Place(), nothing, language),
        }
