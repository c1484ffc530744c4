"""The conversation as the page shows it: questions, answers with numbered citations, or why there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.answer import Status
from ui.conversation import Failure
from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Report
    from qa.answer import Answer, Citation
    from ui.conversation import Conversation, Turn
    from ui.words import Language, Words

_MARKER = re.compile(r"\[(\d{1,3})\]$")


def transcript_html(
    report: Report, words: Words, conversation: Conversation, questions: Sequence[str], language: Language
) -> Html:
    """Draw the conversation, or a welcome with example questions while nothing has been asked."""
    turns = [_turn_html(report, words, number, turn) for number, turn in enumerate(conversation.turns)]
    body = fragment(*turns) if turns else _welcome_html(words, questions)
    return element("div", body, class_="turns", role="log", aria_label=words.transcript, lang=language)


def _welcome_html(words: Words, questions: Sequence[str]) -> Html:
    buttons = [element("li", element("button", text, type="button", class_="example")) for text in questions]
    examples = [element("h3", words.examples), element("ul", *buttons)] if buttons else []
    return element("section", element("h2", words.welcome), element("p", words.promise), *examples, class_="welcome")


def _turn_html(report: Report, words: Words, number: int, turn: Turn) -> Html:
    asked = element("p", element("span", words.asked, class_="unseen"), turn.question, class_="question")
    return element("section", asked, _outcome_html(report, words, number, turn), class_="turn")


def _outcome_html(report: Report, words: Words, number: int, turn: Turn) -> Html:
    if turn.outcome is None:
        return element("div", element("p", words.searching, class_="searching"), class_="reply")
    if isinstance(turn.outcome, Failure):
        reason = turn.outcome.reason
        line = words.not_answered.format(reason=reason) if reason else words.internal_error
        return element("div", element("p", line, class_="failure", role="alert"), class_="reply")
    return _answer_html(report, words, number, turn, turn.outcome)


def _answer_html(report: Report, words: Words, number: int, turn: Turn, answer: Answer) -> Html:
    answered = answer.status is Status.ANSWERED
    lines = [line for line in answer.answer.splitlines() if line]
    leads = bool(answer.lead) and lines[:1] == [answer.lead]
    shown = [
        element("p", *_line_parts(words, number, answer, line), class_="lead" if leads and not place else None)
        for place, line in enumerate(lines)
    ]
    parts = [element("div", *shown, class_="answer", lang=answer.language)]
    if answer.citations:
        parts.append(_citations_html(report, words, number, answer))
    if answer.related and not answered:
        parts.append(_related_html(report, words, answer))
    if squeeze(answer.standalone_question) != squeeze(turn.question):
        searched = words.searched.format(question=answer.standalone_question)
        parts.append(element("p", searched, class_="searched"))
    return element("div", *parts, class_="reply" if answered else "reply unanswered")


def _line_parts(words: Words, turn: int, answer: Answer, line: str) -> list[str]:
    """Return a line of an answer, a `[1]` at its end as a button where there is such a citation."""
    marker = _MARKER.search(line)
    number = int(marker[1]) if marker else 0
    if not marker or not 1 <= number <= len(answer.citations):
        return [line]
    citation, label = answer.citations[number - 1], element("span", str(number))
    return [line[: marker.start()], _button_html(words, turn, number, citation, label, class_="marker")]


def _citations_html(report: Report, words: Words, turn: int, answer: Answer) -> Html:
    items = []
    for number, citation in enumerate(answer.citations, start=1):
        quote = report.quote(citation.start_char_index, citation.end_char_index)
        shown = squeeze(quote) in squeeze(answer.answer)
        items.append(
            element(
                "li",
                fragment() if shown else element("blockquote", quote, lang="zh-CN"),
                _chip_html(words, turn, number, citation),
            )
        )
    return element("ol", *items, class_="citations", aria_label=words.citations)


def _chip_html(words: Words, turn: int, number: int, citation: Citation) -> Html:
    return _button_html(
        words,
        turn,
        number,
        citation,
        element("span", str(number), class_="number", aria_hidden="true"),
        element("span", _short(citation.address), class_="address", lang="zh-CN"),
        class_="chip",
    )


def _button_html(words: Words, turn: int, number: int, citation: Citation, *children: Html, class_: str) -> Html:
    """Draw a button that opens a citation; `ui/static/transcript.js` tells Python of the click."""
    return element(
        "button",
        *children,
        type="button",
        class_=class_,
        data_turn=turn,
        data_citation=number,
        title=citation.address,
        aria_label=words.open_citation.format(number=number, address=citation.address),
    )


def _short(address: str) -> str:
    """Return an address without its middle steps: chapter headings can be whole sentences."""
    steps = address.split(" › ")
    return address if len(steps) < 4 else " › ".join((steps[0], "…", *steps[-2:]))


def _related_html(report: Report, words: Words, answer: Answer) -> Html:
    items = [
        element(
            "li",
            element("p", passage.address, class_="address"),
            element("p", report.quote(passage.start, passage.end), class_="text"),
            lang="zh-CN",
        )
        for passage in answer.related
    ]
    return element("details", element("summary", words.nearest), element("ul", *items), class_="nearest")
