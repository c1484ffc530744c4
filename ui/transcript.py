"""The conversation as the page shows it: questions, answers with numbered citations, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.answer import Status
from ui.conversation import Failure
from ui.markup import Html, element, fragment
from ui.quotation import quote_html, reference_of
from ui.toolbar import toolbar_html

if TYPE_CHECKING:
    from corpus.report import Report
    from qa.answer import Answer, Citation
    from ui.chat_words import ChatWords
    from ui.conversation import Conversation, Turn
    from ui.words import Language


def transcript_html(
    report: Report, words: ChatWords, conversation: Conversation, welcome: Html, language: Language
) -> Html:
    """Draw the conversation, or the welcome while nothing has been asked.

    The script draws a question before the server knows of it, and says so when the server cannot be reached, is
    busy or has a fault; the words for that travel as data.
    """
    turns = [turn_html(report, words, number, turn) for number, turn in enumerate(conversation.turns)]
    return element(
        "div",
        *(turns or [welcome]),
        class_="turns",
        role="log",
        aria_label=words.transcript,
        lang=language,
        data_asked=words.asked,
        data_searching=words.searching,
        data_seconds=words.seconds,
        data_lost=words.lost,
        data_still_lost=words.still_lost,
        data_fault=words.fault,
        data_busy=words.busy,
        data_request=words.request,
        data_retry=words.retry,
    )


def turn_html(report: Report, words: ChatWords, number: int, turn: Turn) -> Html:
    """Draw a question and what came of it."""
    asked = element("p", element("span", words.asked, class_="unseen"), turn.question, class_="question", dir="auto")
    return element("section", asked, _outcome_html(report, words, number, turn), class_="turn")


def _outcome_html(report: Report, words: ChatWords, number: int, turn: Turn) -> Html:
    if turn.outcome is None:
        return element("div", element("p", words.searching, class_="searching"), class_="reply")
    if isinstance(turn.outcome, Failure):
        return _failure_html(words, turn.outcome)
    answer = turn.outcome
    answered = answer.status is Status.ANSWERED
    parts = _answer_parts(report, words, number, answer) if answered else _refusal_parts(report, words, answer)
    if squeeze(answer.standalone_question) != squeeze(turn.question):
        searched = words.searched.format(question=answer.standalone_question)
        parts.append(element("p", searched, class_="searched", dir="auto"))
    parts.append(toolbar_html(report, words, number, answer))
    return element("div", *parts, class_="reply" if answered else "reply unanswered")


def _failure_html(words: ChatWords, failure: Failure) -> Html:
    line = element("p", words.not_answered.format(reason=failure.reason), class_="failure", role="alert")
    return element("div", line, class_="reply failed")


def _answer_parts(report: Report, words: ChatWords, turn: int, answer: Answer) -> list[Html]:
    """Draw the decisive words, then every quote with the answering words strong and a link to its place."""
    quotes = [_quote_html(report, words, turn, number, cited) for number, cited in enumerate(answer.citations, 1)]
    unsure = [element("p", words.unsure, class_="unsure")] if answer.unsure else []
    return [element("div", _lead_html(answer), *quotes, class_="answer"), *unsure]


def _lead_html(answer: Answer) -> Html:
    """Draw how the answer begins; what only opens the quote, such as `The report says:`, stays in the background."""
    if not answer.lead:
        return fragment()
    opens = answer.lead.endswith((":", "："))
    return element("p", answer.lead, class_="opening" if opens else "lead", lang=answer.language, dir="auto")


def _quote_html(report: Report, words: ChatWords, turn: int, number: int, citation: Citation) -> Html:
    quote = element("blockquote", quote_html(report, citation), lang="zh-CN")
    return element("figure", quote, element("figcaption", _chip_html(words, turn, number, citation)), class_="quote")


def _chip_html(words: ChatWords, turn: int, number: int, citation: Citation) -> Html:
    """Draw a link to a citation's place; `ui/static/side.js` opens it beside the chat, `peek.js` shows the quote."""
    return element(
        "a",
        element("span", str(number), class_="number", aria_hidden="true"),
        element("span", short(citation.address), class_="address", lang="zh-CN"),
        href=f"?passage={reference_of(citation)}",
        class_="chip",
        data_turn=turn,
        data_citation=number,
        aria_label=words.open_citation.format(number=number, address=citation.address),
    )


def short(address: str) -> str:
    """Return an address without its middle steps: chapter headings can be whole sentences."""
    steps = address.split(" › ")
    return address if len(steps) < 4 else " › ".join((steps[0], "…", *steps[-2:]))


def _refusal_parts(report: Report, words: ChatWords, answer: Answer) -> list[Html]:
    """Draw that the report does not say, why, and what is nearest, folded and named for what it is."""
    reason = element("p", answer.answer, lang=answer.language, dir="auto")
    parts = [element("div", element("p", words.not_said, class_="verdict"), reason, class_="answer")]
    if answer.related:
        items = [
            element(
                "a",
                element("span", short(passage.address), class_="address"),
                element("span", report.quote(passage.start, passage.end), class_="text"),
                href=f"?passage={passage.passage_id}",
            )
            for passage in answer.related
        ]
        summary = element("summary", words.nearest.format(count=len(items)))
        listed = element("ul", *(element("li", item) for item in items), lang="zh-CN")
        parts.append(element("details", summary, element("p", words.nearest_note), listed, class_="nearest"))
    return parts
