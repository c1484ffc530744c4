"""How the index grows: from a thousand sentences to a million, ours, and FAISS's other index types beside it.

The sentences are those of the State Council reports (27 thousand), from the first again with noise when there are no
more. Embedding a million is hours on two cores, so only the first `--embedded` really are, as the product does it: each
sentence alone, in context, and each passage. All further vectors are these again with noise
(`growing/noise.py` says how much). Build time is therefore without embedding; what that would take is reckoned from the
rows that were embedded. Ours is `index.build`, `index.store` and `index.search` as they are, built in one process and
searched in another; above `index.build.EVERY_ROW_UP_TO` sentences its recall is measured against scoring every row of
the same index. The index types get the vectors of the sentences alone; their recall@10 is against the flat index, at
the least breadth of search that reaches 0.99.

Builds give way to other work (`nice`), searches do not. A size whose build would, by the last one, take longer than
`--patience` is left out.

    python -m benchmarks.growth
    python -m benchmarks.growth --most 1000000 --types 0
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console

from benchmarks.growing.grown import Source, embed_first
from benchmarks.growing.index_types import LEAST_RECALL, IndexType, Tried, try_index_type
from benchmarks.growing.own import build_at, search_at
from benchmarks.own_process import in_own_process
from benchmarks.peers.works import SHARED, state_council_questions, state_council_reports
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS, Column, Table
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.tables import Cell

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
PACKAGES = ("faiss-cpu", "numpy", "onnxruntime")
COLUMNS = (
    Column("sentences"), Column("embed s*", ",.0f"), Column("build s", ",.1f"), Column("of cpu", ",.1f"),
    Column("peak MiB", ",.0f"), Column("disk MiB", ",.0f"), Column("load s", ".2f"), Column("p50 ms", ".1f"),
    Column("p95 ms", ".1f"), Column("answer p50", ".0f"), Column("answer p95", ".0f"), Column("peak MiB", ",.0f"),
    Column("recall@10", ".3f"), Column("dense", ".3f"),
)  # fmt: skip
NOTE = (
    "* reckoned, and no part of build; build by the clock and of the processors; peaks of building and of searching. "
    "The report itself is made, not parsed, and no part of load. recall@10: of the fused ten, and of the ten by "
    "meaning among the candidates, against every row scored."
)
WORTH = 5.0
"""Milliseconds that another index must save to pay: encoding the question takes longer than that."""


@click.command()
@click.option("--most", type=click.IntRange(1_000, SIZES[-1]), default=100_000, show_default=True, help="Sentences.")
@click.option("--embedded", type=click.IntRange(100, 20_000), default=2_000, show_default=True, help="Really embedded.")
@click.option("--questions", type=click.IntRange(2, 170), default=100, show_default=True, help="Asked at each size.")
@click.option("--answers", type=click.IntRange(1, 170), default=20, show_default=True, help="Questions answered whole.")
@click.option(
    "--exact", type=click.IntRange(1, 170), default=50, show_default=True, help="Questions scored exactly too."
)
@click.option("--patience", type=click.IntRange(1), default=90, show_default=True, help="Minutes for one build.")
@click.option(
    "--types", type=click.IntRange(0), default=100_000, show_default=True, help="Vectors for the index types."
)
@click.option("--shared", type=click.Path(path_type=Path), default=SHARED, help="Folder of the data.")
@json_option
def main(
    most: int,
    embedded: int,
    questions: int,
    answers: int,
    exact: int,
    patience: int,
    types: int,
    shared: Path,
    json_file: Path | None,
) -> None:
    """Print time, disk and memory of ours at each size, then the index types, and from where on each would pay."""
    sizes = [size for size in SIZES if size <= most]
    report, _ = state_council_reports(shared)
    with tempfile.TemporaryDirectory(prefix="report-qa-growth-") as folder:
        source = Source(
            tuple(paragraph.text for paragraph in report.paragraphs),
            tuple(state_council_questions(shared)[:questions]),
            Path(folder),
        )
        machine = measured_on(PACKAGES)
        _note(f"embedding {embedded:,} sentences")
        row_seconds = in_own_process(embed_first, source, embedded)
        title = (
            f"Sentences of the State Council reports, repeated with noise, {questions} questions; {embedded:,} "
            f"sentences really embedded ({1 / row_seconds:.0f} rows a second), vectors with noise beyond"
        )
        table = Table(
            title, COLUMNS, tuple(rows_of_ours(source, sizes, row_seconds, Asked(60 * patience, answers, exact))), NOTE
        )
        print(f"{machine}\n\n{table.as_text()}")
        keep(json_file, machine, [table])
        if any(size <= types for size in sizes):
            print()
            print_index_types(source, [size for size in sizes if size <= types])


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds that one build may take, and how many questions are answered whole and scored exactly besides."""

    patience: float
    answers: int
    exact: int


