"""A run, and a comparison of two, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from qa.evaluation.figures import By
from qa.evaluation.measures import ANSWERING, RANKING, REFUSING
from qa.evaluation.telling import chance_of, conditions_told, name_of, said, wanted
from qa.terminal import console, plain, print_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from qa.evaluation.comparison import Change, Comparison, Difference
    from qa.evaluation.figures import Figures
    from qa.evaluation.measures import Measure
    from qa.evaluation.run import Run
    from qa.evaluation.words import Words

_NAMED = (By.ALL, By.SET, By.FOLLOW_UPS)
"""Groups whose name says what they are."""


def print_run(run: Run, words: Words) -> None:
    """Print under what a run came about and its figures, group by group; times of sets only, the page has the rest."""
    print_facts(conditions_told(run.conditions, words))
    for title, measures in ((words.answers, ANSWERING), (words.refusal, REFUSING), (words.retrieval, RANKING)):
        groups = [each for each in run.figures if any(measure in each.estimates for measure in measures)]
        if groups:
            heads = ["", words.questions, *(words.measures[measure] for measure in measures)]
            _print(title, heads, [_row(each, measures, words) for each in groups])
    heads = ["", words.questions, words.characters, *(f"{step} p50/p95" for step in words.steps)]
    timed = [each for each in run.figures if each.by in _NAMED]
    _print(f"{words.latency} ({words.milliseconds})", heads, [_latency_row(each, words) for each in timed])


def _row(figures: Figures, measures: Sequence[Measure], words: Words) -> list[str]:
    cells = [figures.estimates.get(measure) for measure in measures]
    first = cells[0]
    interval = f" ({first.low:.2f}–{first.high:.2f})" if first and first.low is not None else ""
    shown = ["–" if cell is None else f"{cell.value:.3f}" for cell in cells]
    return [_name(figures.by, figures.name, words), str(figures.count(measures)), shown[0] + interval, *shown[1:]]


def _latency_row(figures: Figures, words: Words) -> list[str]:
    times = [f"{latency.p50:.0f} / {latency.p95:.0f}" for latency in figures.latency_ms.values()]
    name = _name(figures.by, figures.name, words)
    return [name, str(figures.questions), f"{figures.answer_chars_median:g}", *times]


def _name(by: By, name: str, words: Words) -> str:
    return name_of(by, name, words) if by in _NAMED else f"{words.groups[by]} {name}"


def print_comparison(comparison: Comparison, words: Words) -> None:
    """Print which figures of sets differ, then what got worse and what got better, with both answers."""
    out = console()
    out.print(Text(words.shared.format(comparison.shared, comparison.before_only, comparison.after_only)))
    changed = [each for each in comparison.differences if each.by in _NAMED and each.before != each.after]
    if changed:
        heads = ["", "", words.questions, words.before, words.after, words.difference, words.chance]
        _print(words.difference, heads, [_difference_row(each, words) for each in changed])
    out.print(Text(f"{words.same} {words.compare_note}", style="dim"))
    for name, changes in ((words.worse, comparison.worse), (words.better, comparison.better)):
        out.print()
        out.print(Text(f"{name} ({len(changes)})", style="bold"))
        for change in changes:
            _print_change(out, change, words)


def _difference_row(each: Difference, words: Words) -> list[str]:
    change = each.change
    return [
        _name(each.by, each.name, words),
        words.measures[each.measure],
        str(change.questions),
        f"{each.before:.3f}",
        f"{each.after:.3f}",
        f"{change.value:+.3f}" + ("" if change.low is None else f" ({change.low:+.2f} … {change.high:+.2f})"),
        chance_of(each.p_value),
    ]


def _print_change(out: Console, change: Change, words: Words) -> None:
    out.print(Text(plain(f"{change.after.question_id}  {change.after.question}"), style="bold cyan"))
    out.print(Text(plain(f"  {words.wanted}: {wanted(change.after, words)}"), style="dim"))
    for place, outcome in ((words.before, change.before), (words.after, change.after)):
        answer = " ".join(outcome.answer.split())
        out.print(Text(plain(f"  {place} ({said(outcome, words)}): {answer}")))


def _print(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; columns of figures are set right."""
    grid = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(heads):
        grid.add_column(head, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        grid.add_row(*(plain(cell) for cell in row))
    console().print(grid)
