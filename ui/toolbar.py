"""What can be done with an answer: a row of buttons under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer import Status
from qa.asking.language import phrases
from ui.exporting import exports_html
from ui.feedback_form import thumbs_html
from ui.markup import Html, element, fragment
from ui.quotation import quoted, reference_of

if TYPE_CHECKING:
    from corpus.report import Report
    from qa.answer import Answer
    from ui.chat_words import ChatWords


def toolbar_html(report: Report, words: ChatWords, turn: int, answer: Answer) -> Html:
    """Draw the buttons of an answer; `turn` tells scripts and handlers which one it is."""
    export = element(
        "button",
        words.export,
        type="button",
        class_="tool export",
        aria_expanded="false",
        aria_controls=f"exports-{turn}",
    )
    explain = element("button", words.explain, type="button", class_="tool explain")
    tools = [export, explain, *thumbs_html(words)]
    if answer.status is Status.ANSWERED:
        tools.insert(0, _copy_html(report, words, answer))
    row = element("div", *tools, class_="toolbar", role="group", aria_label=words.tools, data_turn=turn)
    return fragment(row, exports_html(words, turn))


def _copy_html(report: Report, words: ChatWords, answer: Answer) -> Html:
    return element(
        "button",
        element("span", words.copy, aria_live="polite"),
        type="button",
        class_="tool",
        data_copy=answer_text(report, answer),
        data_done=words.copied,
        data_failed=words.not_copied,
    )


def answer_text(report: Report, answer: Answer) -> str:
    """Return an answer as plain text to take along: how it begins, each quote with where it stands, any doubt."""
    quotes = [
        quoted(report, report.quote(cited.start_char_index, cited.end_char_index), cited.address, reference_of(cited))
        for cited in answer.citations
    ]
    return "\n".join(filter(None, [answer.lead, *quotes, phrases(answer.language).unsure if answer.unsure else ""]))
