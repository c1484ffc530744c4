"""A run: what was measured, on what, by which version; kept as one JSON file that can be compared with another."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError
from qa.evaluation.coverage import coverage_curve
from qa.evaluation.fields import list_in, number_in, object_of, parsed, text_in, truth_in
from qa.evaluation.figures import figures_of
from qa.evaluation.files import read_text
from qa.evaluation.outcome import outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.evaluation.coverage import Point
    from qa.evaluation.figures import Figures
    from qa.evaluation.outcome import Outcome

FORMAT = 1
"""Raised whenever what a file holds changes."""


@dataclass(frozen=True, slots=True)
class SetRead:
    """A question set that was asked: its file's name without ending, its questions, the SHA-256 of its text."""

    name: str
    questions: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what a run came about.

    `machine` tells date, processor and versions; `report` is the title of the one asked, of sets with paragraphs of
    their own the names. `model` is None for lexical search, `reader` where no reading model took part, else how the
    SHA-256 of its file begins; it refuses below `least_chance`. `peak_memory` is in bytes, None where the system does
    not tell. A run that was stopped is not `complete`.
    """

    version: str
    machine: str
    report: str
    model: str | None
    reader: str | None
    least_chance: float
    peak_memory: int | None
    complete: bool
    sets: tuple[SetRead, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """All outcomes with what they come to; made by `of`."""

    conditions: Conditions
    outcomes: tuple[Outcome, ...] = field(repr=False)
    figures: tuple[Figures, ...] = field(repr=False)
    coverage: tuple[Point, ...] = field(repr=False)

    @classmethod
    def of(cls, conditions: Conditions, outcomes: Sequence[Outcome]) -> Run:
        """Return the run of these outcomes, at least one, with its figures."""
        return cls(conditions, tuple(outcomes), figures_of(outcomes), coverage_curve(outcomes))

    def as_json(self) -> dict[str, Any]:
        """Return the run in JSON types only: conditions, figures, the coverage curve, every outcome."""
        return {
            "format": FORMAT,
            **asdict(self.conditions),
            "figures": [figures.as_json() for figures in self.figures],
            "coverage": [point.as_json() for point in self.coverage],
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
        }


def run_text(run: Run) -> str:
    """Return the run as the text of a JSON file."""
    return json.dumps(run.as_json(), ensure_ascii=False, indent=1) + "\n"


def read_run(path: Path) -> Run:
    """Read a run that `report-qa eval --out` wrote; its figures are reckoned anew from its outcomes.

    Raises InvalidInputError, naming the file, when it cannot be read or is none.
    """
    text = read_text(path)
    try:
        row = object_of(parsed(text))
        if row.get("format") != FORMAT:
            raise InvalidInputError(f'"format" is not {FORMAT}')
        return Run.of(_conditions(row), _outcomes(list_in(row, "outcomes")))
    except InvalidInputError as error:
        raise InvalidInputError(f"{path} is no run that this version can read ({error}); measure it anew") from error


def _conditions(row: dict[str, Any]) -> Conditions:
    return Conditions(
        version=text_in(row, "version"),
        machine=text_in(row, "machine"),
        report=text_in(row, "report"),
        model=None if row.get("model") is None else text_in(row, "model"),
        reader=None if row.get("reader") is None else text_in(row, "reader"),
        least_chance=number_in(row, "least_chance"),
        peak_memory=None if row.get("peak_memory") is None else int(number_in(row, "peak_memory")),
        complete=truth_in(row, "complete"),
        sets=tuple(_set_read(object_of(each)) for each in list_in(row, "sets")),
    )


def _set_read(row: dict[str, Any]) -> SetRead:
    return SetRead(text_in(row, "name"), int(number_in(row, "questions")), text_in(row, "sha256"))


def _outcomes(rows: Sequence[object]) -> list[Outcome]:
    outcomes = []
    for number, row in enumerate(rows):
        try:
            outcomes.append(outcome_of(row))
        except InvalidInputError as error:
            raise InvalidInputError(f"outcomes[{number}]: {error}") from error
    if not outcomes:
        raise InvalidInputError('"outcomes" is empty')
    return outcomes
