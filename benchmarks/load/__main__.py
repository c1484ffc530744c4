"""How many questions a second the running server answers, under more and more visitors at once.

Each visitor is a tab of its own that asks one question after another, as the page does: it looks at the connection,
asks, waits for the answer, and wants questions to ask next, which it calls off when it asks again. The server is
`report-qa serve` over the built-in report, in a process of its own on this machine, whose cores it shares with them.

    python -m benchmarks.load
"""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.load.tally import Tally, questions_in
from benchmarks.load.visitor import BusyError, FaultError, Visitor
from benchmarks.result_files import json_option, keep
from benchmarks.serving import ROOT, serving
from benchmarks.tables import OURS, Column, Table
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = ("gradio", "uvicorn", "onnxruntime", "faiss-cpu")
RATE = "1000000"
"""Events a second that the server takes from this machine, which is all visitors at once."""

TIMES, MOST_MEGABYTES = 1.6, 700
"""What is wanted: the throughput of 16 visitors against one's, and the server's peak memory."""


@click.command()
@click.option("--clients", multiple=True, type=click.IntRange(1), default=(1, 4, 16, 64), show_default=True)
@click.option("--seconds", default=60.0, show_default=True, help="How long each number of visitors asks.")
@click.option(
    "--shared", type=click.Path(path_type=Path), default=ROOT.parent / "shared", help="Where eval/*.jsonl lies."
)
@json_option
def main(clients: tuple[int, ...], seconds: float, shared: Path, json_file: Path | None) -> None:
    """Print questions a second, percentiles and errors for each number of visitors, then the server's memory."""
    questions = questions_in(shared / "eval")
    found: dict[int, tuple[Tally, float]] = {}
    with serving("--rate", RATE) as served, Progress(console=Console(stderr=True), transient=True) as bar:
        asyncio.run(asking(served.address, 1, 3.0, questions))
        for visitors in bar.track(clients, description="asking"):
            tally = asyncio.run(asking(served.address, visitors, seconds, questions))
            found[visitors] = tally, served.memory("VmHWM") / 1e6
    title = f"{len(questions)} questions of the development sets, {seconds:g} s for each number of visitors"
    machine, table = measured_on(PACKAGES), figures(found, title)
    print(f"{machine}\n\n{table.as_text()}\n")
    for visitors, (tally, _) in found.items():
        for message, times in tally.errors.most_common():
            print(f"{visitors} visitors, {times} times: {message}")
    print(verdicts(found))
    keep(json_file, machine, [table])


def figures(found: dict[int, tuple[Tally, float]], title: str) -> Table:
    """Return a row for each number of visitors."""
    rows = []
    for visitors, (tally, megabytes) in found.items():
        middle, high, highest = (1000 * float(np.percentile(tally.seconds, share)) for share in (50, 95, 99))
        name = f"{OURS}, {visitors} at once"
        rows.append((name, tally.rate, middle, high, highest, tally.errors.total(), megabytes))
    heads = "p50 ms", "p95 ms", "p99 ms", "errors", "peak MB"
    return Table(
        title, (Column(""), Column("questions/s", ".2f"), *(Column(head, ",.0f") for head in heads)), tuple(rows)
    )


def verdicts(found: dict[int, tuple[Tally, float]]) -> str:
    """Return what the targets are about, a line each."""
    most = max(megabytes for _, megabytes in found.values())
    lines = [f"peak memory of the server {most:.0f} MB; wanted: at most {MOST_MEGABYTES} MB, "
             f"{_verdict(most <= MOST_MEGABYTES)}"]  # fmt: skip
    if {1, 16} <= found.keys():
        ratio = found[16][0].rate / found[1][0].rate
        wanted = f"wanted: {TIMES:g}, {_verdict(ratio >= TIMES)}"
        lines.append(f"16 visitors: {ratio:.2f} times the questions a second of one visitor; {wanted}")
    return "\n".join(lines)


async def asking(address: str, visitors: int, seconds: float, questions: Sequence[str]) -> Tally:
    """Let so many visitors ask for some seconds; each has its page before the clock starts."""
    tally, turn = Tally(), count()
    tabs = [Visitor(address) for _ in range(visitors)]
    for tab in tabs:
        await tab.load()
    begun = perf_counter()

    async def ask_on(tab: Visitor) -> None:
        async with tab:
            while perf_counter() < begun + seconds:
                question = questions[next(turn) * 7 % len(questions)]  # the sets mixed
                started = perf_counter()
                try:
                    told = await tab.ask(question)
                except (BusyError, FaultError) as error:
                    tally.errors[f"{type(error).__name__}: {error}"] += 1
                    continue
                tally.seconds.append(perf_counter() - started)
                tally.errors["no answer"] += not told.answers

    await asyncio.gather(*(ask_on(tab) for tab in tabs))
    tally.wall = perf_counter() - begun
    tally.errors += Counter()  # without those that never happened
    return tally


def _verdict(value: bool) -> str:
    return "met" if value else "missed"


if __name__ == "__main__":
    main()
