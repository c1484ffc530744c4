"""Questions to begin with, read off the report: indicators it gives figures for, fields of work it has headings on.

Figures are asked for first, because their answers are exact; results and tasks take turns, and no theme comes twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures import FigureKind, figures_of
from corpus.halves import Half
from qa.suggest.figures import questions_on
from qa.suggest.headings import headings_of
from qa.suggest.themes import FIELDS, INDICATORS, field_of, indicator_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.report import Report
    from qa.suggest.themes import Theme
    from qa.suggest.wording import Wording

MOST_EXAMPLES = 8
MOST_FIGURES = 5
"""Examples that ask for figures, where the headings offer enough others."""


@dataclass(frozen=True, slots=True)
class _Example:
    """A question on a theme in one half of the report; None: the report does not tell its halves apart there."""

    theme: Theme
    half: Half | None
    wording: Wording


def example_questions(report: Report, most: int = MOST_EXAMPLES) -> tuple[Wording, ...]:
    """Return questions that the report answers, figures first, halves in balance, no theme twice.

    Where the themes do not reach, its other headings are asked about, spread over the report.
    """
    figures, fields = list(_figures(report)), list(_fields(report))
    chosen: list[_Example] = []
    for number in range(most):
        pools = (figures, fields) if number < MOST_FIGURES else (fields, figures)
        free = next(filter(None, (_free(pool, chosen) for pool in pools)), [])
        if free:
            halves = [example.half for example in chosen]
            chosen.append(min(free, key=lambda example: halves.count(example.half)))
    return tuple(dict.fromkeys([*(example.wording for example in chosen), *_others(report)]))[:most]


def _free(pool: Sequence[_Example], chosen: Sequence[_Example]) -> list[_Example]:
    taken = [example.theme for example in chosen]
    return [example for example in pool if example.theme not in taken]


def _figures(report: Report) -> Iterator[_Example]:
    """Yield the questions on indicators that have a name in English, in the order of `INDICATORS`."""
    found: list[_Example] = []
    for figure, wording in questions_on(figures_of(report)):
        if figure.year and (known := indicator_of(figure.indicator)):
            half = Half.TASKS if figure.kind is FigureKind.TARGET else Half.RESULTS
            found.append(_Example(known[0], half, wording))
    yield from sorted(found, key=lambda example: INDICATORS.index(example.theme))


def _fields(report: Report) -> Iterator[_Example]:
    """Yield the questions on headings that name a field of work, in the order of `FIELDS`."""
    deeds = [heading for heading in headings_of(report) if heading.tells_a_deed]
    fields = [(field, heading) for heading in deeds if (field := field_of(heading.name))]
    for field, heading in sorted(fields, key=lambda found: FIELDS.index(found[0])):
        yield _Example(field, heading.standing.half, heading.wording)


def _others(report: Report) -> list[Wording]:
    """Return the questions on all headings, those on deeds first, spread over the report."""
    headings = list(headings_of(report))
    deeds = [heading.wording for heading in headings if heading.tells_a_deed]
    states = [heading.wording for heading in headings if not heading.tells_a_deed]
    return [wording for every in (deeds, states) for wording in every[:: max(1, len(every) // MOST_EXAMPLES)]]
