"""Reads questions about a report: JSON objects, one a line, as `docs/contracts.md` describes them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError, QuestionTooLongError
from corpus.text import squeeze
from qa.asking.language import detect_language
from qa.asking.question import checked_question
from qa.evaluation.fields import groups_in, list_in, object_of, optional_text_in, parsed, text_in, texts, truth_in
from qa.evaluation.questions import GoldQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.report import Report
    from qa.evaluation.questions import Groups


def read_question_lines(text: str, report: Report) -> Iterator[GoldQuestion]:
    """Yield the questions of a file's text, the turns of a conversation one after another.

    Raises InvalidInputError, naming the line, for one that cannot be used, also where its evidence is not the
    report's: figures against it would say nothing.
    """
    source, seen = squeeze(report.source), set[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = parsed(line, number)
        try:
            for question in _questions_of(object_of(row)):
                _check(question, source, seen)
                yield question
        except InvalidInputError as error:
            raise InvalidInputError(f"line {number}: {error}") from error


def _questions_of(row: dict[str, Any]) -> Iterator[GoldQuestion]:
    row_id = text_in(row, "id")
    if "turns" not in row:
        yield _question(row, row_id, "question")
        return
    history: tuple[str, ...] = ()
    for number, turn in enumerate(map(object_of, list_in(row, "turns")), 1):
        turn = {"lang": row.get("lang"), **turn}
        asked = _question(turn, f"{row_id}/{number}", "dialog")
        yield replace(asked, together=row_id, history=history)
        history = (*history, asked.text)
    if not history:
        raise InvalidInputError('"turns" holds no turn')


def _question(row: dict[str, Any], question_id: str, kind: str) -> GoldQuestion:
    text, answerable = text_in(row, "question"), truth_in(row, "answerable")
    with suppress(QuestionTooLongError):  # is refused, as a question of a batch is
        checked_question(text)
    return GoldQuestion(
        question_id=question_id,
        text=text,
        language=optional_text_in(row, "lang") or detect_language(text),
        kind=optional_text_in(row, "kind") or kind,
        answerable=answerable,
        evidence=_evidence(row) if answerable else (),
        answers=groups_in(row, "answer") if answerable else (),
        together=question_id,
    )


def _evidence(row: dict[str, Any]) -> Groups:
    return tuple((stretch,) for stretch in texts(row.get("evidence"), "evidence"))


def _check(question: GoldQuestion, source: str, seen: set[str]) -> None:
    if question.question_id in seen:
        raise InvalidInputError(f"there is a question {question.question_id} above; give each an id of its own")
    seen.add(question.question_id)
    strange = next((text for group in question.evidence for text in group if squeeze(text) not in source), None)
    if strange is not None:
        raise InvalidInputError(f"the evidence “{strange[:40]}” does not stand in the report; name the one it is from")
