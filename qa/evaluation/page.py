"""A run as one HTML page: its figures in tables and plots, and the questions that went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.evaluation.figures import By
from qa.evaluation.markup import child, facts, new_page, table, written
from qa.evaluation.measures import ANSWERING, RANKING, RECALLS, REFUSING, Measure
from qa.evaluation.outcome import STEPS
from qa.evaluation.plots import Axis, Line, line_plot, point_plot, share_axis
from qa.evaluation.telling import conditions_told, name_of, said, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from qa.evaluation.coverage import Point
    from qa.evaluation.figures import Figures
    from qa.evaluation.intervals import Estimate
    from qa.evaluation.outcome import Outcome
    from qa.evaluation.run import Run
    from qa.evaluation.words import Words

MOST_WRONG = 300
"""Questions that went wrong which are shown; more would make the page slow on a phone."""

SLOWEST = 0.99
"""Share of the questions up to which the plot of times reaches: the slowest one would squeeze all others together."""


def page_of(run: Run, words: Words) -> str:
    """Return the whole HTML document."""
    root, main = new_page(words.language, words.title)
    if not run.conditions.complete:
        asked = sum(each.questions for each in run.conditions.sets)
        child(main, "p", words.partial.format(len(run.outcomes), asked), class_="stopped")
    facts(main, conditions_told(run.conditions, words))
    _by_group(main, run.figures, words)
    _answers(main, run.figures, words)
    _refusal(main, run, words)
    _retrieval(main, run.figures, words)
    _latency(main, run, words)
    _wrong(main, [outcome for outcome in run.outcomes if not outcome.right], words)
    child(main, "h2", words.how)
    facts(main, [(words.measures[measure], meaning) for measure, meaning in words.meanings.items()])
    child(main, "p", words.how_note, class_="note")
    return written(root)


def _by_group(main: Element, groups: Sequence[Figures], words: Words) -> None:
    child(main, "h2", words.by_group)
    rows: list[tuple[str, Estimate | None]] = []
    last = By.ALL
    for figures in groups:
        if figures.name and figures.by is not last:
            rows.append((words.groups[figures.by], None))
        last = figures.by
        rows.append((name_of(figures.by, figures.name, words), figures.estimates[Measure.RIGHT]))
    point_plot(main, words.by_group, rows)


def _answers(main: Element, groups: Sequence[Figures], words: Words) -> None:
    child(main, "h2", words.answers)
    _table(main, words.answers, groups, ANSWERING, words, (words.characters, lambda each: each.answer_chars_median))


def _refusal(main: Element, run: Run, words: Words) -> None:
    child(main, "h2", words.refusal)
    refusing = [each for each in run.figures if any(measure in each.estimates for measure in REFUSING)]
    _table(main, words.refusal, refusing, REFUSING, words)
    if len(run.coverage) < 2:
        return
    child(main, "p", words.refusal_note, class_="note")
    least = run.conditions.least_chance
    used = _in_use(run.coverage, least)
    mark = words.in_use.format(f"{least:g}")
    plots = child(main, "div", class_="plots")
    line_plot(
        plots,
        f"{words.coverage}, {words.accuracy}",
        [Line("", [(point.coverage, point.accuracy) for point in run.coverage])],
        share_axis(words.coverage),
        share_axis(words.accuracy),
        [(used.coverage, used.accuracy, mark)] if used and run.conditions.reader else [],
    )
    _by_threshold(plots, run.coverage, words)


def _by_threshold(parent: Element, curve: Sequence[Point], words: Words) -> None:
    """Plot precision and recall of refusing against the least chance, as far as there is anything to refuse."""
    lines = []
    for measure in REFUSING:
        points = [(point.threshold, getattr(point, measure)) for point in curve]
        known = [(threshold, share) for threshold, share in points if share is not None]
        if len(known) > 1:
            lines.append(Line(words.measures[measure], known, stepped=True))
    if lines:
        line_plot(parent, words.refusal, lines, share_axis(words.threshold), share_axis(words.refusal))


def _in_use(curve: Sequence[Point], least: float) -> Point | None:
    """Return the point of the threshold in use: the last whose chance is not too small."""
    return next((point for point in reversed(curve) if point.threshold >= least), None)


def _retrieval(main: Element, groups: Sequence[Figures], words: Words) -> None:
    ranked = [each for each in groups if any(measure in each.estimates for measure in RANKING)]
    if not ranked:
        return
    child(main, "h2", words.retrieval)
    _table(main, words.retrieval, ranked, RANKING, words)
    sets = [each for each in ranked if each.by is By.SET] or ranked[:1]
    depths = [(place / (len(RECALLS) - 1), measure) for place, measure in enumerate(RECALLS)]
    lines = [
        Line(name_of(each.by, each.name, words), [(place, each.value(measure) or 0.0) for place, measure in depths])
        for each in sets
    ]
    across = Axis(words.passages, 1.0, [(place, words.measures[measure]) for place, measure in depths])
    line_plot(main, words.retrieval, lines, across, share_axis(words.share))


def _latency(main: Element, run: Run, words: Words) -> None:
    child(main, "h2", words.latency)
    child(main, "p", words.latency_note, class_="note")
    heads = ["", *(f"{step} {end}" for step in words.steps for end in ("p50", "p95"))]
    rows = [
        [
            _head(each, words, each.questions),
            *(
                (f"{value:,.0f}", "")
                for step in STEPS
                for value in (each.latency_ms[step].p50, each.latency_ms[step].p95)
            ),
        ]
        for each in run.figures
    ]
    table(main, words.latency, heads, rows)
    times = sorted(outcome.timing_ms["wall"] for outcome in run.outcomes)
    shown = times[: max(round(SLOWEST * len(times)), 1)]
    points = [(0.0, 0.0), *((time, place / len(times)) for place, time in enumerate(shown, 1))]
    end = _round_end(shown[-1])
    across = Axis(words.milliseconds, end, [(end * tick / 4, f"{end * tick / 4:g}") for tick in range(5)])
    wall = run.figures[0].latency_ms["wall"]
    marks = [(time, share, f"{name} {time:,.0f} {words.milliseconds}") for time, share, name in
             ((wall.p50, 0.5, "p50"), (wall.p95, 0.95, "p95")) if time <= end]  # fmt: skip
    line_plot(main, words.latency, [Line("", points, stepped=True)], across, share_axis(words.share), marks)


def _round_end(value: float) -> float:
    """Return the least of 1, 2, 4, 8 times a power of ten that is not below a value above 0."""
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next(power * step for step in (1, 2, 4, 8, 10) if power * step >= value)


def _table(
    main: Element,
    caption: str,
    groups: Sequence[Figures],
    measures: Sequence[Measure],
    words: Words,
    last: tuple[str, Callable[[Figures], float]] | None = None,
) -> None:
    heads = ["", *(words.measures[measure] for measure in measures), *([last[0]] if last else [])]
    rows = [
        [
            _head(each, words, each.count(measures)),
            *(_cell(each.estimates.get(measure)) for measure in measures),
            *([(f"{last[1](each):g}", "")] if last else []),
        ]
        for each in groups
    ]
    table(main, caption, heads, rows)


def _head(figures: Figures, words: Words, count: int) -> tuple[str, str]:
    kind = f"{words.groups[figures.by]} · " if figures.name else ""
    return name_of(figures.by, figures.name, words), f"{kind}{count}"


def _cell(share: Estimate | None) -> tuple[str, str]:
    if share is None:
        return "–", ""
    return f"{share.value:.3f}", "" if share.low is None else f"{share.low:.2f}–{share.high:.2f}"


def _wrong(main: Element, outcomes: Sequence[Outcome], words: Words) -> None:
    child(main, "h2", f"{words.wrong} ({len(outcomes)})")
    for outcome in outcomes[:MOST_WRONG]:
        entry = child(main, "details")
        head = child(entry, "summary", outcome.question)
        child(head, "small", f"{outcome.question_id} · {outcome.kind} · {outcome.language}")
        told(entry, words.wanted, wanted(outcome, words))
        told(entry, said(outcome, words), outcome.answer)
        if outcome.ranking:
            told(entry, words.retrieval, _found(outcome, words))
    if not outcomes:
        child(main, "p", words.all_right)
    elif len(outcomes) > MOST_WRONG:
        child(main, "p", words.more.format(len(outcomes) - MOST_WRONG), class_="note")


def told(entry: Element, name: str, text: str) -> None:
    """Add a line: what it is, and what it says."""
    line = child(entry, "p")
    child(line, "b", name).tail = ": "
    child(line, "span", text)


def _found(outcome: Outcome, words: Words) -> str:
    ranking = outcome.ranking
    ranks = [place for place, name in enumerate(ranking.found, 1) if name in ranking.relevant] if ranking else []
    return words.found_at.format(", ".join(map(str, ranks))) if ranks else words.not_found
