"""The values that the parser makes and everything else reads: a report, its headings, paragraphs and sentences.

Every offset counts characters of `Report.source`, the file's text as stored; `source[start:end] == text` for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.text import readable

if TYPE_CHECKING:
    from datetime import date


FRONT_MATTER_ID = "P000"


class HeadingLevel(StrEnum):
    """What a heading looks like: `一、` or `第一部分`, `（一）`, `1.` or `第一，`, or a line without a number."""

    PART = "part"
    CHAPTER = "chapter"
    POINT = "point"
    UNNUMBERED = "unnumbered"


class ParagraphKind(StrEnum):
    """What a paragraph is; front matter is the title page (title, occasion, speaker) taken as one."""

    FRONT_MATTER = "front matter"
    SALUTATION = "salutation"
    ITEM = "list item"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own or, `opens_paragraph`, at the start of the paragraph it names."""

    level: HeadingLevel
    title: str
    text: str
    start: int
    end: int
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, `P042.2` for the second of paragraph 42."""

    sentence_id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as its author wrote it.

    `headings` are those it stands under, outermost first; `position` counts content paragraphs from 1 under the
    innermost; `topic` is a short first sentence that names the rest; `joins` are the page breaks repaired in it.
    """

    paragraph_id: str
    kind: ParagraphKind
    text: str
    start: int
    end: int
    headings: tuple[Heading, ...]
    position: int
    topic: str | None
    joins: int
    sentences: tuple[Sentence, ...]

    @property
    def place(self) -> tuple[str, ...]:
        """The address as a list: headings, then the topic or the paragraph's position."""
        return place_of(tuple(heading.title for heading in self.headings), self.topic, self.position)


def place_of(headings: tuple[str, ...], topic: str | None, position: int) -> tuple[str, ...]:
    """Return an address as a list; position 0 is the title page."""
    return (*headings, topic or (f"第{position}段" if position else "标题"))


@dataclass(frozen=True, slots=True)
class Report:
    """One document, parsed; nothing of the source is lost or changed."""

    document_id: str
    title: str
    held_on: date | None
    source: str = field(repr=False)
    headings: tuple[Heading, ...] = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the source's characters, in hexadecimal: an index is good for exactly this text."""
        return sha256(self.source.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def parse_fingerprint(self) -> str:
        """SHA-256 of where every paragraph stands and every sentence begins and ends: what the parser made of it."""
        digest = sha256()
        for paragraph in self.paragraphs:
            spans = [(sentence.start, sentence.end) for sentence in paragraph.sentences]
            digest.update(repr((paragraph.paragraph_id, paragraph.place, spans)).encode("utf-8", "backslashreplace"))
        return digest.hexdigest()

    def quote(self, start: int, end: int) -> str:
        """Return the stretch as people read it, page breaks inside it repaired."""
        return readable(self.source[start:end])
