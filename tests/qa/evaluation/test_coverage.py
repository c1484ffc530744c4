from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evaluation.coverage import Point, coverage_curve
from qa.evaluation.outcome import Offer
from tests.qa.evaluation.conftest import outcome

OUTCOMES = [
    outcome("sure", confidence=0.9),
    outcome("wrong", right=False, answered=True, confidence=0.6),
    outcome("let-through", right=False, answerable=False, confidence=0.6),
    outcome("refused", right=False, offer=Offer(0.1, True)),
    outcome("rightly-refused", answerable=False, offer=Offer(0.05, False)),
    outcome("outside", answerable=False),
]


def test_each_chance_is_a_threshold_the_strictest_first():
    assert coverage_curve(OUTCOMES) == (
        Point(0.9, 1 / 6, 1.0, 3 / 5, 1.0),
        Point(0.6, 3 / 6, 1 / 3, 2 / 3, 2 / 3),
        Point(0.1, 4 / 6, 2 / 4, 1.0, 2 / 3),
        Point(0.05, 5 / 6, 2 / 5, 1.0, 1 / 3),
    )


def test_what_is_outside_the_report_is_answered_at_no_threshold():
    assert coverage_curve(OUTCOMES)[-1].coverage == pytest.approx(5 / 6)
    assert coverage_curve([OUTCOMES[-1]]) == ()


def test_the_curve_passes_through_what_was_measured():
    answered = [each for each in OUTCOMES if each.answered]
    in_use = coverage_curve(OUTCOMES)[1]
    assert in_use.coverage == len(answered) / len(OUTCOMES)
    assert in_use.accuracy == sum(each.right for each in answered) / len(answered)


def test_a_share_of_nothing_is_none():
    (point,) = coverage_curve([replace(OUTCOMES[0], set_name="alone")])
    assert (point.refusal_precision, point.refusal_recall) == (None, None)
    assert point.as_json() == {
        "threshold": 0.9, "coverage": 1.0, "accuracy": 1.0, "refusal_precision": None, "refusal_recall": None,
    }  # fmt: skip
