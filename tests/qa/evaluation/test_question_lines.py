from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import InvalidInputError
from corpus.library import read_report
from qa.evaluation.question_lines import read_question_lines

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.report import Report
    from qa.evaluation.questions import GoldQuestion

GROWTH: dict[str, Any] = {
    "id": "a1", "lang": "zh", "kind": "number", "question": "生产总值增长多少？", "answerable": True,
    "evidence": ["全县生产总值达到 120.5 亿元"], "answer": [["120.5", "一百二十"]],
}  # fmt: skip
MOON = {"id": "a2", "question": "月亮有多远？", "answerable": False, "evidence": [], "answer": []}


@pytest.fixture
def report(short_report: Path) -> Report:
    return read_report(short_report)


def read(report: Report, *rows: dict[str, Any]) -> list[GoldQuestion]:
    return list(read_question_lines("\n".join(json.dumps(row) for row in rows), report))


def test_a_question_keeps_what_a_right_answer_holds_and_quotes(report: Report):
    (asked,) = read(report, GROWTH)
    assert (asked.question_id, asked.language, asked.kind, asked.answerable) == ("a1", "zh", "number", True)
    assert (asked.evidence, asked.answers) == ((("全县生产总值达到 120.5 亿元",),), (("120.5", "一百二十"),))
    assert (asked.together, asked.history, asked.paragraph) == ("a1", (), None)


def test_language_and_kind_may_be_left_out(report: Report):
    (asked,) = read(report, {"id": "x", "question": "How far is the moon?", "answerable": False})
    assert (asked.language, asked.kind, asked.answers, asked.evidence) == ("en", "question", (), ())


def test_the_turns_of_a_conversation_know_what_was_asked_before(report: Report):
    turns = [{**GROWTH, "id": None}, {**MOON, "question": "那月亮呢？"}, {**MOON, "question": "太阳呢？"}]
    asked = read(report, {"id": "d", "lang": "zh", "turns": turns})
    assert [each.question_id for each in asked] == ["d/1", "d/2", "d/3"]
    assert asked[2].history == ("生产总值增长多少？", "那月亮呢？")
    assert {each.together for each in asked} == {"d"}
    assert [each.kind for each in asked] == ["number", "dialog", "dialog"]


def test_empty_lines_are_passed_over_and_counted(report: Report):
    text = "\n" + json.dumps(MOON) + "\n\n{\n"
    with pytest.raises(InvalidInputError, match=r"line 4: not JSON \(.*column 2\)"):
        list(read_question_lines(text, report))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([1], "line 2: a JSON object must stand here, not \\[1\\]"),
        ({**MOON, "id": 3}, 'line 2: "id" must be a text'),
        ({**MOON, "question": " "}, 'line 2: "question" must be a text that is not empty'),
        ({**MOON, "question": "？？"}, "line 2: the question holds no word"),
        ({**MOON, "answerable": "no"}, 'line 2: "answerable" must be true or false'),
        ({**GROWTH, "answer": []}, 'line 2: "answer" must hold at least one group'),
        ({**GROWTH, "answer": ["120.5"]}, 'line 2: "answer" must hold texts'),
        ({**GROWTH, "answer": [[""]]}, 'line 2: "answer" must hold texts'),
        ({**GROWTH, "evidence": []}, 'line 2: "evidence" must hold texts'),
        (
            {**GROWTH, "evidence": ["全县生产总值达到99亿元"]},
            "line 2: the evidence “全县生产总值达到99亿元” does not stand",
        ),
        ({**GROWTH, "id": "a0"}, "line 2: there is a question a0 above"),
        ({"id": "d", "turns": []}, 'line 2: "turns" holds no turn'),
        ({"id": "d", "turns": "?"}, 'line 2: "turns" must be a list'),
    ],
)
def test_a_line_that_cannot_be_used_is_named(report: Report, row: object, said: str):
    lines = json.dumps({**MOON, "id": "a0"}) + "\n" + json.dumps(row)
    with pytest.raises(InvalidInputError, match=said):
        list(read_question_lines(lines, report))


def test_a_question_that_is_too_long_to_ask_is_kept_to_see_it_refused(report: Report):
    (asked,) = read(report, {**MOON, "question": "青浦" * 600})
    assert len(asked.text) == 1200


@pytest.mark.parametrize("nested", ["[" * 100_000, '{"id": ' + "9" * 5000 + "}"])
def test_json_made_to_break_a_reader_is_a_line_that_cannot_be_used(report: Report, nested: str):
    with pytest.raises(InvalidInputError, match="line 1"):
        list(read_question_lines(nested, report))
