"""What is said to a person: an answer made of quotes, and the citations that prove them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from corpus.errors import CitationError
from qa.contracts import passage_as_json

if TYPE_CHECKING:
    from corpus.passages import Passage
    from corpus.report import Report

LONGEST_ANSWER = 400
"""Characters: what is longer is a dump, not an answer. Only a single sentence longer than this is ever cut short."""


UNSURE_BELOW = 0.5
"""Confidence under which an answer is as likely wrong as right, and says so."""


class Status(StrEnum):
    """Whether the report answers."""

    ANSWERED = "answered"
    NOT_IN_REPORT = "not_in_report"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim stretch of the source: `source[start_char_index:end_char_index] == cited_text`.

    Offsets count characters of the file as stored; `highlights` are the answering stretches in the same count.
    """

    document_id: str
    document_title: str
    passage_id: str
    sentence_ids: tuple[str, ...]
    address: str
    cited_text: str
    start_char_index: int
    end_char_index: int
    highlights: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The contract of `report-qa ask --json`; `related` are the nearest passages where the report does not tell.

    `lead` is how `answer` begins, before its quotes: yes or no, the answering words; empty where a quote stands alone.
    """

    question: str
    language: str
    status: Status
    answer: str
    confidence: float
    citations: tuple[Citation, ...]
    standalone_question: str
    timing_ms: dict[str, float]
    related: tuple[Passage, ...] = field(default=(), repr=False)
    lead: str = ""
    mode: str = "extractive"

    @property
    def unsure(self) -> bool:
        """Whether the answer is less likely right than not: a person should be told so."""
        return self.status is Status.ANSWERED and self.confidence < UNSURE_BELOW

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints, JSON types only."""
        return {
            "question": self.question,
            "language": self.language,
            "status": str(self.status),
            "answer": self.answer,
            "lead": self.lead,
            "mode": self.mode,
            "confidence": round(self.confidence, 4),
            "citations": [asdict(citation) for citation in self.citations],
            "related": [passage_as_json(passage) for passage in self.related],
            "standalone_question": self.standalone_question,
            "timing_ms": {name: round(value, 1) for name, value in self.timing_ms.items()},
        }


def verify(report: Report, citation: Citation) -> None:
    """Prove a citation against the source.

    Raises CitationError when the quoted text or a highlight does not stand where the citation says.
    """
    start, end = citation.start_char_index, citation.end_char_index
    inside = all(start <= low < high <= end for low, high in citation.highlights)
    if report.source[start:end] != citation.cited_text or not citation.cited_text or not inside:
        raise CitationError(
            f"the citation {citation.passage_id} does not stand at {start}–{end} of {report.document_id}; "
            "nothing was printed; run `report-qa doctor` and rebuild the index"
        )
