"""Where a question is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import Html, element

if TYPE_CHECKING:
    from ui.chat_words import ChatWords


def composer_html(words: ChatWords) -> Html:
    """Draw the question box; what is typed in it belongs to `ui/static/composer.js`."""
    box = element(
        "textarea",
        id="question-box",
        rows="1",
        placeholder=words.placeholder,
        aria_describedby="question-hint",
        autocomplete="off",
        enterkeyhint="send",
    )
    line = element(
        "div",
        element("label", words.question, for_="question-box", class_="unseen"),
        box,
        element("button", words.send, type="submit", class_="send"),
        class_="line",
    )
    foot = element(
        "div",
        element("p", words.hint, id="question-hint"),
        element("button", words.new_conversation, type="button", class_="fresh"),
        class_="foot",
    )
    return element("form", line, foot, class_="composer", aria_label=words.question)
