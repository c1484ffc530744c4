"""The figures of a run: means with intervals over all questions, and over those of each set, kind and language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.evaluation.intervals import estimate
from qa.evaluation.measures import RANKING, Measure
from qa.evaluation.outcome import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qa.evaluation.intervals import Estimate
    from qa.evaluation.outcome import Outcome


class By(StrEnum):
    """What the questions of a group have in common."""

    ALL = "all"
    SET = "set"
    FOLLOW_UPS = "follow-ups"
    KIND = "kind"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that half, and 95 of a hundred, of the questions took at most."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group of questions; a measure that says nothing about any of them is left out.

    `answer_chars_median` is the median length of the answers given, white space aside (0: none was given).
    """

    by: By
    name: str
    questions: int
    answerable: int
    estimates: dict[Measure, Estimate]
    answer_chars_median: float
    latency_ms: dict[str, Latency]

    def value(self, measure: Measure) -> float | None:
        """Return a figure, None where there is none."""
        found = self.estimates.get(measure)
        return found.value if found else None

    def count(self, measures: Sequence[Measure]) -> int:
        """Return how many of the questions such measures are about: search is measured where something answers."""
        return self.answerable if measures == RANKING else self.questions

    def as_json(self) -> dict[str, Any]:
        """Return the figures in JSON types only."""
        row = asdict(self)
        row["by"] = str(self.by)
        row["estimates"] = {
            str(measure): {name: value if value is None else round(value, 4) for name, value in asdict(found).items()}
            for measure, found in self.estimates.items()
        }
        row["latency_ms"] = {
            step: {name: round(value, 1) for name, value in asdict(latency).items()}
            for step, latency in self.latency_ms.items()
        }
        return row


def figures_of(outcomes: Sequence[Outcome]) -> tuple[Figures, ...]:
    """Return the figures of every group of outcomes."""
    return tuple(_figures(by, name, members) for by, name, members in groups_of(outcomes))


def groups_of(outcomes: Sequence[Outcome]) -> Iterator[tuple[By, str, list[Outcome]]]:
    """Yield all outcomes, then those of each set, the follow-ups, those of each kind and of each language.

    What would give one group only is left out: it would say again what stands there.
    """
    yield By.ALL, "", list(outcomes)
    yield from _grouped(By.SET, outcomes, lambda outcome: outcome.set_name)
    follow_ups = [outcome for outcome in outcomes if outcome.follow_up]
    if follow_ups:
        yield By.FOLLOW_UPS, "", follow_ups
    yield from _grouped(By.KIND, outcomes, lambda outcome: outcome.kind)
    yield from _grouped(By.LANGUAGE, outcomes, lambda outcome: outcome.language)


def _grouped(
    by: By, outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]
) -> Iterator[tuple[By, str, list[Outcome]]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(name_of(outcome), []).append(outcome)
    if len(groups) > 1:
        yield from ((by, name, members) for name, members in groups.items())


def _figures(by: By, name: str, outcomes: Sequence[Outcome]) -> Figures:
    marks = {
        measure: estimate(
            (unit_of(outcome), outcome.marks[measure]) for outcome in outcomes if measure in outcome.marks
        )
        for measure in Measure
    }
    return Figures(
        by=by,
        name=name,
        questions=len(outcomes),
        answerable=sum(outcome.answerable for outcome in outcomes),
        estimates={measure: found for measure, found in marks.items() if found},
        answer_chars_median=float(median([outcome.length for outcome in outcomes if outcome.answered] or [0])),
        latency_ms={step: _latency([outcome.timing_ms[step] for outcome in outcomes]) for step in STEPS},
    )


def unit_of(outcome: Outcome) -> str:
    """Return what a question is drawn with: its conversation or paragraph, in its set."""
    return f"{outcome.set_name} {outcome.together}"


def _latency(milliseconds: Sequence[float]) -> Latency:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return Latency(float(p50), float(p95))
