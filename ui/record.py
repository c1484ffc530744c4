"""A conversation as the browser keeps it, and back: JSON types only, read with suspicion.

What a browser kept may be of another report or another version, or changed by hand; a turn that cannot be proven
against the report is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.errors import CitationError, PassageNotFoundError
from corpus.text import encodable
from qa.answer import Answer, Citation, Status
from qa.asking.question import LONGEST_QUESTION
from ui.conversation import Conversation, Failure, Turn
from ui.reproof import Reproof

if TYPE_CHECKING:
    from qa.engine import ReportQA

Record = dict[str, Any]
"""A conversation in JSON types: its id, the report's fingerprint and the turns that have an outcome."""

_ID = re.compile(r"[0-9a-f]{16}")

LONGEST_TEXT = 4 * LONGEST_QUESTION
"""Characters of a text that comes back; a question with those that it leans on has the most."""

MOST_CITATIONS = 20
"""Of an answer: LONGEST_ANSWER leaves room for no more."""

MOST_TURNS = 1000
"""Turns that are read, the last ones: each is proven anew."""


def record_of(engine: ReportQA, conversation: Conversation) -> Record:
    """Return what the browser keeps of a conversation; a question that still waits is not part of it."""
    turns = [_turn_record(turn) for turn in conversation.turns if turn.outcome is not None]
    return {"id": conversation.conversation_id, "report": engine.report.fingerprint, "turns": turns}


def _turn_record(turn: Turn) -> dict[str, Any]:
    if isinstance(turn.outcome, Answer):
        answer = turn.outcome.as_json()
        return {"question": turn.question, "answer": answer | {"related": [p.passage_id for p in turn.outcome.related]}}
    return {"question": turn.question, "failure": turn.outcome.reason if turn.outcome else None}


def conversation_of(engine: ReportQA, record: object) -> Conversation:
    """Return the conversation that a browser kept; an empty one where nothing of it is about this report."""
    if not isinstance(record, dict) or record.get("report") != engine.report.fingerprint:
        return Conversation()
    turns = record.get("turns")
    reproof = Reproof(engine)
    read = [_turn_of(engine, reproof, turn) for turn in turns[-MOST_TURNS:]] if isinstance(turns, list) else []
    proven, conversation_id = tuple(turn for turn in read if turn), str(record.get("id"))
    known = bool(proven) and _ID.fullmatch(conversation_id)
    return Conversation(proven, conversation_id) if known else Conversation(proven)


def _turn_of(engine: ReportQA, reproof: Reproof, turn: object) -> Turn | None:
    try:
        return _read_turn(engine, reproof, turn)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, CitationError, PassageNotFoundError):
        return None


def _read_turn(engine: ReportQA, reproof: Reproof, turn: Any) -> Turn:  # noqa: ANN401 (whatever the browser sent)
    question = _text(turn["question"])
    if "answer" in turn:
        answer = _read_answer(engine, turn["answer"])
        return Turn(question, reproof.proven(replace(answer, question=question)))
    return Turn(question, Failure(_text(turn["failure"])))


def _text(value: object, longest: int = LONGEST_TEXT) -> str:
    """Return a text. Raises TypeError for what is none, ValueError for more than the page itself would keep."""
    if not isinstance(value, str):
        raise TypeError("no text")
    if len(value) > longest:
        raise ValueError("too long")
    return encodable(value)


def _read_answer(engine: ReportQA, answer: Any) -> Answer:  # noqa: ANN401
    if len(answer["citations"]) > MOST_CITATIONS or len(answer["related"]) > MOST_CITATIONS:
        raise ValueError("too many")
    return Answer(
        question=_text(answer["question"]),
        language=_text(answer["language"]),
        status=Status(answer["status"]),
        answer=_text(answer["answer"]),
        confidence=float(answer["confidence"]),
        citations=tuple(_read_citation(engine, citation) for citation in answer["citations"]),
        standalone_question=_text(answer["standalone_question"]),
        timing_ms={_text(name): float(value) for name, value in answer["timing_ms"].items()},
        related=tuple(engine.cite(_text(reference)).passage for reference in answer["related"]),
        lead=_text(answer["lead"]),
        mode=_text(answer["mode"]),
    )


def _read_citation(engine: ReportQA, citation: Any) -> Citation:  # noqa: ANN401
    return Citation(
        document_id=_text(citation["document_id"]),
        document_title=_text(citation["document_title"]),
        passage_id=_text(citation["passage_id"]),
        sentence_ids=tuple(_text(sentence) for sentence in citation["sentence_ids"]),
        address=_text(citation["address"]),
        cited_text=_text(citation["cited_text"], len(engine.report.source)),
        start_char_index=int(citation["start_char_index"]),
        end_char_index=int(citation["end_char_index"]),
        highlights=tuple((int(low), int(high)) for low, high in citation["highlights"]),
        score=float(citation["score"]),
    )
