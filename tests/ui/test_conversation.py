from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.answer import Answer, Status
from ui.conversation import EARLIER_QUESTIONS, Conversation, Failure, answer_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.engine import ReportQA


class RecordingEngine:
    """Answers anything with its own question and remembers the history it was given."""

    def __init__(self) -> None:
        self.histories: list[list[str]] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        self.histories.append(list(history))
        return Answer(question, "zh", Status.NOT_IN_REPORT, question, 0.0, (), question, {})


def converse(engine: Any, *questions: str) -> Conversation:  # noqa: ANN401
    conversation = Conversation()
    for question in questions:
        conversation = answer_last(engine, conversation.ask(question))
    return conversation


def test_a_question_is_shown_before_it_is_answered():
    asked = Conversation().ask("  有多少个？ ")
    assert asked.turns[-1].question == "有多少个？"
    assert asked.turns[-1].outcome is None
    assert asked.answer_of(0) is None


def test_the_earlier_questions_are_the_history_of_a_follow_up_oldest_first():
    engine = RecordingEngine()
    converse(engine, "甲？", "乙？", "丙？")
    assert engine.histories == [[], ["甲？"], ["甲？", "乙？"]]


def test_the_history_is_bounded():
    engine = RecordingEngine()
    questions = [f"第{number}问？" for number in range(EARLIER_QUESTIONS + 3)]
    converse(engine, *questions)
    assert engine.histories[-1] == questions[-EARLIER_QUESTIONS - 1 : -1]


def test_an_expected_error_becomes_the_outcome_and_its_question_comes_back(engine: ReportQA):
    too_long = "长" * 1001
    conversation = converse(engine, too_long)
    outcome = conversation.turns[-1].outcome
    assert isinstance(outcome, Failure)
    assert outcome.reason
    assert "\n" not in outcome.reason
    assert conversation.failed_question == too_long


def test_a_question_takes_the_place_of_one_that_failed_or_was_never_answered():
    failed = Conversation().ask("坏？").close(Failure("no"))
    assert [turn.question for turn in failed.ask("好？").turns] == ["好？"]
    assert [turn.question for turn in Conversation().ask("断？").ask("好？").turns] == ["好？"]


def test_a_question_that_failed_is_no_history():
    recording = RecordingEngine()
    failed = Conversation().ask("坏？").close(Failure("no"))
    answer_last(recording, failed.ask("好？"))
    assert recording.histories == [[]]


def test_an_answer_leaves_nothing_to_ask_again(engine: ReportQA):
    conversation = converse(engine, "2017年地区生产总值是多少？")
    assert conversation.failed_question == ""
    assert conversation.answer_of(0) is conversation.turns[0].outcome


def test_the_answers_are_those_of_the_questions_that_have_one(engine: ReportQA):
    conversation = converse(engine, "2017年地区生产总值是多少？", "长" * 1001)
    assert conversation.answers == (conversation.answer_of(0),)
    assert Conversation().ask("问？").answers == ()


def test_a_turn_that_does_not_exist_has_no_answer():
    assert Conversation().answer_of(0) is None
    assert Conversation().answer_of(-1) is None
