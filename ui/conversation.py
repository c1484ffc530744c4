"""One visitor's conversation: what was asked and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import TYPE_CHECKING

from corpus.errors import ReportQAError
from corpus.text import encodable

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.engine import ReportQA

EARLIER_QUESTIONS = 6
"""A follow-up leans on the last few questions; more would only slow it and pull it off its subject."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer: an expected error's one line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its outcome; None while the answer is awaited."""

    question: str
    outcome: Answer | Failure | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first; a value, so that visitors never share one.

    `conversation_id` stays the same from question to question: the browser keeps each conversation under its own.
    """

    turns: tuple[Turn, ...] = ()
    conversation_id: str = field(default_factory=lambda: token_hex(8), compare=False)

    def ask(self, question: str) -> Conversation:
        """Return the conversation with a question added that awaits its answer, in the place of one without."""
        kept = self.turns if self.answer_of(len(self.turns) - 1) else self.turns[:-1]
        return replace(self, turns=(*kept, Turn(encodable(question.strip()))))

    def close(self, outcome: Answer | Failure) -> Conversation:
        """Return the conversation with the outcome of its last question; one that has its outcome keeps it."""
        if not self.turns or self.turns[-1].outcome is not None:
            return self
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], outcome=outcome)))

    @property
    def failed_question(self) -> str:
        """The last question if it failed, so that it can be asked again; else nothing."""
        failed = bool(self.turns) and isinstance(self.turns[-1].outcome, Failure)
        return self.turns[-1].question if failed else ""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far, oldest first; questions that failed or wait have none."""
        return tuple(answer for number in range(len(self.turns)) if (answer := self.answer_of(number)))

    def asked(self, turn: int) -> tuple[str, list[str]]:
        """Return the question of a turn, counted from 0, and the last EARLIER_QUESTIONS before it, oldest first."""
        *earlier, last = self.turns[: turn + 1]
        history = [turn.question for turn in earlier if not isinstance(turn.outcome, Failure)]
        return last.question, history[-EARLIER_QUESTIONS:]

    def answer_of(self, turn: int | None) -> Answer | None:
        """Return the answer of a turn, counted from 0, or None where there is none."""
        outcome = self.turns[turn].outcome if turn is not None and 0 <= turn < len(self.turns) else None
        return None if isinstance(outcome, Failure) else outcome


def answer_last(engine: ReportQA, conversation: Conversation) -> Conversation:
    """Answer the last question, the earlier ones as its history; an expected error becomes its outcome."""
    question, history = conversation.asked(len(conversation.turns) - 1)
    try:
        return conversation.close(engine.ask(question, history=history))
    except ReportQAError as error:
        return conversation.close(Failure(str(error)))
