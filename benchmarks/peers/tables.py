"""What was measured of search, as tables: a row a contestant."""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.tables import Column, Table
from qa.evaluation.measures import RANKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.peers.measuring import Measured
    from benchmarks.peers.works import Work
    from benchmarks.tables import Cell

HEADS = ("R@1", "R@3", "R@5", "R@10", "MRR@10", "nDCG@10")
"""Of RANKING, in its order."""

LOADED = "×: times what report-qa without the reader needs. With the reader, it loads the index that it built without."


def qualities(measured: Mapping[str, Sequence[Measured]], work: Work) -> list[Table]:
    """Return the means of the ranking measures, a table a set; none where the work is not judged."""
    if not work.judged:
        return []
    columns = (Column(""), *(Column(head, ".4f") for head in HEADS))
    tables = []
    for each in work.sets:
        marks = {name: runs[0].marks[each.name] for name, runs in measured.items()}
        rows: list[tuple[Cell, ...]] = [
            (name, *(mean(m[measure] for m in own) for measure in RANKING)) for name, own in marks.items()
        ]
        tables.append(Table(f"{each.name}, {len(each.questions):,} questions", columns, tuple(rows)))
    return tables


def costs(measured: Mapping[str, Sequence[Measured]], base: str, title: str) -> Table:
    """Return times and memory, each with how many times that of `base` it is (×: more than 1 is worse)."""
    figures: list[tuple[str, str, Callable[[Sequence[Measured]], float]]] = [
        ("start s", ".1f", lambda runs: median(run.start for run in runs)),
        ("build s", ".1f", lambda runs: median(run.build for run in runs)),
        ("median ms", ".1f", lambda runs: median(percentile(run, 50) for run in runs)),
        ("p95 ms", ".1f", lambda runs: median(percentile(run, 95) for run in runs)),
        ("peak MiB", ".0f", lambda runs: max(run.peak_memory or 0 for run in runs) / 2**20),
    ]
    columns = [Column(""), Column("pieces", ",")]
    columns += [column for head, form, _ in figures for column in (Column(head, form), Column("×", ".2g"))]
    rows = []
    for name, runs in measured.items():
        row: list[Cell] = [name, runs[0].pieces]
        for _, _, value in figures:
            row += [value(runs), value(runs) / value(measured[base])]
        rows.append(tuple(row))
    return Table(title, tuple(columns), tuple(rows), LOADED)


def percentile(run: Measured, share: float) -> float:
    """Return the milliseconds that so many per cent of the questions needed at most."""
    return float(np.percentile(run.milliseconds, share))
