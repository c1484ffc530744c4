"""What comes of checking an exported file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.export.notes import Place


class Fault(StrEnum):
    """What is wrong with a quote, or with the file around it."""

    TEXT_ALTERED = "text_altered"
    OFFSETS_MOVED = "offsets_moved"
    PLACE_ALTERED = "place_altered"
    BODY_ALTERED = "body_altered"
    ANSWER_ALTERED = "answer_altered"
    HEAD_ALTERED = "head_altered"
    OTHER_DOCUMENT = "other_document"
    OTHER_VERSION = "other_version"
    NOTE_DAMAGED = "note_damaged"
    NOTE_MISSING = "note_missing"
    QUOTE_MISSING = "quote_missing"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what the file says, what the report has there (either may be empty).

    `stands_at` are the offsets and `stands_in` the sentence at which this report holds the quote, where that is not
    where the file says.
    """

    fault: Fault
    found: str = ""
    expected: str = ""
    stands_at: tuple[int, int] | None = None
    stands_in: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the problem as `--json` prints it."""
        return {
            "fault": str(self.fault),
            "found": self.found,
            "expected": self.expected,
            "stands_at": list(self.stands_at) if self.stands_at else None,
            "stands_in": self.stands_in,
        }


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quote of the file: `number` is its note's (None without a note), `place` where the note says it stands."""

    number: int | None
    text: str
    place: Place | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return the quote as `--json` prints it."""
        place = self.place
        return {
            "number": self.number,
            "sound": self.sound,
            "text": self.text,
            "passage_id": place.passage_id if place else None,
            "sentence_ids": list(place.sentence_ids) if place else [],
            "start_char_index": place.start if place else None,
            "end_char_index": place.end if place else None,
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of a file; `problems` are those that are no single quote's."""

    quotes: tuple[CheckedQuote, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether the file quotes something and nothing is wrong."""
        return bool(self.quotes) and not self.problems and all(quote.sound for quote in self.quotes)

    def as_json(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {
            "sound": self.sound,
            "quotes": [quote.as_json() for quote in self.quotes],
            "problems": [problem.as_json() for problem in self.problems],
        }
