"""What was measured, as text: a row a contestant."""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING

import numpy as np

from qa.evaluation.measures import RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.peers.measuring import Measured
    from benchmarks.peers.works import Work

NAME = 20
"""Characters of the first column."""


def qualities(measured: Mapping[str, Sequence[Measured]], work: Work) -> str:
    """Return the means of the ranking measures of each set, a block a set."""
    blocks = []
    for each in work.sets:
        lines = [f"{each.name:{NAME}}" + "".join(f"{measure.value:>11}" for measure in RANKING)]
        for name, runs in measured.items():
            marks = runs[0].marks[each.name]
            lines.append(f"{name:{NAME}}" + "".join(f"{mean(m[measure] for m in marks):11.4f}" for measure in RANKING))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def costs(measured: Mapping[str, Sequence[Measured]], base: str) -> str:
    """Return times and memory, each with how many times that of `base` it is (×: more than 1 is worse)."""
    columns: list[tuple[str, str, Callable[[Sequence[Measured]], float]]] = [
        ("start s", ".1f", lambda runs: median(run.start for run in runs)),
        ("build s", ".1f", lambda runs: median(run.build for run in runs)),
        ("median ms", ".1f", lambda runs: median(percentile(run, 50) for run in runs)),
        ("p95 ms", ".1f", lambda runs: median(percentile(run, 95) for run in runs)),
        ("peak MiB", ".0f", lambda runs: max(run.peak_memory or 0 for run in runs) / 2**20),
    ]
    lines = [f"{'':{NAME}}{'pieces':>8}" + "".join(f"{title:>11}{'×':>7}" for title, _, _ in columns)]
    for name, runs in measured.items():
        cells = [(f"{value(runs):{form}}", value(runs) / value(measured[base])) for _, form, value in columns]
        row = "".join(f"{shown:>11}{_times(ratio):>7}" for shown, ratio in cells)
        lines.append(f"{name:{NAME}}{runs[0].pieces:8,}{row}")
    return "\n".join(lines)


def percentile(run: Measured, share: float) -> float:
    """Return the milliseconds that so many per cent of the questions needed at most."""
    return float(np.percentile(run.milliseconds, share))


def _times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2g}"
