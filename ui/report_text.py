"""The whole report as the Report tab draws it: headings, numbered paragraphs, sentences that can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.report import ParagraphKind
from ui.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.report import Heading, HeadingLevel, Paragraph, Report

DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a unit as people read it: a sentence, or a heading on a line of its own, which has no id."""

    sentence_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands in one block on the page: a heading, a paragraph, or a paragraph with the heading that opens it.

    `anchor` is the block's id on the page; hits are counted in `text`.
    """

    anchor: str
    heading: Heading | None
    paragraph: Paragraph | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All that is written in the block."""
        return "".join(piece.text for piece in self.pieces)


def anchor_of(passage_id: str) -> str:
    """Return the id that a paragraph's block has on the page."""
    return f"report-{passage_id}"


def units_of(report: Report) -> tuple[Unit, ...]:
    """Return the blocks of the report, in order; every character that is not blank lies in exactly one."""
    run_in = {heading.start: heading for heading in report.headings if heading.opens_paragraph}
    paragraphs = [
        (paragraph.start, _paragraph_unit(report, paragraph, run_in.get(paragraph.start)))
        for paragraph in report.paragraphs
    ]
    headings = [
        (heading.start, Unit(f"report-h{heading.start}", heading, None, (_heading_piece(report, heading),)))
        for heading in report.headings
        if not heading.opens_paragraph
    ]
    return tuple(unit for _, unit in sorted([*paragraphs, *headings], key=lambda entry: entry[0]))


def _heading_piece(report: Report, heading: Heading) -> Piece:
    return Piece(None, report.quote(heading.start, heading.end))


def _paragraph_unit(report: Report, paragraph: Paragraph, heading: Heading | None) -> Unit:
    """Return a paragraph whose pieces run to where the next begins, so that no blank between two words is lost."""
    edges = [*(sentence.start for sentence in paragraph.sentences), paragraph.end]
    pieces = tuple(
        Piece(sentence.sentence_id, report.quote(start, end))
        for sentence, (start, end) in zip(paragraph.sentences, pairwise(edges), strict=True)
    )
    return Unit(anchor_of(paragraph.paragraph_id), heading, paragraph, pieces)


def heading_depths(report: Report) -> dict[Heading, int]:
    """Return how deep each heading stands, from 0; one that heads no paragraph as deep as the last of its level."""
    known = {heading: depth for paragraph in report.paragraphs for depth, heading in enumerate(paragraph.headings)}
    depths: dict[Heading, int] = {}
    last: dict[HeadingLevel, int] = {}
    for heading in report.headings:
        last[heading.level] = depths[heading] = known.get(heading, last.get(heading.level, 0))
    return depths


def text_html(report: Report) -> Html:
    """Draw the whole report; it holds no word of the interface, so it is drawn once for both languages."""
    depths = heading_depths(report)
    blocks = [_unit_html(number, unit, depths) for number, unit in enumerate(units_of(report))]
    return element("article", *blocks, class_="report-text", lang="zh-CN")


def _unit_html(number: int, unit: Unit, depths: Mapping[Heading, int]) -> Html:
    if unit.paragraph is None:
        return _heading_html(unit, depths, unit.text, anchor=unit.anchor, number=number)
    paragraph_id = unit.paragraph.paragraph_id
    return element(
        "div",
        element("a", paragraph_id, href=f"?passage={paragraph_id}", class_="paragraph-number"),
        element("div", *_said(unit, depths), data_unit=number),
        id=unit.anchor,
        class_=f"paragraph {unit.paragraph.kind.name.lower().replace('_', '-')}",
        tabindex="-1",
    )


def _said(unit: Unit, depths: Mapping[Heading, int]) -> list[Html]:
    """Draw what a paragraph says; the title page line by line, a heading that opens it as a heading."""
    if unit.paragraph and unit.paragraph.kind is ParagraphKind.FRONT_MATTER:
        return [element("p", _piece_html(piece)) for piece in unit.pieces]
    if unit.heading is None:
        return [element("p", *map(_piece_html, unit.pieces))]
    first, *rest = unit.pieces
    return [_heading_html(unit, depths, _piece_html(first)), element("p", *map(_piece_html, rest))]


def _piece_html(piece: Piece) -> Html:
    return element("span", piece.text, data_sentence=piece.sentence_id)


def _heading_html(
    unit: Unit, depths: Mapping[Heading, int], text: str, *, anchor: str | None = None, number: int | None = None
) -> Html:
    """Draw a heading under the page's own title and the tab's, which are h1."""
    depth = depths[unit.heading] if unit.heading else 0
    tag = f"h{min(2 + depth, DEEPEST_HEADING)}"
    return element(tag, text, id=anchor, data_unit=number, tabindex="-1" if anchor else None)
