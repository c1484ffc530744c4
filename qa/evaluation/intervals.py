"""How sure a mean is: bootstrap intervals over what was drawn together, by scipy.

Turns of a conversation and questions about one paragraph are right or wrong together, so whole conversations and
paragraphs are drawn, not questions (the cluster bootstrap; Davison and Hinkley, Bootstrap Methods and their
Application, 1997, section 3.8). Intervals are percentiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.evaluation.questions import SEED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

LEVEL = 0.95
RESAMPLES = 4999
"""Draws: enough to place the ends of an interval to about 0.002 where a share is of a hundred questions."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `questions` with its interval at LEVEL.

    There is none where all units give the same, or there is but one: every draw would repeat it.
    """

    value: float
    low: float | None
    high: float | None
    questions: int


def estimate(values: Iterable[tuple[str, float]]) -> Estimate | None:
    """Return the mean of values, each with the name of what it is drawn with; None where there are none."""
    sums, counts = by_unit(values)
    if not len(sums):
        return None
    low, high = _interval(sums, counts) if np.ptp(sums / counts) > 0 else (None, None)
    return Estimate(float(sums.sum() / counts.sum()), low, high, int(counts.sum()))


def by_unit(values: Iterable[tuple[str, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sum and the number of the values of each unit, shape (units,) both."""
    units: dict[str, list[float]] = {}
    for unit, value in values:
        units.setdefault(unit, []).append(value)
    every = [*units.values()]
    sums, counts = [sum(each) for each in every], [len(each) for each in every]
    return np.array(sums, dtype=np.float64), np.array(counts, dtype=np.float64)


def _interval(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> tuple[float, float]:
    from scipy.stats import bootstrap

    found = bootstrap(
        (sums, counts),
        lambda values, sizes, axis: values.sum(axis=axis) / sizes.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)
