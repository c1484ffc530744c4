from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import InvalidInputError
from qa.evaluation.comparison import PairedTest, compare, mcnemar, permutation_test
from qa.evaluation.figures import By
from qa.evaluation.measures import Measure
from tests.qa.evaluation.conftest import outcome, run_of

BEFORE = run_of([outcome("a"), outcome("b", right=False), outcome("c", right=False), outcome("only-before")])
AFTER = run_of([outcome("a", right=False, answer="七亿"), outcome("b"), outcome("c"), outcome("only-after")])


def test_the_questions_that_changed_are_named_with_both_answers():
    found = compare(BEFORE, AFTER)
    assert (found.shared, found.before_only, found.after_only) == (3, 1, 1)
    assert [change.after.question_id for change in found.better] == ["b", "c"]
    (worse,) = found.worse
    assert (worse.before.answer, worse.after.answer) == ("1009.2亿元", "七亿")
    assert compare(AFTER, BEFORE).better[0].before == worse.after


def test_a_difference_is_that_of_the_shared_questions():
    right = next(each for each in compare(BEFORE, AFTER).differences if each.measure is Measure.RIGHT)
    assert (right.by, right.before, right.after) == (By.ALL, pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (right.change.value, right.change.questions) == (pytest.approx(1 / 3), 3)
    assert (right.test, right.p_value) == (PairedTest.MCNEMAR, 1.0)


def test_a_run_compared_with_itself_differs_in_nothing():
    found = compare(BEFORE, BEFORE)
    assert (found.better, found.worse) == ((), ())
    assert {(each.change.value, each.change.low, each.p_value) for each in found.differences} == {(0.0, None, 1.0)}


def test_a_question_in_other_words_is_another_question():
    other = run_of([replace(outcome("a"), question="换了说法？")])
    with pytest.raises(InvalidInputError, match="share no question"):
        compare(BEFORE, other)


def pairs(better: int, worse: int, same: int = 5) -> list[tuple[str, float, float]]:
    values = [(0.0, 1.0)] * better + [(1.0, 0.0)] * worse + [(1.0, 1.0)] * same
    return [(str(place), before, after) for place, (before, after) in enumerate(values)]


@pytest.mark.parametrize(("better", "worse", "chance"), [(0, 0, 1.0), (1, 1, 1.0), (5, 0, 1 / 16), (9, 1, 22 / 1024)])
def test_the_chance_of_a_split_is_mcnemars(better: int, worse: int, chance: float):
    assert mcnemar(pairs(better, worse)) == pytest.approx(chance)


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (1, 0), (5, 0), (6, 2), (9, 1)])
def test_of_single_questions_both_tests_give_the_same(better: int, worse: int):
    assert permutation_test(pairs(better, worse)) == pytest.approx(mcnemar(pairs(better, worse)))


def test_turns_of_one_conversation_are_not_counted_as_if_they_stood_alone():
    before = [outcome(f"{n}", right=False, together=f"dialog-{n // 5}") for n in range(10)]
    after = [outcome(f"{n}", together=f"dialog-{n // 5}") for n in range(10)]
    right = compare(run_of(before), run_of(after)).differences[0]
    assert (right.test, right.p_value) == (PairedTest.PERMUTATION, 0.5)
    alone = compare(run_of([replace(each, together=each.question_id) for each in before]), run_of(after))
    assert alone.differences[0].test is PairedTest.PERMUTATION  # the later run says what belongs together


def test_graded_measures_are_compared_by_permutation():
    marks = [(0.5, 1.0), (0.2, 0.5), (0.1, 0.2), (0.3, 0.9), (1.0, 1.0)]
    before = run_of([outcome(str(n), **{"mrr@10": low}) for n, (low, _) in enumerate(marks)])
    after = run_of([outcome(str(n), **{"mrr@10": high}) for n, (_, high) in enumerate(marks)])
    found = next(each for each in compare(before, after).differences if each.measure is Measure.MRR)
    assert (found.test, found.p_value) == (PairedTest.PERMUTATION, pytest.approx(2 / 16))


def test_refusal_precision_is_of_other_questions_in_each_run_and_is_not_compared():
    assert Measure.REFUSAL_PRECISION not in {each.measure for each in compare(BEFORE, AFTER).differences}


def test_json_tells_both_runs_every_difference_and_every_change():
    row = compare(BEFORE, AFTER).as_json()
    assert row.keys() == {
        "before", "after", "shared", "before_only", "after_only", "differences", "better", "worse",
    }  # fmt: skip
    assert row["differences"][0].keys() == {
        "by", "name", "measure", "questions", "before", "after", "difference", "low", "high", "test", "p_value",
    }  # fmt: skip
    assert row["worse"][0]["after"]["answer"] == "七亿"
