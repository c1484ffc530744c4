"""The text of a note: address, quote, place in the source, source. Written once and read back, for every format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.export.page import Note, shown
from qa.export.words import WORDS

if TYPE_CHECKING:
    from corpus.report import Report
    from qa.answer import Citation
    from qa.export.words import Words

DIGEST_IN_NOTE = 16
"""Hexadecimal digits of the source's digest in a note: enough to tell texts apart, short enough to read past."""

_IDS = r"(P\d+[a-z]*) · (P\d+\.\d+(?:, P\d+\.\d+)*)"
_SPAN = r"\d{1,12}–\d{1,12}"
_SOURCE = re.compile(r"(?P<document_id>.+) · SHA-256 (?P<digest>[0-9a-f]{16}|[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Source:
    """The report that is quoted; `digest` is `Report.fingerprint`, in a note only how it begins."""

    document_id: str
    title: str
    digest: str

    @classmethod
    def of(cls, report: Report) -> Source:
        """Return a report as what it is known by."""
        return cls(report.document_id, report.title or report.document_id, report.fingerprint)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands; offsets count characters of the source.

    `highlights` are those of the answering words, none where the whole quote answers.
    """

    passage_id: str
    sentence_ids: tuple[str, ...]
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, citation: Citation) -> Place:
        """Return a citation's place."""
        whole = (citation.start_char_index, citation.end_char_index)
        marked = () if citation.highlights == (whole,) else citation.highlights
        return cls(citation.passage_id, citation.sentence_ids, *whole, marked)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that has been read; `heading` is title and address on one line, `digest` how the source's begins."""

    words: Words
    heading: str
    quote: str
    place: Place
    document_id: str
    digest: str


def note_of(number: int, citation: Citation, source: Source, words: Words) -> Note:
    """Return a note; its line of answering words is left out where they are the whole quote."""
    brief = Source(source.document_id, source.title, source.digest[:DIGEST_IN_NOTE])
    lines = [shown(f"{source.title} › {citation.address}"), shown(words.quote + citation.cited_text)]
    place = Place.of(citation)
    lines.append(_place_line(place, words))
    if place.highlights:
        lines.append(_answering_line(citation, words))
    return Note(number, (*lines, source_line(brief, words)))


def _place_line(place: Place, words: Words) -> str:
    parts = (place.passage_id, ", ".join(place.sentence_ids), f"{words.characters} {place.start}–{place.end}")
    return words.place + " · ".join(parts)


def _answering_line(citation: Citation, words: Words) -> str:
    start, spans = citation.start_char_index, citation.highlights
    said = (shown(citation.cited_text[low - start : high - start]) for low, high in spans)
    return shown(f"{words.answering}{', '.join(f'{low}–{high}' for low, high in spans)} · {'；'.join(said)}")


def source_line(source: Source, words: Words) -> str:
    """Return what tells one text from every other: the report's id and the digest of its characters."""
    return shown(f"{words.source}{source.document_id} · SHA-256 {source.digest}")


def read_note(note: Note) -> Footnote | None:
    """Return what a note says; None where it is not as `note_of` writes it."""
    if not 4 <= len(note.lines) <= 5:
        return None
    heading, quote, place, *answering, source = note.lines
    for words in WORDS:
        found, known = _read_place(place, "".join(answering), words), read_source(source, words)
        if found and known and quote.startswith(words.quote):
            return Footnote(words, heading, quote.removeprefix(words.quote), found, *known)
    return None


def read_source(line: str, words: Words) -> tuple[str, str] | None:
    """Return the report's id and the digest, or None where the line is no source line in these words."""
    matched = _SOURCE.fullmatch(line.removeprefix(words.source)) if line.startswith(words.source) else None
    return (matched["document_id"], matched["digest"]) if matched else None


def looks_like_ours(note: Note) -> bool:
    """Tell whether a note, even a damaged one, comes from an export and not from whoever edited the file."""
    labels = tuple(label for words in WORDS for label in (words.quote, words.place, words.answering, words.source))
    return any(line.startswith(labels) for line in note.lines)


def _read_place(place: str, answering: str, words: Words) -> Place | None:
    matched = re.fullmatch(rf"{words.place}{_IDS} · {words.characters} {_SPAN}", place, re.ASCII)
    marked = re.fullmatch(rf"{words.answering}({_SPAN}(?:, {_SPAN})*) · .+", answering, re.ASCII)
    if not matched or (answering and not marked):
        return None
    (span,) = _spans(place[matched.end(2) :])
    return Place(matched[1], tuple(matched[2].split(", ")), *span, _spans(marked[1]) if marked else ())


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    pairs = (span.split("–") for span in re.findall(_SPAN, text, re.ASCII))
    return tuple((int(low), int(high)) for low, high in pairs)
