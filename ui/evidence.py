"""What stands beside the chat: the passages an answer cites, the cited stretches marked in their place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.passages import Passage
    from corpus.report import Report
    from qa.answer import Answer, Citation
    from ui.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """Which citation is open beside the chat: a turn from 0, a citation's number from 1."""

    turn: int = 0
    citation: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a passage as people read it.

    `citations` are the numbers, from 1, of the citations it belongs to; `answering` stretches answer.
    """

    text: str
    citations: tuple[int, ...] = ()
    answering: bool = False


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with at least one cited stretch; its segments in order are its whole text."""

    passage_id: str
    address: str
    segments: tuple[Segment, ...]


def cited_passages(
    report: Report, passages: Sequence[Passage], citations: Sequence[Citation]
) -> tuple[CitedPassage, ...]:
    """Return the passages that the citations stand in, in the order they are first cited, each once."""
    by_id = {passage.passage_id: passage for passage in passages}
    numbered: dict[str, dict[int, Citation]] = {}
    for number, citation in enumerate(citations, start=1):
        numbered.setdefault(citation.passage_id, {})[number] = citation
    return tuple(
        CitedPassage(passage_id, by_id[passage_id].address, _segments(report, by_id[passage_id], inside))
        for passage_id, inside in numbered.items()
    )


def _segments(report: Report, passage: Passage, citations: dict[int, Citation]) -> tuple[Segment, ...]:
    """Cut a passage at every edge of a citation or highlight; mere page breaks are left out."""
    spans = [(citation.start_char_index, citation.end_char_index) for citation in citations.values()]
    bright = [span for citation in citations.values() for span in citation.highlights]
    inner = {edge for span in (*spans, *bright) for edge in span if passage.start < edge < passage.end}
    edges = sorted({passage.start, passage.end} | inner)
    cut = []
    for start, end in zip(edges, edges[1:], strict=False):
        belongs = [number for number, span in zip(citations, spans, strict=True) if _holds(span, start, end)]
        answering = any(_holds(span, start, end) for span in bright)
        cut.append(Segment(report.quote(start, end), tuple(belongs), answering))
    return tuple(segment for segment in cut if segment.text)


def _holds(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]


def evidence_html(
    report: Report, passages: Sequence[Passage], words: Words, answer: Answer | None, place: Place
) -> Html:
    """Draw the evidence of an answer, the citation at `place` marked as the one being read."""
    if answer is None or not answer.citations:
        return element("p", words.evidence_empty, class_="evidence-empty")
    cited = cited_passages(report, passages, answer.citations)
    return element(
        "section",
        element(
            "header",
            element("h2", words.evidence, id="evidence-heading", tabindex="-1"),
            element("button", words.back, type="button", class_="back"),
            class_="evidence-head",
        ),
        *(_passage_html(passage, place.citation) for passage in cited),
        class_="evidence",
        data_turn=place.turn,
        data_citation=place.citation,
        aria_labelledby="evidence-heading",
    )


def _passage_html(passage: CitedPassage, current: int) -> Html:
    runs = groupby(passage.segments, key=lambda segment: segment.citations)
    marked = [_marked_html(citations, run, current) for citations, run in runs]
    return element(
        "article",
        element("h3", *_steps(passage.address), lang="zh-CN", class_="address"),
        element("p", *marked, lang="zh-CN", class_="text"),
        element("p", passage.passage_id, class_="passage-id"),
        class_="passage",
    )


def _steps(address: str) -> list[Html]:
    """Return an address step by step, so that long ones break between steps."""
    steps = [element("span", step) for step in address.split(" › ")]
    return [part for step in steps for part in (fragment(" › "), step)][1:]


def _marked_html(citations: tuple[int, ...], segments: Iterable[Segment], current: int) -> Html:
    """Draw the segments of the same citations as one mark, answering ones stronger."""
    text = fragment(*(element("strong", segment.text) if segment.answering else segment.text for segment in segments))
    if not citations:
        return text
    numbers = " ".join(map(str, citations))
    return element("mark", text, class_="current" if current in citations else None, data_citation=numbers)
