"""A picture of an explanation: each candidate a line from leg to leg of search, to the order in which it was preferred.

A bump chart (https://en.wikipedia.org/wiki/Bump_chart): at each step the candidates stand in the order of their ranks
there, the rank itself in the circle, so that rank 40 takes no more room than rank 11. Places across are percentages,
places down pixels: the picture fits a phone without its writing shrinking.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ui.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.explain import Candidate, Explanation
    from ui.explain_words import ExplainWords

ROW = 32
HEAD = 40
RADIUS = 12
"""Pixels: from line to line, above the first, of a circle that holds two figures."""

LEFT, RIGHT = 7, 81
"""Percent of the width where the first and the last step stand; the passages' numbers are written behind the last."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of ranking: its name and, for each candidate, its rank there, None where it has none."""

    name: str
    ranks: tuple[int | None, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """Where each candidate stands among the others at this step, from 0; those without a rank come last."""
        count = len(self.ranks)
        order = sorted(range(count), key=lambda n: (self.ranks[n] is None, self.ranks[n] or 0, n))
        return tuple(order.index(n) for n in range(count))


def steps_of(explanation: Explanation, words: ExplainWords) -> tuple[Step, ...]:
    """Return the steps in which any candidate has a rank, in the order in which they are taken."""
    candidates = explanation.candidates
    steps = (
        Step(words.dense, tuple(candidate.dense_rank for candidate in candidates)),
        Step(words.lexical, tuple(candidate.lexical_rank for candidate in candidates)),
        Step(words.fused, tuple(candidate.fused_rank for candidate in candidates)),
        Step(words.reader, tuple(candidate.reader_rank for candidate in candidates)),
    )
    return tuple(step for step in steps if any(step.ranks))


def chart_html(explanation: Explanation, words: ExplainWords) -> Html:
    """Draw the picture with its caption; what it shows is told in words beside it, for those who do not see it."""
    steps, candidates = steps_of(explanation, words), explanation.candidates
    lines = [_line_html(steps, number, candidate) for number, candidate in enumerate(candidates)]
    lines.sort(key=lambda entry: entry[0])  # cited ones last, over the others
    picture = element(
        "svg",
        element("title", words.chart),
        element("desc", " ".join(_told(steps, number, each, words) for number, each in enumerate(candidates))),
        *(_name_html(step.name, _across(steps, place)) for place, step in enumerate(steps)),
        *(line for _, line in lines),
        role="img",
        aria_label=words.chart,
        width="100%",
        height=HEAD + ROW * len(candidates),
    )
    return element(
        "figure",
        element("figcaption", element("h3", words.chart), element("p", words.chart_note)),
        picture,
        class_="bump",
    )


def _across(steps: Sequence[Step], place: int) -> float:
    return LEFT if len(steps) == 1 else LEFT + (RIGHT - LEFT) * place / (len(steps) - 1)


def _down(row: int) -> int:
    return HEAD + ROW * row + ROW // 2


def _name_html(name: str, across: float) -> Html:
    return element("text", name, x=f"{across:g}%", y=18, text_anchor="middle", class_="step-name")


def _line_html(steps: Sequence[Step], number: int, candidate: Candidate) -> tuple[bool, Html]:
    """Draw one candidate's way, and tell whether it is cited."""
    points = [(_across(steps, place), _down(step.rows[number]), step.ranks[number]) for place, step in enumerate(steps)]
    strokes = [
        element("line", x1=f"{x:g}%", y1=y, x2=f"{next_x:g}%", y2=next_y, class_=None if rank and next_rank else "lost")
        for (x, y, rank), (next_x, next_y, next_rank) in pairwise(points)
    ]
    circles = [_circle_html(x, y, rank) for x, y, rank in points]
    x, y, _ = points[-1]
    name = element("text", candidate.passage.passage_id, x=f"{x:g}%", y=y, dx=RADIUS + 6, dy="0.35em", class_="name")
    cited = bool(candidate.cited)
    classes = "way cited" if cited else "way"
    return cited, element("g", *strokes, *circles, name, class_=classes, data_candidate=candidate.passage.passage_id)


def _circle_html(x: float, y: int, rank: int | None) -> Html:
    return element(
        "g",
        element("circle", cx=f"{x:g}%", cy=y, r=RADIUS),
        element("text", str(rank or "–"), x=f"{x:g}%", y=y, dy="0.35em", text_anchor="middle"),
        class_="stop" if rank else "stop lost",
    )


def _told(steps: Sequence[Step], number: int, candidate: Candidate, words: ExplainWords) -> str:
    """Return a candidate's way in words."""
    ranks = ", ".join(
        f"{step.name} {words.ranked.format(rank=step.ranks[number]) if step.ranks[number] else words.not_found}"
        for step in steps
    )
    cited = f", {words.cited}" if candidate.cited else ""
    return f"{candidate.passage.passage_id}: {ranks}{cited}."
