from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pytest

from qa.engine import ReportQA
from qa.reading.model import WindowReading
from training.calibrate import (
    Judged,
    expected_calibration_error,
    judge,
    lean_on_search,
    reliability,
    reliability_plot,
    sentence_logits,
    weights_that_rank,
)
from training.report_questions import ReportQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def test_the_calibration_error_is_the_mean_distance_of_chance_and_share():
    chances = np.array([0.11, 0.13, 0.9, 0.95, 1.0])
    right = np.array([True, False, True, True, False])
    # two at 0.12 of which a half is right, three at 0.95 of which two thirds are
    by_hand = 2 / 5 * (0.5 - 0.12) + 3 / 5 * (0.95 - 2 / 3)
    bins = reliability(chances, right)
    assert bins == [pytest.approx((0.12, 1 / 2, 2)), pytest.approx((0.95, 2 / 3, 3))]
    assert expected_calibration_error(bins) == pytest.approx(by_hand)
    plot = ElementTree.fromstring(reliability_plot(bins))
    assert plot.tag == "{http://www.w3.org/2000/svg}svg"
    assert [text for text in plot.itertext() if text in ("2", "3")] == ["2", "3"]


def test_chances_that_hold_have_no_error():
    chances = np.repeat([0.25, 0.5], 4)
    right = np.array([True, False, False, False, True, True, False, False])
    assert expected_calibration_error(reliability(chances, right)) == pytest.approx(0)


class WordFinder:
    """A model that judges by whether a window holds the words, and marks them."""

    def read(self, question: str, windows: Sequence[tuple[str, str]]) -> list[WindowReading]:
        places = [text.find("412户") for _, text in windows]
        return [WindowReading(4.0, 2.0, at, at + 4) if at >= 0 else WindowReading(-4.0, 0.0, 0, 0) for at in places]


def judged(short_report: Path, answer: str | None) -> tuple[Judged, int]:
    engine = ReportQA.open(short_report, lexical=True)
    place = engine.report.source.index("412户")
    question = ReportQuestion("x/1", "2021", "number", "改造农村危房多少户？", "改造农村危房412户", answer, True)
    return judge(WordFinder(), None, engine, question, (place, place + 4)), place


def test_the_sentence_with_the_answer_is_the_one_that_holds_and_is_marked(
    short_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    question, _ = judged(short_report, "412户")
    assert question.answerable
    assert question.holds.sum() == 1
    assert question.features[question.holds][0, [0, 1, 3]].tolist() == [4.0, 2.0, 1.0]
    assert question.features[~question.holds][:, 3].tolist() == [0.0] * (len(question.holds) - 1)


def test_nothing_holds_an_answer_that_the_report_does_not_give(
    short_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    question, _ = judged(short_report, None)
    assert not question.answerable
    assert not question.holds.any()


def of(features: list[list[float]], holds: list[bool], found: list[float], *, answerable: bool) -> Judged:
    passages = np.arange(len(holds))
    return Judged(np.array(features), np.array(holds), passages, np.array(found), answerable, doubt=0.0)


def test_the_best_sentence_is_the_one_that_the_fitted_features_favour(capsys: pytest.CaptureFixture[str]):
    wrong, right = [-2.0, 0.0, 0.9, 0.0], [2.0, 0.0, 0.1, 0.0]  # search prefers the wrong one, the judgement does not
    answered = of([wrong, right], [False, True], [1.0, 0.0], answerable=True)
    not_answered = of([wrong], [False], [1.0], answerable=False)
    logits = sentence_logits([answered, not_answered, answered], [0])
    assert [int(by_sentence.argmax()) for by_sentence in logits] == [1, 0, 1]
    said = capsys.readouterr().out
    assert said.startswith("sentence by judgement: ")
    assert said.endswith("best one right 1.000\n")


def test_sentences_are_compared_within_their_question_only():
    # search is right in each, but all scores of the second are above those of the first
    low = np.array([[1.0], [0.0]]), np.array([True, False])
    high = np.array([[9.0], [8.0], [7.0]]), np.array([True, False, False])
    none = np.array([[99.0]]), np.array([False])
    assert weights_that_rank([low, high, none])[0] > 1
    assert weights_that_rank([low, high, none]) == pytest.approx(weights_that_rank([low, high]))
    shifted = high[0] + 100, high[1]
    assert weights_that_rank([low, shifted]) == pytest.approx(weights_that_rank([low, high]), abs=1e-3)


@pytest.mark.parametrize(("found", "leans"), [([3.0, 0.0], True), ([0.0, 3.0], False)])
def test_search_counts_in_a_ranking_as_far_as_it_is_right(found: list[float], leans: bool):
    unsure = of([[0.0] * 4] * 2, [True, False], found, answerable=True)
    sure = of([[0.0] * 4] * 2, [True, False], [1.0, 1.0], answerable=True)
    refused = of([[0.0] * 4], [False], [9.0], answerable=False)
    logits = [np.array([0.2, 0.0]), np.array([1.0, -1.0]), np.array([5.0])]
    assert (lean_on_search([unsure, sure, refused], logits) > 0) is leans
