from __future__ import annotations

import pytest

from qa.conversation import leans_on_history, standalone_question


@pytest.mark.parametrize(
    "question",
    ["那2018年的目标呢？", "比上年增长了多少？", "它什么时候建成？", "And in 2018?", "How many of them were adopted?"],
)
def test_a_question_that_leaves_out_its_subject_leans_on_what_was_asked(question: str):
    assert leans_on_history(question)


@pytest.mark.parametrize(
    "question",
    ["2017年青浦区政府一共办理了多少件人大代表建议？", "What was the average PM2.5 level in Qingpu in 2017?"],
)
def test_a_whole_question_stands_alone(question: str):
    assert not leans_on_history(question)
    assert standalone_question(question, ["轨交17号线建成了没有？"]) == question


def test_a_follow_up_takes_the_subject_along():
    assert "生产总值" in standalone_question("比上年增长了多少？", ["2017年地区生产总值是多少？"])


def test_a_year_replaces_the_year_before():
    standalone = standalone_question("那2018年的目标呢？", ["2017年地区生产总值是多少？"])
    assert "2018" in standalone
    assert "2017" not in standalone


def test_the_first_question_leans_on_nothing():
    assert standalone_question("那2018年呢？", []) == "那2018年呢？"