def rows_of_ours(source: Source, sizes: Sequence[int], row_seconds: float, asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a size as it is measured, and say it on stderr."""
    seconds, before = 0.0, sizes[0]
    for size in sizes:
        reckoned = seconds * size / before
        if reckoned > asked.patience:
            _note(f"{size:,} sentences left out: building would take about {reckoned / 60:.0f} minutes")
            continue
        _note(f"ours at {size:,} sentences")
        built = in_own_process(build_at, source, size)
        found = in_own_process(search_at, source, size, asked.answers, asked.exact)
        seconds, before = built.seconds, size
        row = (
            f"{OURS}, {size:,}", built.rows * row_seconds, built.seconds, built.processor,
            _megabytes(built.peak_memory), _megabytes(built.disk), found.load, median(found.milliseconds),
            _high(found.milliseconds), median(found.answers), _high(found.answers), _megabytes(found.peak_memory),
            found.recall, found.dense_recall,
        )  # fmt: skip
        _note(" ".join(str(cell) if isinstance(cell, str) else f"{cell:.4g}" for cell in row if cell is not None))
        yield row


def print_index_types(source: Source, sizes: Sequence[int]) -> None:
    """Print a line a type and size as they are measured, then from where on each pays instead of the present."""
    titles = "build s", "size MiB", "peak MiB", "p50 ms", "p95 ms", "recall@10", "breadth"
    print(f"{'vectors':12}{'index':24}" + "".join(f"{title:>11}" for title in titles))
    milliseconds: dict[int, dict[IndexType, float]] = {}
    for size in sizes:
        exact = None
        milliseconds[size] = {}
        for kind in IndexType:
            _note(f"{kind.value} at {size:,} vectors")
            tried = in_own_process(try_index_type, kind, source, size, None if kind is IndexType.FLAT else exact)
            exact = tried.found if exact is None else exact
            print(f"{size:<12,}{kind.value:24}{_figures(tried)}", flush=True)
            if tried.recall >= LEAST_RECALL:
                milliseconds[size][kind] = median(tried.milliseconds)
    print(f"\nfrom where on it saves {WORTH:g} ms a question or more, with a recall of {LEAST_RECALL:g} or more:")
    print(verdict(milliseconds))


def verdict(milliseconds: dict[int, dict[IndexType, float]]) -> str:
    """Return a line a type: from how many vectors on it pays, where its recall is the one wanted."""
    lines = []
    for kind in IndexType:
        if kind is IndexType.EVERY_ROW:
            continue
        saved = {size: each[IndexType.EVERY_ROW] - each[kind] for size, each in milliseconds.items() if kind in each}
        first = next((size for size in saved if saved[size] >= WORTH), None)
        lines.append(
            f"{kind.value}: from {first:,} vectors on, where it saves {saved[first]:.0f} of "
            f"{milliseconds[first][IndexType.EVERY_ROW]:.0f} ms a question"
            if first
            else f"{kind.value}: not up to {max(milliseconds):,} vectors"
        )
    return "\n".join(lines)


def _figures(tried: Tried) -> str:
    figures = (
        f"{tried.build:.1f}", _mebibytes(tried.size), _mebibytes(tried.peak_memory),
        f"{median(tried.milliseconds):.2f}", f"{_high(tried.milliseconds):.2f}", f"{tried.recall:.3f}",
        str(tried.breadth or ""),
    )  # fmt: skip
    return "".join(f"{figure:>11}" for figure in figures)


def _high(milliseconds: Iterable[float]) -> float:
    return float(np.percentile([*milliseconds], 95))


def _megabytes(size: int | None) -> float | None:
    return None if size is None else size / 2**20


def _mebibytes(size: int | None) -> str:
    return "?" if size is None else f"{size / 2**20:,.0f}"


def _note(text: str) -> None:
    Console(stderr=True).print(text, style="dim")


if __name__ == "__main__":
    main()
