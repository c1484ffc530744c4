from __future__ import annotations

from dataclasses import replace

from qa.evaluation.figures import By, Latency, figures_of
from qa.evaluation.measures import ANSWERING, RANKING, Measure
from tests.qa.evaluation.conftest import outcome

OUTCOMES = [
    outcome("a"),
    outcome("b", kind="list", right=False),
    outcome("c", kind="list", language="en", follow_up=True, set_name="dialogs"),
    outcome("d", kind="offtopic", answerable=False, set_name="no"),
    outcome("e", kind="offtopic", answerable=False, right=False, set_name="no"),
]


def test_every_set_kind_and_language_has_figures_and_the_follow_ups_too():
    groups = {(each.by, each.name): each.questions for each in figures_of(OUTCOMES)}
    assert groups == {
        (By.ALL, ""): 5,
        (By.SET, "facts"): 2, (By.SET, "dialogs"): 1, (By.SET, "no"): 2,
        (By.FOLLOW_UPS, ""): 1,
        (By.KIND, "number"): 1, (By.KIND, "list"): 2, (By.KIND, "offtopic"): 2,
        (By.LANGUAGE, "zh"): 4, (By.LANGUAGE, "en"): 1,
    }  # fmt: skip


def test_one_group_alone_is_not_told_twice():
    assert [each.by for each in figures_of(OUTCOMES[:1])] == [By.ALL]


def test_a_figure_is_the_mean_over_the_questions_it_is_about():
    whole = figures_of(OUTCOMES)[0]
    assert whole.value(Measure.RIGHT) == 3 / 5
    assert whole.value(Measure.CORRECT) == 2 / 3
    assert whole.value(Measure.REFUSAL_RECALL) == 1 / 2
    assert whole.value(Measure.REFUSAL_PRECISION) == 1 / 2
    assert whole.value(Measure.RECALL_1) is None
    assert (whole.count(ANSWERING), whole.count(RANKING)) == (5, 3)


def test_lengths_are_those_of_answers_and_times_those_of_all():
    outcomes = [replace(each, length=length) for each, length in zip(OUTCOMES, (10, 999, 20, 999, 40), strict=True)]
    outcomes[0] = replace(outcomes[0], timing_ms={"search": 10.0, "read": 80.0, "total": 90.0, "wall": 1000.0})
    whole = figures_of(outcomes)[0]
    assert whole.answer_chars_median == 20
    assert whole.latency_ms["total"] == Latency(90.0, 90.0)
    assert whole.latency_ms["wall"].p50 == 91.0
    assert 91.0 < whole.latency_ms["wall"].p95 < 1000.0


def test_refusals_alone_have_no_length():
    assert figures_of(OUTCOMES[3:4])[0].answer_chars_median == 0


def test_json_holds_names_and_rounded_numbers():
    row = figures_of(OUTCOMES)[0].as_json()
    assert row["by"] == "all"
    assert row["estimates"]["correct"]["value"] == 0.6667
    assert row["estimates"]["correct"].keys() == {"value", "low", "high", "questions"}
    assert row["latency_ms"]["wall"] == {"p50": 91.0, "p95": 91.0}
