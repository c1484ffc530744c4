"""A stretch of the report as the page shows it: cut where something in it is marked, the answering words stronger."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.report import Report
    from qa.answer import Citation


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is marked: offsets of the source, the answering spans inside, the citation's number if it is one."""

    start: int
    end: int
    highlights: tuple[tuple[int, int], ...] = ()
    number: int | None = None

    @classmethod
    def of(cls, citation: Citation, number: int) -> Stretch:
        """Return the stretch of an answer's citation, which is counted from 1."""
        return cls(citation.start_char_index, citation.end_char_index, citation.highlights, number)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether all of `source[start:end]` belongs to the stretch."""
        return self.start <= start and end <= self.end

    def answers(self, start: int, end: int) -> bool:
        """Tell whether all of `source[start:end]` answers; where everything does, nothing stands out."""
        partial = [span for span in self.highlights if span[1] - span[0] < self.end - self.start]
        return any(low <= start and end <= high for low, high in partial)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text as people read it, the places among the stretches that it belongs to, and whether it answers."""

    text: str
    stretches: tuple[int, ...] = ()
    answering: bool = False


def segments(report: Report, start: int, end: int, stretches: Sequence[Stretch]) -> tuple[Segment, ...]:
    """Cut `source[start:end]` at every edge of a stretch or of its answering words; mere page breaks are left out."""
    spans = [span for stretch in stretches for span in ((stretch.start, stretch.end), *stretch.highlights)]
    edges = sorted({start, end} | {edge for span in spans for edge in span if start < edge < end})
    cut = []
    for low, high in pairwise(edges):
        places = tuple(place for place, stretch in enumerate(stretches) if stretch.holds(low, high))
        answering = any(stretches[place].answers(low, high) for place in places)
        cut.append(Segment(report.quote(low, high), places, answering))
    return tuple(segment for segment in cut if segment.text)


def quote_html(report: Report, citation: Citation) -> Html:
    """Draw a citation's words, the answering ones strong."""
    stretch = Stretch.of(citation, 1)
    return _strong_html(segments(report, stretch.start, stretch.end, [stretch]))


def marked_html(report: Report, start: int, end: int, stretches: Sequence[Stretch], current: Stretch | None) -> Html:
    """Draw `source[start:end]` with the stretches as marks, each under its number, the one being read as current."""
    runs = groupby(segments(report, start, end, stretches), key=lambda segment: segment.stretches)
    return fragment(*(_mark_html([stretches[place] for place in places], run, current) for places, run in runs))


def _mark_html(marked: Sequence[Stretch], run: Iterable[Segment], current: Stretch | None) -> Html:
    text = _strong_html(run)
    if not marked:
        return text
    numbers = " ".join(str(stretch.number) for stretch in marked if stretch.number)
    return element("mark", text, class_="current" if current in marked else None, data_citation=numbers or None)


def _strong_html(run: Iterable[Segment]) -> Html:
    return fragment(*(element("strong", segment.text) if segment.answering else segment.text for segment in run))


def quoted(report: Report, text: str, address: str, reference: str) -> str:
    """Return a quote as one puts it into a letter: the words, the report, the address and the id."""
    return f"“{text}”（《{report.title}》，{address}，{reference}）"


def reference_of(citation: Citation) -> str:
    """Return the id that leads to a citation: of its first sentence."""
    return citation.sentence_ids[0] if citation.sentence_ids else citation.passage_id


def address_html(address: str) -> Html:
    """Draw an address step by step, so that a long one breaks between its steps."""
    steps = [element("span", step) for step in address.split(" › ")]
    return fragment(*[part for step in steps for part in (fragment(" › "), step)][1:])
