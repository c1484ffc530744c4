"""How long a first answer takes: a cold `report-qa ask` against a cold process of the usual libraries.

All are fresh processes that load the same weights, with the index built and the model prepared beforehand; the disk's
cache is warm for all. They take turns, A B C A B C, so that what else the machine does falls on all. Ours parses the
report, searches both legs, reads and prints the cited answer. A short script (`cold_peer.py`) encodes the question and
searches our FAISS file, no more; a LangChain pipeline (`cold_langchain.py`, left out where it is not installed)
searches its own store and BM25 and prints the best passage. Everything is kept in a temporary folder (about 500 MB for
the peers' copy of the model), nothing in the user's cache.

    python -m benchmarks.cold_start
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from benchmarks.peers.contestants import INSTALL, LANGCHAIN
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS, Column, Table
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUESTION = "2017年地区生产总值是多少？"
ANSWER = "1009.2"
LEAST_RATIO, MOST_HELP_SECONDS = 6.0, 0.2
PACKAGES = ("onnxruntime", "faiss-cpu", "sentence-transformers", "transformers", "torch")
ROOT = Path(__file__).parents[1]
OWN_COMMAND = str(Path(sys.executable).with_name("report-qa"))
ASK, HELP = f"{OURS} ask", f"{OURS} --help"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall time in seconds, peak resident memory in bytes."""

    seconds: float
    peak_bytes: int


@click.command()
@click.option("--runs", type=click.IntRange(1, 1000), default=7, show_default=True, help="Measured runs of each.")
@json_option
def main(runs: int, json_file: Path | None) -> None:
    """Print the medians of ours and the peers, their ratios, their peak memory and the time of `report-qa --help`."""
    with tempfile.TemporaryDirectory(prefix="report-qa-cold-") as folder:
        environment = environment_in(Path(folder))
        commands = prepare(Path(folder), environment) | {HELP: [OWN_COMMAND, "--help"]}
        for command in commands.values():
            measure(command, environment)
        turns = track(range(runs), "measuring", console=Console(stderr=True), transient=True)
        turned = [{name: measure(command, environment) for name, command in commands.items()} for _ in turns]
    measured = {name: [turn[name] for turn in turned] for name in commands}
    machine, table = measured_on(PACKAGES), figures(measured, f"Question to answer, medians of {runs} runs in turns")
    print(f"{machine}\n\n{table.as_text()}\n\n{verdicts(measured)}")
    keep(json_file, machine, [table])


def figures(measured: Mapping[str, Sequence[Run]], title: str) -> Table:
    """Return a row a command; the peak of `--help` is left out (see `measure`)."""
    ours = _seconds(measured[ASK])
    columns = Column(""), Column("seconds", ".2f"), Column("fastest", ".2f"), Column("slowest", ".2f")
    rows = tuple(
        (
            name, _seconds(runs), min(run.seconds for run in runs), max(run.seconds for run in runs),
            None if name == HELP else max(run.peak_bytes for run in runs) / 2**20,
            None if name.startswith(OURS) else _seconds(runs) / ours,
        )
        for name, runs in measured.items()
    )  # fmt: skip
    return Table(title, (*columns, Column("peak MiB", ".0f"), Column("times ours", ".1f")), rows)


def verdicts(measured: Mapping[str, Sequence[Run]]) -> str:
    """Return what the targets are about, a line each."""
    ours, help_seconds = _seconds(measured[ASK]), _seconds(measured[HELP])
    ratios = {name: _seconds(runs) / ours for name, runs in measured.items() if not name.startswith(OURS)}
    lines = [
        f"{name} / ours {ratio:.1f}, target {LEAST_RATIO:g} or more: {_verdict(ratio >= LEAST_RATIO)}"
        for name, ratio in ratios.items()
    ]
    met = _verdict(help_seconds < MOST_HELP_SECONDS)
    return "\n".join([*lines, f"--help {help_seconds:.2f} s, target under {MOST_HELP_SECONDS} s: {met}"])


def prepare(folder: Path, environment: dict[str, str]) -> dict[str, list[str]]:
    """Build the indexes and the peers' model in a folder; return the command of each, ours first.

    Raises ClickException when our answer lacks the figure asked for: how fast a wrong answer comes says nothing.
    """
    indexes, model, store = (folder / name for name in ("indexes", "model", "store"))
    ours = [OWN_COMMAND, "ask", QUESTION, "--index-dir", str(indexes)]
    builds = [OWN_COMMAND, "index", "build", "--index-dir", str(indexes)], [OWN_COMMAND, "model", "export", str(model)]
    for command in (*builds, ours):
        printed = _run(command, environment)
    if ANSWER not in printed:
        raise click.ClickException(f"the answer lacks {ANSWER}: {printed}")
    (vectors,) = indexes.glob("*/vectors.faiss")
    script = [sys.executable, "-m", "benchmarks.cold_peer", str(model), str(vectors), QUESTION]
    commands = {ASK: ours, "sentence-transformers + FAISS": script}
    if missing := LANGCHAIN.missing():
        click.echo(f"LangChain is left out, {', '.join(missing)} is not installed: {INSTALL}", err=True)
        return commands
    pipeline = [sys.executable, "-m", "benchmarks.cold_langchain"]
    _run([*pipeline, "build", str(model), str(store)], environment)
    return commands | {LANGCHAIN.name: [*pipeline, "ask", str(model), str(store), QUESTION]}


def _run(command: list[str], environment: dict[str, str]) -> str:
    click.echo(" ".join([Path(command[0]).name, *command[1:]]), err=True)
    return subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of all: caches in the folder, no network that could be waited for."""
    return os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}


def measure(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end. Raises CalledProcessError, its errors shown, when it fails."""
    with tempfile.TemporaryFile() as errors:
        started = perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
        # wait4 tells the usage of this one child, never less than this process's own memory at the fork (about
        # 30 MiB): nothing for the two that load a model, too much to print it for --help.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            click.echo(errors.read(), err=True)
            raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, usage.ru_maxrss * 1024)


def _seconds(runs: Sequence[Run]) -> float:
    return median(run.seconds for run in runs)


def _verdict(value: bool) -> str:
    return "met" if value else "missed"


if __name__ == "__main__":
    main()
