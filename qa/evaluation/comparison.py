"""Two runs on the same questions: which figures differ, whether by more than chance, and which questions changed.

What is right or wrong on questions that stand alone is compared by McNemar's exact test: of the questions that only
one run got right, half would be each one's by chance (Psychometrika 12, 1947). Graded measures, and questions that
share a conversation or a paragraph, are compared by a permutation test: the sign of each unit's difference is drawn at
random; of single questions that are right or wrong it gives McNemar's chance. Both are two-sided and scipy's; no
allowance is made for how many figures are looked at. Intervals of differences are those of `intervals.py`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import InvalidInputError
from qa.evaluation.figures import By, groups_of, unit_of
from qa.evaluation.intervals import RESAMPLES, by_unit, estimate
from qa.evaluation.measures import ANSWERING, GRADED, RANKING, Measure
from qa.evaluation.questions import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.evaluation.intervals import Estimate
    from qa.evaluation.outcome import Outcome
    from qa.evaluation.run import Run

PAIRED = (*ANSWERING, Measure.REFUSAL_RECALL, *RANKING)
"""Measures that tell of the same questions in both runs: what was refused is not the same in both."""


class PairedTest(StrEnum):
    """How the chance of a difference was reckoned."""

    MCNEMAR = "mcnemar"
    PERMUTATION = "permutation"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a group in both runs, `after - before` with its interval, and the chance of such a difference."""

    by: By
    name: str
    measure: Measure
    before: float
    after: float
    change: Estimate
    test: PairedTest
    p_value: float


@dataclass(frozen=True, slots=True)
class Change:
    """A question that came out differently: as it was, and as it is."""

    before: Outcome
    after: Outcome

    def as_json(self) -> dict[str, Any]:
        """Return the change in JSON types only: what was asked and wanted, and both answers."""
        before, after = self.before, self.after
        return {
            "set_name": after.set_name,
            "question_id": after.question_id,
            "question": after.question,
            "answerable": after.answerable,
            "wanted": after.wanted,
            "before": {"answered": before.answered, "answer": before.answer, "confidence": round(before.confidence, 4)},
            "after": {"answered": after.answered, "answer": after.answer, "confidence": round(after.confidence, 4)},
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the questions that both were asked; `before_only` and `after_only` count the others.

    `better` and `worse` are the questions that only the later, or only the earlier run got right.
    """

    before: Run = field(repr=False)
    after: Run = field(repr=False)
    shared: int
    before_only: int
    after_only: int
    differences: tuple[Difference, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the comparison in JSON types only."""
        return {
            "before": asdict(self.before.conditions),
            "after": asdict(self.after.conditions),
            "shared": self.shared,
            "before_only": self.before_only,
            "after_only": self.after_only,
            "differences": [_difference_as_json(difference) for difference in self.differences],
            "better": [change.as_json() for change in self.better],
            "worse": [change.as_json() for change in self.worse],
        }


def _difference_as_json(difference: Difference) -> dict[str, Any]:
    change = difference.change
    low, high = (None if end is None else round(end, 4) for end in (change.low, change.high))
    return {
        "by": str(difference.by),
        "name": difference.name,
        "measure": str(difference.measure),
        "questions": change.questions,
        "before": round(difference.before, 4),
        "after": round(difference.after, 4),
        "difference": round(change.value, 4),
        "low": low,
        "high": high,
        "test": str(difference.test),
        "p_value": round(difference.p_value, 6),
    }


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs. Raises InvalidInputError when they share no question of the same set, id and wording."""
    earlier = {outcome.key: outcome for outcome in before.outcomes}
    pairs = [Change(earlier[outcome.key], outcome) for outcome in after.outcomes if outcome.key in earlier]
    if not pairs:
        raise InvalidInputError("the two runs share no question; measure both on files of the same names")
    return Comparison(
        before=before,
        after=after,
        shared=len(pairs),
        before_only=len(before.outcomes) - len(pairs),
        after_only=len(after.outcomes) - len(pairs),
        differences=tuple(_differences(pairs)),
        better=tuple(pair for pair in pairs if pair.after.right and not pair.before.right),
        worse=tuple(pair for pair in pairs if pair.before.right and not pair.after.right),
    )


def _differences(pairs: Sequence[Change]) -> Iterator[Difference]:
    earlier = {pair.after.key: pair.before for pair in pairs}
    for by, name, members in groups_of([pair.after for pair in pairs]):
        group = [Change(earlier[outcome.key], outcome) for outcome in members]
        found = (_difference(by, name, measure, group) for measure in PAIRED)
        yield from (difference for difference in found if difference)


def _difference(by: By, name: str, measure: Measure, pairs: Sequence[Change]) -> Difference | None:
    both = [
        (unit_of(pair.after), pair.before.marks[measure], pair.after.marks[measure])
        for pair in pairs
        if measure in pair.before.marks and measure in pair.after.marks
    ]
    change = estimate((unit, after - before) for unit, before, after in both)
    if change is None:
        return None
    alone = len({unit for unit, _, _ in both}) == len(both)
    test = PairedTest.MCNEMAR if alone and measure not in GRADED else PairedTest.PERMUTATION
    return Difference(
        by=by,
        name=name,
        measure=measure,
        before=float(np.mean([before for _, before, _ in both])),
        after=float(np.mean([after for _, _, after in both])),
        change=change,
        test=test,
        p_value=mcnemar(both) if test is PairedTest.MCNEMAR else permutation_test(both),
    )


def mcnemar(pairs: Sequence[tuple[str, float, float]]) -> float:
    """Return the chance of so uneven a split of the questions that only one run got right, if both were as good."""
    from scipy.stats import binomtest

    better = sum(after > before for _, before, after in pairs)
    worse = sum(before > after for _, before, after in pairs)
    return float(binomtest(better, better + worse).pvalue) if better + worse else 1.0


def permutation_test(pairs: Sequence[tuple[str, float, float]]) -> float:
    """Return the chance of so large a mean difference if the two runs' values of each unit could be exchanged."""
    from scipy.stats import permutation_test as permuted

    sums, _ = by_unit((unit, after - before) for unit, before, after in pairs)
    moved = sums[sums != 0]  # the others give the same whatever their sign
    if len(moved) < 2:  # one alone could as well have gone the other way
        return 1.0
    return float(
        permuted(
            (moved,),
            lambda values, axis: values.sum(axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=RESAMPLES,
            rng=np.random.default_rng(SEED),
        ).pvalue
    )
