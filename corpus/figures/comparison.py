"""Results beside targets: which figures of a report measure the same thing in two years."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures.figure import FigureKind, Quantity
from corpus.figures.units import same_unit
from corpus.text import fold, simplified, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from corpus.figures.figure import Figure

_WHERE = re.compile("^(?:我国|全[国省市区县州旗镇]|[本我][省市区县])")
_NAMES_NOTHING = re.compile("这|该|其|上述|总|规模|部分|实际|安排…|支持…|投入…|.*情况$")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """A result of one year and the target of a later one for the same indicator, unit and quantity.

    `difference` is how far the target, of a range the lower end, lies above the result; negative where it lies below.
    """

    result: Figure
    target: Figure
    difference: Decimal

    @property
    def indicator(self) -> str:
        """What both measure, as the target names it."""
        return self.target.indicator


def comparisons(figures: Iterable[Figure]) -> tuple[Comparison, ...]:
    """Return the results and targets of one report that can be compared, in the order of the targets.

    A wrong pair is worse than none: indicators must read the same but for the region, and only where just one result
    and one target have the name are they paired; changes only from one year to the next.
    """
    groups: dict[tuple[str, Quantity], list[Figure]] = defaultdict(list)
    for figure in figures:
        name = _name(figure.indicator)
        if name and figure.quantity is not Quantity.BASE:
            groups[name, figure.quantity].append(figure)
    pairs = (_pair(group) for group in groups.values())
    return tuple(sorted((pair for pair in pairs if pair), key=lambda pair: pair.target.start))


def _pair(figures: list[Figure]) -> Comparison | None:
    """Return the one result and the one target of a group; None where there are more, or they do not match."""
    results = _distinct(figure for figure in figures if figure.kind is FigureKind.RESULT)
    targets = _distinct(figure for figure in figures if figure.kind is FigureKind.TARGET)
    if len(results) != 1 or len(targets) != 1:
        return None
    result, target = results[0], targets[0]
    if result.value is None or target.value is None or not _in_turn(result, target):
        return None
    return Comparison(result, target, target.value - result.value) if same_unit(result.unit, target.unit) else None


def _in_turn(result: Figure, target: Figure) -> bool:
    """Tell whether the target's year follows the result's, and directly where both tell the change of one year."""
    if result.year is None or target.year is None or target.year <= result.year:
        return False
    if result.quantity in (Quantity.LEVEL, Quantity.SHARE):
        return True
    yearly = all(figure.since in (None, (figure.year or 0) - 1) for figure in (result, target))
    return yearly and target.year == result.year + 1


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures without repetitions of one value for one year, the first of each kept."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.year is not None:
            kept.setdefault((figure.value, figure.upper, figure.unit, figure.year), figure)
    return list(kept.values())


def _name(indicator: str) -> str | None:
    """Return an indicator as it is compared, without the region and the dots; None where it names too little."""
    name = _WHERE.sub("", simplified(squeeze(indicator)), count=1)
    if len(name) < _SHORTEST_NAME or _NAMES_NOTHING.match(name):
        return None
    return fold(name.replace("…", ""))
