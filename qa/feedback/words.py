"""Feedback in words: its labels, and the lines that `report-qa feedback` prints, in Chinese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.feedback.entry import Thumb, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.feedback.entry import Feedback

_THUMBS = {"zh": {Thumb.UP: "赞", Thumb.DOWN: "踩"}, "en": {Thumb.UP: "up", Thumb.DOWN: "down"}}
_WRONG = {
    "zh": {
        Wrong.WRONG_PASSAGE: "引错了段落",
        Wrong.WRONG_WORDS: "答语不对",
        Wrong.INCOMPLETE: "不完整",
        Wrong.SHOULD_HAVE_REFUSED: "报告没有说，不该作答",
        Wrong.SHOULD_HAVE_ANSWERED: "报告说了，本该作答",
        Wrong.OTHER: "其他",
    },
    "en": {
        Wrong.WRONG_PASSAGE: "the wrong passage",
        Wrong.WRONG_WORDS: "the wrong words",
        Wrong.INCOMPLETE: "incomplete",
        Wrong.SHOULD_HAVE_REFUSED: "the report does not tell, yet it answered",
        Wrong.SHOULD_HAVE_ANSWERED: "the report tells, yet it did not answer",
        Wrong.OTHER: "something else",
    },
}


def thumb_word(thumb: Thumb, language: str) -> str:
    """Return a thumb in words; `language` is zh or en."""
    return _THUMBS[language][thumb]


def wrong_word(wrong: Wrong, language: str) -> str:
    """Return in words what was wrong; `language` is zh or en."""
    return _WRONG[language][wrong]


def feedback_lines(feedback: Feedback, language: str) -> Iterator[str]:
    """Yield the lines that tell one piece of feedback: when and what, the question, the comment."""
    parts = [f"{feedback.time:%Y-%m-%d %H:%M} UTC", thumb_word(feedback.verdict, language)]
    if feedback.wrong:
        parts.append(wrong_word(feedback.wrong, language))
    cited = ", ".join(feedback.sentence_ids) or str(feedback.status)
    yield " · ".join((*parts, feedback.document_id, cited))
    yield f"  {feedback.question}"
    if feedback.standalone_question != feedback.question:
        yield f"  ↳ {feedback.standalone_question}"
    if feedback.comment:
        yield f"  “{feedback.comment}”"
