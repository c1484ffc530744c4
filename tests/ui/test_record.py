from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from ui.conversation import Conversation, Failure, answer_last
from ui.record import conversation_of, record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.engine import ReportQA

QUESTIONS = ("2017年地区生产总值是多少？", "2018年呢？", "法国的首都是哪里？", "长" * 1001)


@pytest.fixture
def conversation(engine: ReportQA) -> Conversation:
    spoken = Conversation()
    for question in QUESTIONS[:3]:
        spoken = answer_last(engine, spoken.ask(question))
    return spoken


def test_a_conversation_comes_back_as_it_was(engine: ReportQA, conversation: Conversation):
    back = conversation_of(engine, json.loads(json.dumps(record_of(engine, conversation))))
    assert [turn.question for turn in back.turns] == list(QUESTIONS[:3])
    for before, after in zip(conversation.turns, back.turns, strict=True):
        assert not isinstance(before.outcome, Failure)
        assert before.outcome
        assert before.outcome.as_json() == after.outcome.as_json()  # type: ignore[union-attr]


def test_why_a_question_failed_comes_back_too(engine: ReportQA):
    failed = answer_last(engine, Conversation().ask(QUESTIONS[3]))
    assert conversation_of(engine, record_of(engine, failed)) == failed


def test_a_question_that_still_waits_is_not_kept(engine: ReportQA, conversation: Conversation):
    assert record_of(engine, conversation.ask("还有呢？")) == record_of(engine, conversation)


def test_the_conversation_about_another_report_is_not_shown(
    engine: ReportQA, hostile_engine: ReportQA, conversation: Conversation
):
    assert conversation_of(hostile_engine, record_of(engine, conversation)) == Conversation()


def misquote(record: dict[str, Any]) -> None:
    record["turns"][0]["answer"]["citations"][0]["cited_text"] = "地区生产总值实现9999亿元"


def misplace(record: dict[str, Any]) -> None:
    record["turns"][0]["answer"]["citations"][0]["start_char_index"] = -5


def forget(record: dict[str, Any]) -> None:
    del record["turns"][0]["answer"]["status"]


def garble(record: dict[str, Any]) -> None:
    record["turns"][0] = ["nonsense"]


def invent(record: dict[str, Any]) -> None:
    record["turns"][0]["answer"]["related"] = ["P999"]


@pytest.mark.parametrize("change", [misquote, misplace, forget, garble, invent])
def test_a_turn_that_cannot_be_proven_is_left_out_and_the_others_stay(
    engine: ReportQA, conversation: Conversation, change: Callable[[dict[str, Any]], None]
):
    record = deepcopy(record_of(engine, conversation))
    change(record)
    back = conversation_of(engine, record)
    assert [turn.question for turn in back.turns] == list(QUESTIONS[1:3])


@pytest.mark.parametrize("record", [None, "", 7, [], {}, {"turns": []}, {"report": "other", "turns": [1]}])
def test_what_is_no_record_is_an_empty_conversation(engine: ReportQA, record: object):
    assert conversation_of(engine, record) == Conversation()


@pytest.mark.parametrize("turns", [None, 7, "abc", {"a": 1}, [None, 7, "x"]])
def test_turns_that_are_none_are_left_out(engine: ReportQA, turns: object):
    record = {"report": engine.report.fingerprint, "turns": turns}
    assert conversation_of(engine, record) == Conversation()


def lie(record: dict[str, Any]) -> None:
    record["turns"][0]["answer"]["lead"] = "9999亿元"


def invent_a_reason(record: dict[str, Any]) -> None:
    record["turns"][2]["answer"]["answer"] = "报告说，地区生产总值是9999亿元。"


@pytest.mark.parametrize(("change", "left"), [(lie, [1, 2]), (invent_a_reason, [0, 1])])
def test_words_that_no_quote_gives_are_not_shown(
    engine: ReportQA, conversation: Conversation, change: Callable[[dict[str, Any]], None], left: list[int]
):
    record = deepcopy(record_of(engine, conversation))
    change(record)
    assert [turn.question for turn in conversation_of(engine, record).turns] == [QUESTIONS[turn] for turn in left]


def test_a_conversation_keeps_its_id_through_questions_and_through_the_browser(
    engine: ReportQA, conversation: Conversation
):
    record = record_of(engine, conversation)
    assert record["id"] == conversation.conversation_id == conversation.ask("还有呢？").conversation_id
    assert conversation_of(engine, record).conversation_id == conversation.conversation_id
    assert Conversation().conversation_id != Conversation().conversation_id


@pytest.mark.parametrize("strange", [None, 7, "", "../x", "0123456789ABCDEF", "0" * 17])
def test_an_id_that_is_none_is_replaced(engine: ReportQA, conversation: Conversation, strange: object):
    back = conversation_of(engine, record_of(engine, conversation) | {"id": strange})
    assert len(back.turns) == 3
    assert len(back.conversation_id) == 16
    assert back.conversation_id != str(strange)
