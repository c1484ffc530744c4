"""One report that notes are proved against: the engine's own code makes a note anew, and what differs was changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from corpus.text import is_blank, squeeze
from qa.asking.yes_no import Verdict
from qa.compose import citations_of, marks_words, told
from qa.export.notes import Source, note_of
from qa.export.page import holdable, shown
from qa.reading.reader import Reading
from qa.verify.values import Fault, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.passages import Passage
    from corpus.report import Report, Sentence
    from qa.export.notes import Footnote, Place
    from qa.export.page import Note

Span = tuple[int, int]


class Proof:
    """Proves the notes of one file against one report."""

    def __init__(self, report: Report, passages: Sequence[Passage]) -> None:
        """Take the report and all its passages."""
        self.source = Source.of(report)
        self._report = report
        self._sentences = [(passage, sentence) for passage in passages for sentence in passage.sentences]
        self._starts = {sentence.start for _, sentence in self._sentences}
        self._ends = {sentence.end for _, sentence in self._sentences}
        self._seen = [n for n, character in enumerate(report.source) if not is_blank(character)]
        self._squeezed = holdable("".join(report.source[n] for n in self._seen))

    def problems(self, note: Note, footnote: Footnote, document_id: str) -> Iterator[Problem]:
        """Yield what is wrong with a note; nothing where all of it is as it would be exported today.

        `document_id` is what the file calls this report: the digest, not the name, says which text it is.
        """
        if not self.source.digest.startswith(footnote.digest):
            yield self._not_this_report(footnote)
            return
        place = footnote.place
        readings = self.readings(place)
        wrong_text = self._wrong_text(footnote, readings)
        if wrong_text:
            yield wrong_text
        if not readings:
            yield Problem(Fault.PLACE_ALTERED, note.lines[2])
            return
        (citation,) = citations_of(self._report, readings)
        source = replace(self.source, document_id=document_id)
        expected = note_of(note.number, citation, source, footnote.words).lines
        if note.lines[-1] != expected[-1]:
            yield Problem(Fault.OTHER_DOCUMENT, footnote.document_id, document_id)
        moved = wrong_text is not None and wrong_text.fault is Fault.OFFSETS_MOVED
        found = (note.lines[0], *(() if moved else note.lines[2:-1]))
        wanted = (expected[0], *(() if moved else expected[2:-1]))
        if found != wanted:
            yield Problem(Fault.PLACE_ALTERED, *_first_difference(found, wanted))

    def readings(self, place: Place) -> list[Reading]:
        """Return the sentences at a place as a reader would give them: by the offsets, else by the ids.

        Empty where neither names whole neighbouring sentences of one passage.
        """
        inside = [pair for pair in self._sentences if place.start <= pair[1].start and pair[1].end <= place.end]
        named = [pair for pair in self._sentences if pair[1].sentence_id in place.sentence_ids]
        whole = bool(inside) and (inside[0][1].start, inside[-1][1].end) == (place.start, place.end)
        for sentences in (inside, named) if whole else (named,):
            readings = [self._reading(passage, sentence, place) for passage, sentence in sentences]
            if len({passage.passage_id for passage, _ in sentences}) == 1 == len(citations_of(self._report, readings)):
                return readings
        return []

    def leads(self, places: Iterable[Place], language: str) -> set[str]:
        """Return all that may stand before quotes at these places: yes, no or neither, with the words or without."""
        readings = [reading for place in places for reading in self.readings(place)]
        return {
            shown(told(self._report, read, language, verdict).lead)
            for read, verdict in product(ways_to_read(readings), (None, *Verdict))
        }

    @staticmethod
    def _reading(passage: Passage, sentence: Sentence, place: Place) -> Reading:
        whole = ((sentence.start, sentence.end),) if len(place.sentence_ids) == 1 else ()
        marked = tuple(span for span in place.highlights if sentence.start <= span[0] < span[1] <= sentence.end)
        return Reading(passage, sentence, marked if place.highlights else whole, strength=1.0, confidence=1.0)

    def _not_this_report(self, footnote: Footnote) -> Problem:
        same_name = footnote.document_id == self.source.document_id
        fault = Fault.OTHER_VERSION if same_name else Fault.OTHER_DOCUMENT
        found = f"{footnote.document_id} · SHA-256 {footnote.digest}"
        expected = f"{self.source.document_id} · SHA-256 {self.source.digest[: len(footnote.digest)]}"
        return self._standing(Problem(fault, found, expected), next(self._occurrences(footnote.quote), None))

    def _standing(self, problem: Problem, span: Span | None) -> Problem:
        """Return a problem that also says where this report holds the quote."""
        if span is None:
            return problem
        within = (sentence.sentence_id for _, sentence in self._sentences if sentence.start <= span[0] < sentence.end)
        return replace(problem, stands_at=span, stands_in=next(within, ""))

    def _wrong_text(self, footnote: Footnote, readings: Sequence[Reading]) -> Problem | None:
        """Return what is wrong with quote or offsets: moved where whole sentences say it elsewhere, else altered."""
        start, end = footnote.place.start, footnote.place.end
        if shown(self._report.source[start:end]) == footnote.quote:
            return None
        for low, high in self._occurrences(footnote.quote):
            if low in self._starts and high in self._ends and (low, high) != (start, end):
                return self._standing(Problem(Fault.OFFSETS_MOVED, f"{start}–{end}"), (low, high))
        whole = self._report.source[readings[0].sentence.start : readings[-1].sentence.end] if readings else ""
        return Problem(Fault.TEXT_ALTERED, footnote.quote, shown(whole))

    def _occurrences(self, quote: str) -> Iterator[Span]:
        """Yield the offsets at which the report holds a quote, blanks aside."""
        wanted = squeeze(quote)
        at = self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            yield self._seen[at], self._seen[at + len(wanted) - 1] + 1
            at = self._squeezed.find(wanted, at + 1)


def ways_to_read(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Yield readings made from places as a reader may have given them: without knowing the answering words, or knowing.

    A place that names no words is then a runner-up's; where a whole sentence answers, no words stand first anyway.
    """
    yield list(readings)
    yield [replace(reading, exact=marks_words(reading), runner_up=not marks_words(reading)) for reading in readings]


def _first_difference(found: Sequence[str], expected: Sequence[str]) -> tuple[str, str]:
    """Return the first lines that differ; a line that the other side lacks is empty."""
    longest = max(len(found), len(expected))
    pairs = zip(*(tuple(lines) + ("",) * (longest - len(lines)) for lines in (found, expected)), strict=True)
    return next((one, other) for one, other in pairs if one != other)
