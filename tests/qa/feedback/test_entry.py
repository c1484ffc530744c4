from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus.errors import InvalidInputError
from qa.answer import Status
from qa.feedback import LONGEST_COMMENT, Feedback, Thumb, Wrong, feedback_lines, thumb_word, wrong_word
from tests.qa.kept import ANSWERS

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def on(verdict: Thumb = Thumb.DOWN, wrong: Wrong | None = None, comment: str = "") -> Feedback:
    return Feedback.on(ANSWERS[1], verdict, document_id="county-2021", wrong=wrong, comment=comment, time=NOON)


def test_feedback_keeps_what_was_asked_searched_and_cited():
    assert on(wrong=Wrong.INCOMPLETE, comment="少了 2019 年").as_json() == {
        "time": "2026-03-01T12:00:00.000+00:00",
        "document_id": "county-2021",
        "question": "增长多少？",
        "standalone_question": "2020年和2021年生产总值增长多少？",
        "status": "answered",
        "sentence_ids": ["P002.2", "P004.1"],
        "verdict": "down",
        "wrong": "incomplete",
        "comment": "少了 2019 年",
    }


def test_feedback_on_a_refusal_cites_nothing():
    feedback = Feedback.on(ANSWERS[5], Thumb.DOWN, document_id="county-2021", wrong=Wrong.SHOULD_HAVE_ANSWERED)
    assert (feedback.status, feedback.sentence_ids) == (Status.NOT_IN_REPORT, ())
    assert feedback.time.tzinfo is UTC


def test_time_is_told_in_utc():
    beijing = datetime(2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=8)))
    assert Feedback.on(ANSWERS[0], Thumb.UP, document_id="county-2021", time=beijing).time == NOON


@pytest.mark.parametrize("verdict", Thumb)
def test_feedback_comes_back_from_json_as_it_was(verdict: Thumb):
    feedback = on(verdict, comment="“好”\u2028{}")
    assert Feedback.of_json(json.loads(json.dumps(feedback.as_json()))) == feedback


def test_a_comment_is_one_line_without_control_characters():
    assert on(comment="  第一行\n第二行\t\x1b[31m红\x00\ud800\x9b ").comment == "第一行 第二行 [31m红"


def test_a_comment_that_is_too_long_is_refused_not_cut():
    assert on(comment="长" * LONGEST_COMMENT).comment == "长" * LONGEST_COMMENT
    with pytest.raises(InvalidInputError, match="2,001 characters"):
        on(comment="长" * (LONGEST_COMMENT + 1))


def test_a_question_of_any_length_is_kept_within_bounds():
    answer = replace(ANSWERS[5], question="问" * 9000, standalone_question="问" * 9000)
    assert len(json.dumps(Feedback.on(answer, Thumb.UP, document_id="x").as_json(), ensure_ascii=False)) < 5000


def test_nothing_is_wrong_under_a_thumb_up():
    with pytest.raises(InvalidInputError, match="thumb"):
        on(Thumb.UP, wrong=Wrong.OTHER)


GOOD = on(wrong=Wrong.OTHER).as_json()


@pytest.mark.parametrize(
    "value",
    [None, [], "x", {}, {**GOOD, "time": "yesterday"}, {**GOOD, "verdict": "sideways"}, {**GOOD, "wrong": "all"},
     {**GOOD, "status": "?"}, {**GOOD, "sentence_ids": [1]}, {**GOOD, "comment": None},
     {key: GOOD[key] for key in GOOD if key != "question"}],
)  # fmt: skip
def test_what_is_no_feedback_is_refused(value: object):
    with pytest.raises(ValueError):
        Feedback.of_json(value)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_thumb_and_every_fault_has_words(language: str):
    assert len({thumb_word(thumb, language) for thumb in Thumb}) == len(Thumb)
    assert len({wrong_word(wrong, language) for wrong in Wrong}) == len(Wrong)


def test_feedback_is_told_in_lines():
    assert list(feedback_lines(on(wrong=Wrong.WRONG_PASSAGE, comment="不对"), "zh")) == [
        "2026-03-01 12:00 UTC · 踩 · 引错了段落 · county-2021 · P002.2, P004.1",
        "  增长多少？",
        "  ↳ 2020年和2021年生产总值增长多少？",
        "  “不对”",
    ]
    assert next(feedback_lines(on(Thumb.UP), "en")).startswith("2026-03-01 12:00 UTC · up · county-2021")
