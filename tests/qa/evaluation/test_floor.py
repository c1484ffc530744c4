"""A floor under the quality of search and answers, on questions of our own about the built-in report.

Measuring is the work of `report-qa eval`, not of the suite: this only notices when something breaks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.evaluation.evaluate import Asked, evaluate
from qa.evaluation.figures import By
from qa.evaluation.measures import Measure
from qa.evaluation.question_files import read_question_files

if TYPE_CHECKING:
    from qa.engine import ReportQA
    from qa.evaluation.run import Run

FLOOR = {
    Measure.CORRECT: 0.8,
    Measure.CITED: 0.8,
    Measure.VERBATIM: 1.0,
    Measure.ANSWERED: 0.9,
    Measure.REFUSAL_PRECISION: 0.7,
    Measure.REFUSAL_RECALL: 0.6,
    Measure.RECALL_5: 0.9,
    Measure.NDCG: 0.85,
}


@pytest.fixture(scope="module")
def run(engine: ReportQA) -> Run:
    files = sorted(Path(__file__).parent.glob("*.jsonl"))
    sets = read_question_files(files, engine.report)
    return evaluate([Asked(each, engine) for each in sets], lambda stage, done, total: None)


@pytest.mark.parametrize("measure", FLOOR)
def test_no_figure_falls_below_its_floor(run: Run, measure: Measure):
    assert (run.figures[0].value(measure) or 0.0) >= FLOOR[measure]


def test_most_follow_ups_are_right(run: Run):
    (follow_ups,) = (each for each in run.figures if each.by is By.FOLLOW_UPS)
    assert (follow_ups.value(Measure.RIGHT) or 0.0) >= 0.5


def test_what_was_refused_for_its_chance_alone_had_too_small_a_one(run: Run):
    offers = [each.offer for each in run.outcomes if not each.answered and each.offer]
    assert offers
    assert all(offer.confidence < run.conditions.least_chance for offer in offers)
