"""Answers to take along: the buttons, and the file as the browser gets it."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from qa.answer import Answer
from qa.export import Conversation, Format, export
from ui.markup import Html, element

if TYPE_CHECKING:
    from corpus.report import Report
    from ui.chat_words import ChatWords
    from ui.conversation import Conversation as Spoken

_FILES = {
    Format.MARKDOWN: ("Markdown", ".md", "text/markdown"),
    Format.WORD: ("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Format.HTML: ("HTML", ".html", "text/html"),
}
"""What each format is called, how its files end, and its media type."""

LONGEST_NAME = 60
"""Characters of the report's title in a file's name; systems allow 255 bytes, which Chinese fills three at a time."""


def exports_html(words: ChatWords, turn: int) -> Html:
    """Draw what can be taken along from an answer on: it alone or the whole conversation, in each format."""
    rows = ((words.this_answer, turn), (words.whole_conversation, None))
    drawn = [element("div", element("span", label), *_buttons(label, only), class_="row") for label, only in rows]
    return element("div", *drawn, class_="exports", id=f"exports-{turn}", hidden=True)


def _buttons(label: str, turn: int | None) -> list[Html]:
    return [
        element(
            "button",
            name,
            type="button",
            data_format=form,
            data_turn=turn,
            aria_label=f"{label}: {name}",
            class_="take",
        )
        for form, (name, _, _) in _FILES.items()
    ]


def exported(report: Report, spoken: Spoken, form: Format, turn: int | None = None) -> dict[str, Any]:
    """Return the file of an answer, or of all answers where `turn` is None: its name, media type and base64 bytes.

    Raises CitationError when a quote is not in the report.
    """
    answers = [each.outcome for each in spoken.turns if isinstance(each.outcome, Answer)]
    if turn is not None:
        answers = [answer for answer in [spoken.answer_of(turn)] if answer]
    data = export(Conversation.of(report, answers), form)
    _, suffix, media_type = _FILES[form]
    return {"name": _name(report, turn) + suffix, "type": media_type, "data": b64encode(data).decode()}


def _name(report: Report, turn: int | None) -> str:
    title = re.sub(r"[^\w-]+", "_", report.title or report.document_id).strip("_")[:LONGEST_NAME]
    return title if turn is None else f"{title}-{turn + 1}"
