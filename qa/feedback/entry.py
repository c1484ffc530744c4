"""What someone thought of an answer: a thumb and, where it points down, what was wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from corpus.errors import InvalidInputError
from qa.answer import Status
from qa.asking.question import LONGEST_QUESTION

if TYPE_CHECKING:
    from qa.answer import Answer

LONGEST_COMMENT = 2000
"""Characters."""


class Thumb(StrEnum):
    """The verdict on an answer."""

    UP = "up"
    DOWN = "down"


class Wrong(StrEnum):
    """What was wrong with an answer."""

    WRONG_PASSAGE = "wrong_passage"
    WRONG_WORDS = "wrong_words"
    INCOMPLETE = "incomplete"
    SHOULD_HAVE_REFUSED = "should_have_refused"
    SHOULD_HAVE_ANSWERED = "should_have_answered"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One line of the store. `time` is in UTC; `sentence_ids` are those that the answer cited."""

    time: datetime
    document_id: str
    question: str
    standalone_question: str
    status: Status
    sentence_ids: tuple[str, ...]
    verdict: Thumb
    wrong: Wrong | None = None
    comment: str = ""

    @classmethod
    def on(
        cls,
        answer: Answer,
        verdict: Thumb,
        *,
        document_id: str,
        wrong: Wrong | None = None,
        comment: str = "",
        time: datetime | None = None,
    ) -> Self:
        """Return feedback on an answer about a report; `time` None is now.

        Raises InvalidInputError for a comment over LONGEST_COMMENT characters, or for a fault under a thumb up.
        """
        if len(comment) > LONGEST_COMMENT:
            raise InvalidInputError(
                f"the comment has {len(comment):,} characters; say it in at most {LONGEST_COMMENT:,}"
            )
        if wrong and verdict is Thumb.UP:
            raise InvalidInputError("what was wrong goes with a thumb down; turn the thumb or leave it out")
        cited = (sentence_id for citation in answer.citations for sentence_id in citation.sentence_ids)
        return cls(
            time=(time or datetime.now(UTC)).astimezone(UTC),
            document_id=document_id,
            question=_plain(answer.question)[:LONGEST_QUESTION],
            standalone_question=_plain(answer.standalone_question)[: 3 * LONGEST_QUESTION],
            status=answer.status,
            sentence_ids=tuple(cited),
            verdict=verdict,
            wrong=wrong,
            comment=_plain(comment),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the object that is stored and that `--json` prints, JSON types only."""
        return {
            "time": self.time.isoformat(timespec="milliseconds"),
            "document_id": self.document_id,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "status": str(self.status),
            "sentence_ids": list(self.sentence_ids),
            "verdict": str(self.verdict),
            "wrong": str(self.wrong) if self.wrong else None,
            "comment": self.comment,
        }

    @classmethod
    def of_json(cls, value: object) -> Self:
        """Return what `as_json` gave. Raises ValueError when it is not that."""
        match value:
            case {
                "time": str(time),
                "document_id": str(document_id),
                "question": str(question),
                "standalone_question": str(standalone_question),
                "status": str(status),
                "sentence_ids": list(sentence_ids),
                "verdict": str(verdict),
                "wrong": str() | None as wrong,
                "comment": str(comment),
            } if all(isinstance(sentence_id, str) for sentence_id in sentence_ids):
                return cls(
                    datetime.fromisoformat(time).astimezone(UTC),
                    document_id,
                    question,
                    standalone_question,
                    Status(status),
                    tuple(sentence_ids),
                    Thumb(verdict),
                    Wrong(wrong) if wrong else None,
                    comment,
                )
        raise ValueError("this is no feedback")


def _plain(text: str) -> str:
    """Return a text on one line, without control characters and broken encoding."""
    kept = (" " if c.isspace() else "" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join("".join(kept).split())
