"""What the chat shows before the first question, and the questions it offers after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.contents import outline_html
from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.suggest.overview import Overview
    from ui.chat_words import ChatWords


def welcome_html(words: ChatWords, about: Overview, questions: Sequence[str]) -> Html:
    """Draw what the report is, what the chat promises, and questions to begin with.

    The contents are for narrow windows, where they do not stand beside the chat.
    """
    facts = words.facts.format(
        paragraphs=f"{about.paragraphs:,}", sentences=f"{about.sentences:,}", figures=f"{about.figures:,}"
    )
    held = about.held_on
    when = [words.held_on.format(year=held.year, month=held.month, day=held.day)] if held else []
    return element(
        "section",
        element("p", " · ".join([*when, facts]), class_="facts"),
        element("h2", words.welcome),
        element("p", words.promise, class_="promise"),
        _offered_html(words.examples, questions),
        element("details", element("summary", words.contents), outline_html(about), class_="narrow-contents"),
        class_="welcome",
    )


def related_html(words: ChatWords, questions: Sequence[str]) -> Html:
    """Draw questions worth asking next; nothing where there are none."""
    return element("section", _offered_html(words.related, questions), class_="related") if questions else fragment()


def _offered_html(title: str, questions: Sequence[str]) -> Html:
    """Draw questions that are asked by a click; `ui/static/transcript.js` tells of it."""
    if not questions:
        return fragment()
    buttons = [element("li", element("button", text, type="button", class_="example")) for text in questions]
    return fragment(element("h3", title), element("ul", *buttons, class_="questions"))
