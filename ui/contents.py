"""The report's contents, each line a link to where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from qa.suggest.overview import Chapter, Overview, Part
    from ui.side_words import SideWords


def contents_html(words: SideWords, about: Overview) -> Html:
    """Draw the contents as the panel beside the tabs shows them while no place is open."""
    heading = element("h2", words.contents)
    return element(
        "section", heading, element("p", words.contents_note, class_="note"), outline_html(about), class_="contents"
    )


def outline_html(about: Overview) -> Html:
    """Draw parts and chapters; a report without headings has none to show."""
    parts = [element("li", _link_html(part), _chapters_html(part)) for part in about.parts]
    return element("ol", *parts, class_="outline-links", lang="zh-CN") if parts else fragment()


def _chapters_html(part: Part) -> Html:
    if not part.chapters:
        return fragment()
    return element("ol", *(element("li", _link_html(chapter)) for chapter in part.chapters))


def _link_html(entry: Part | Chapter) -> Html:
    return element("a", entry.title, href=f"?passage={entry.passage_id}")
