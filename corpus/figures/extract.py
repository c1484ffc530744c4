"""Every figure of a report, sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.figures.figure import Figure, Quantity
from corpus.figures.line import read_line
from corpus.figures.lists import distributed
from corpus.figures.mentions import mentions_in
from corpus.figures.naming import NamingReader
from corpus.figures.telling import kind_of, moment_of, moments_in, since_of
from corpus.halves import standing_of
from corpus.report import ParagraphKind
from corpus.text import squeeze
from corpus.years import year_of_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.figures.line import Line
    from corpus.figures.mentions import Mention
    from corpus.figures.naming import Naming
    from corpus.figures.telling import Moment
    from corpus.report import Paragraph, Report

_ADDS = re.compile("其中|同时|此外|另外")
_CHANGES = frozenset((Quantity.GROWTH, Quantity.DECLINE, Quantity.INCREASE, Quantity.DECREASE))
LONGEST_SENTENCE = 1000
"""Characters; the longest of 72 reports has 416. What is longer is no prose and tells no figures: each number of a
sentence is compared with all that stands around it."""

_OPENING = 12
"""Characters at the start of a sentence in which a time dates the whole of it and what follows."""


def figures_of(report: Report) -> tuple[Figure, ...]:
    """Return the figures of a report in the order of its text; the title page tells none."""
    held_in = year_of_report(report)
    return tuple(
        figure
        for paragraph in report.paragraphs
        if paragraph.kind is not ParagraphKind.FRONT_MATTER
        for figure in _ParagraphReader(paragraph, held_in).figures()
    )


class _ParagraphReader:
    """Reads a paragraph's sentences in order: what one leaves out, the one before may have said."""

    def __init__(self, paragraph: Paragraph, held_in: int | None) -> None:
        self.paragraph, self.held_in = paragraph, held_in
        self.standing = standing_of(paragraph, held_in)
        self.default = self.standing.year
        self.indicator = ""
        self.moment: Moment | None = None
        self.goes_on = False

    def figures(self) -> Iterator[Figure]:
        for number, sentence in enumerate(self.paragraph.sentences, 1):
            if len(sentence.text) > LONGEST_SENTENCE:
                continue
            line = read_line(sentence)
            if not self.goes_on and not _ADDS.match(line.text):
                self.moment = None
            told = self.moment.year if self.moment else self.default
            moments = moments_in(line.text, self.held_in, told)
            mentions = mentions_in(line.text)
            namings = distributed(line.text, mentions, NamingReader(line.text).read(mentions))
            address = " › ".join((*self.paragraph.place, f"第{number}句"))
            for mention, naming in zip(mentions, namings, strict=True):
                yield self._figure(line, mention, naming, moments, address)
            self._pass_on(line, moments)

    def _pass_on(self, line: Line, moments: list[Moment]) -> None:
        """Keep what the sentence leaves standing for the next ones: its time, if it opened with one."""
        self.goes_on = line.text.endswith("；")
        opening = [moment for moment in moments[:1] if moment.start <= _OPENING]
        if any(moment.year != self.standing.year and not moment.before_told for moment in opening):
            self.default = None

    def _figure(self, line: Line, mention: Mention, naming: Naming, moments: list[Moment], address: str) -> Figure:
        amount = mention.amount
        own = moment_of(line.text, mention, naming.quantity, moments)
        if own and naming.quantity is not Quantity.BASE:
            self.moment = own
        moment = own if naming.quantity is Quantity.BASE else own or self.moment
        self.indicator = "…".join(line.verbatim(*stretch) for stretch in naming.stretches) or self.indicator
        start, end = line.span(amount.start, amount.end)
        return Figure(
            indicator=self.indicator,
            text=squeeze(line.sentence.text[start - line.sentence.start : end - line.sentence.start]),
            value=amount.value,
            upper=amount.upper,
            unit=amount.unit,
            bound=amount.bound,
            quantity=naming.quantity,
            kind=kind_of(line.text, mention, naming.quantity, self.standing, moment, self.held_in),
            year=self._year(naming, moment),
            since=since_of(line.text, mention, moments) if naming.quantity in _CHANGES else None,
            sentence_id=line.sentence.sentence_id,
            address=address,
            start=start,
            end=end,
        )

    def _year(self, naming: Naming, moment: Moment | None) -> int | None:
        if moment:
            return moment.year
        return None if naming.quantity is Quantity.BASE else self.default
