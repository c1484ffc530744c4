"""What each threshold would do: how many questions are answered, and how many of the answers are right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evaluation.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Point:
    """What refusing below a chance of `threshold` gives.

    `coverage` is the share of all questions that are answered, `accuracy` that of these answers that are right.
    `refusal_precision` is the share of the refused that the report does not answer, `refusal_recall` the share refused
    of those (None where nothing is refused, or everything has an answer).
    """

    threshold: float
    coverage: float
    accuracy: float
    refusal_precision: float | None
    refusal_recall: float | None

    def as_json(self) -> dict[str, float | None]:
        """Return the point in JSON types only."""
        return {name: value if value is None else round(value, 4) for name, value in asdict(self).items()}


def coverage_curve(outcomes: Sequence[Outcome]) -> tuple[Point, ...]:
    """Return one point for each chance that occurs, the strictest threshold first.

    Each is the answer that would be given if every question with at least its chance were answered. Above the
    threshold in use the answers are those given; below it, those that were refused for their chance alone.
    """
    offers = [(outcome.offer, outcome.answerable) for outcome in outcomes if outcome.offer]
    offers.sort(key=lambda entry: -entry[0].confidence)
    unanswerable = sum(not outcome.answerable for outcome in outcomes)
    points: list[Point] = []
    answered = right = let_through = 0
    for threshold, tied in groupby(offers, key=lambda entry: entry[0].confidence):
        for offer, answerable in tied:
            answered, right, let_through = answered + 1, right + offer.right, let_through + (not answerable)
        refused, rightly = len(outcomes) - answered, unanswerable - let_through
        points.append(
            Point(
                threshold=threshold,
                coverage=answered / len(outcomes),
                accuracy=right / answered,
                refusal_precision=rightly / refused if refused else None,
                refusal_recall=rightly / unanswerable if unanswerable else None,
            )
        )
    return tuple(points)
