"""What a report is, at a glance: its size and its own outline, two levels deep."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus.figures import figures_of
from corpus.report import ParagraphKind

if TYPE_CHECKING:
    from datetime import date

    from corpus.report import Heading, Report


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the second level; `passage_id` is that of the first paragraph under it, good for `cite`."""

    title: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the first level; `passage_id` is that of the first paragraph under it or under its chapters."""

    title: str
    passage_id: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to ask about. The title page counts neither as a paragraph nor with its sentences.

    `held_on` None: the report does not say; `parts` is empty for a report without headings.
    """

    document_id: str
    title: str
    held_on: date | None
    paragraphs: int
    sentences: int
    figures: int
    parts: tuple[Part, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the overview in JSON types only."""
        return asdict(self) | {"held_on": self.held_on.isoformat() if self.held_on else None}


def overview(report: Report) -> Overview:
    """Return the overview of a report."""
    told = [paragraph for paragraph in report.paragraphs if paragraph.kind is not ParagraphKind.FRONT_MATTER]
    return Overview(
        document_id=report.document_id,
        title=report.title,
        held_on=report.held_on,
        paragraphs=len(told),
        sentences=sum(len(paragraph.sentences) for paragraph in told),
        figures=len(figures_of(report)),
        parts=_parts(report),
    )


def _parts(report: Report) -> tuple[Part, ...]:
    """Return the headings of the first level that have text under them, with theirs of the second, in order."""
    starts: dict[Heading, str] = {}
    chapters: dict[Heading, dict[Heading, str]] = {}
    for paragraph in report.paragraphs:
        if paragraph.headings:
            part, *below = paragraph.headings
            starts.setdefault(part, paragraph.paragraph_id)
            under = chapters.setdefault(part, {})
            if below:
                under.setdefault(below[0], paragraph.paragraph_id)
    return tuple(
        Part(part.title, start, tuple(Chapter(heading.title, first) for heading, first in chapters[part].items()))
        for part, start in starts.items()
    )
