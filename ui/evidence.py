"""What stands beside the tabs when a place is open: its passage, with what is cited from it marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import PassageNotFoundError
from ui.markup import Html, element
from ui.quotation import Stretch, address_html, marked_html, quoted

if TYPE_CHECKING:
    from corpus.passages import Passage
    from qa.answer import Answer, Citation
    from qa.engine import ReportQA
    from ui.side_words import SideWords


LONGEST_REFERENCE = 24
"""Characters of an id that the report does not have: who follows a wrong link knows it by its beginning."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is open: a passage or sentence by its id, and the answer and citation it was opened from.

    `turn` counts from 0, `citation` from 1; both are None where no answer led there.
    """

    reference: str
    turn: int | None = None
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A place looked up: what is marked in its passage, which of it is being read, and what it is called."""

    passage: Passage
    reference: str
    address: str
    marked: tuple[Stretch, ...]
    current: Stretch | None
    previous: str | None
    next: str | None


def open_place(engine: ReportQA, place: Place, answer: Answer | None) -> Opened:
    """Look a place up; all that the answer cites from its passage is marked.

    Raises PassageNotFoundError.
    """
    found = engine.cite(place.reference)
    passage, sentence = found.passage, found.sentence
    cited = {number: citation for number, citation in _numbered(answer) if _inside(passage, citation)}
    stretches = {number: Stretch.of(citation, number) for number, citation in cited.items()}
    address, current = passage.address, stretches.get(place.citation or 0)
    if current:
        address = cited[place.citation or 0].address
    elif sentence:
        address, current = passage.sentence_address(sentence), Stretch(sentence.start, sentence.end)
    beside = engine.cite(passage.passage_id) if sentence else found
    return Opened(
        passage=passage,
        reference=sentence.sentence_id if sentence else passage.passage_id,
        address=address,
        marked=tuple(dict.fromkeys([*stretches.values(), *([current] if current else [])])),
        current=current,
        previous=beside.previous,
        next=beside.next,
    )


def _numbered(answer: Answer | None) -> list[tuple[int, Citation]]:
    return list(enumerate(answer.citations, start=1)) if answer else []


def _inside(passage: Passage, citation: Citation) -> bool:
    return passage.start <= citation.start_char_index and citation.end_char_index <= passage.end


def evidence_html(engine: ReportQA, words: SideWords, place: Place, answer: Answer | None) -> Html:
    """Draw a place; one that the report does not have gets a calm line."""
    try:
        opened = open_place(engine, place, answer)
    except PassageNotFoundError:
        told = words.missing.format(reference=place.reference[:LONGEST_REFERENCE])
        line = element("p", told, class_="missing", role="status")
        parts = [_head_html(words), line, element("p", words.missing_note, class_="note")]
    else:
        parts = [_head_html(words, opened.reference, _quote(engine, opened)), _passage_html(engine, opened)]
        parts.append(_walk_html(words, opened))
    return element(
        "section",
        *parts,
        class_="evidence",
        data_reference=place.reference[:LONGEST_REFERENCE],
        data_turn=place.turn,
        data_citation=place.citation,
        aria_labelledby="evidence-heading",
    )


def _quote(engine: ReportQA, opened: Opened) -> str:
    stretch = opened.current or opened.passage
    return quoted(engine.report, engine.report.quote(stretch.start, stretch.end), opened.address, opened.reference)


def _passage_html(engine: ReportQA, opened: Opened) -> Html:
    start, end = opened.passage.start, opened.passage.end
    return element(
        "article",
        element("h3", address_html(opened.address), class_="address"),
        element("p", marked_html(engine.report, start, end, opened.marked, opened.current), class_="text"),
        class_="passage",
        lang="zh-CN",
    )


def _head_html(words: SideWords, reference: str = "", quote: str = "") -> Html:
    """Draw the top: what this is, a link that leads here, and what can be taken along."""
    link, tools = [], []
    if reference:
        href, title = f"?passage={reference}", words.permalink.format(reference=reference)
        link = [element("a", reference, href=href, target="_blank", class_="permalink", title=title)]
        tools = [_copy_html(words.copy, words, data_copy=quote), _copy_html(words.copy_link, words, data_link=href)]
    close = element("button", "✕", type="button", class_="close", title=words.close, aria_label=words.close)
    heading = element("h2", element("span", words.source), *link, id="evidence-heading", tabindex="-1")
    return element("header", heading, element("div", *tools, close, class_="tools"), class_="evidence-head")


def _copy_html(text: str, words: SideWords, **data: str) -> Html:
    told = {"data_done": words.copied, "data_failed": words.not_copied}
    return element("button", element("span", text, aria_live="polite"), type="button", class_="tool", **data, **told)


def _walk_html(words: SideWords, opened: Opened) -> Html:
    """Draw the way to the passages before and after, which leads through the whole report."""
    ways = (("prev", opened.previous, words.previous), ("next", opened.next, words.next))
    return element("nav", *(_way_html(*way) for way in ways), class_="walk", aria_label=words.walk)


def _way_html(rel: str, reference: str | None, word: str) -> Html:
    if reference is None:
        return element("span")
    return element("a", element("span", word), element("small", reference), href=f"?passage={reference}", rel=rel)
