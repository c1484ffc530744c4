"""How long a first answer takes: a cold `report-qa ask` against a cold process of the usual libraries.

Both are fresh processes that load the same weights and search the same FAISS file, with the index built and the model
prepared beforehand; the disk's cache is warm for both. They take turns, A B A B, so that what else the machine does
falls on both. Ours parses the report, searches both legs, reads and prints the cited answer; the peer
(`cold_peer.py`) encodes the question and searches, no more. Everything is kept in a temporary folder (about 500 MB
for the peer's copy of the model), nothing in the user's cache.

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

import click
from rich.console import Console
from rich.progress import track

from qa.evaluation.machine import measured_on

QUESTION = "2017年地区生产总值是多少？"
ANSWER = "1009.2"
LEAST_RATIO, MOST_HELP_SECONDS = 6.0, 0.2
PACKAGES = ("onnxruntime", "faiss-cpu", "sentence-transformers", "transformers", "torch")
ROOT = Path(__file__).parents[1]
OURS = str(Path(sys.executable).with_name("report-qa"))


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall time in seconds, peak resident memory in bytes."""

    seconds: float
    peak_bytes: int


@click.command()
@click.option("--pairs", type=click.IntRange(1, 1000), default=7, show_default=True, help="Measured runs of each.")
def main(pairs: int) -> None:
    """Print the medians of both, their ratio, their peak memory and the time of `report-qa --help`."""
    with tempfile.TemporaryDirectory(prefix="report-qa-cold-") as folder:
        environment = environment_in(Path(folder))
        ours, peer = prepare(Path(folder), environment)
        for command in (ours, peer):
            measure(command, environment)
        turns = track(range(pairs), "measuring", console=Console(stderr=True), transient=True)
        runs = [(measure(ours, environment), measure(peer, environment)) for _ in turns]
        helps = [measure([OURS, "--help"], environment) for _ in range(pairs)]
    print(f"cold start, question to answer: medians of {pairs} runs of each, in turns, after one warm-up")
    print(f"{measured_on(PACKAGES)}\n")
    print_figures([own for own, _ in runs], [other for _, other in runs], helps)


def print_figures(ours: list[Run], peer: list[Run], helps: list[Run]) -> None:
    """Print one line a command, then what the targets are about."""
    print(f"{'':30}{'median':>9}{'range':>16}{'peak memory':>14}")
    print(f"{_row('report-qa ask', ours)}{_peak(ours)}")
    print(f"{_row('sentence-transformers + FAISS', peer)}{_peak(peer)}")
    print(_row("report-qa --help", helps))
    ratio, help_seconds = _seconds(peer) / _seconds(ours), _seconds(helps)
    print(f"\npeer / ours {ratio:.1f}, target {LEAST_RATIO:g} or more: {_verdict(ratio >= LEAST_RATIO)}")
    print(
        f"--help {help_seconds:.2f} s, target under {MOST_HELP_SECONDS} s: {_verdict(help_seconds < MOST_HELP_SECONDS)}"
    )


def prepare(folder: Path, environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """Build the index and the peer's model in a folder; return the command of each side.

    Raises ClickException when our answer lacks the figure asked for: how fast a wrong answer comes says nothing.
    """
    indexes, model = folder / "indexes", folder / "model"
    ours = [OURS, "ask", QUESTION, "--index-dir", str(indexes)]
    for command in ([OURS, "index", "build", "--index-dir", str(indexes)], [OURS, "model", "export", str(model)], ours):
        click.echo(" ".join(["report-qa", *command[1:]]), err=True)
        printed = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
    if ANSWER not in printed:
        raise click.ClickException(f"the answer lacks {ANSWER}: {printed}")
    (vectors,) = indexes.glob("*/vectors.faiss")
    return ours, [sys.executable, "-m", "benchmarks.cold_peer", str(model), str(vectors), QUESTION]


def environment_in(folder: Path) -> dict[str, str]:
    """Return the environment of both: caches in the folder, no network that could be waited for."""
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


def _seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)


def _row(name: str, runs: list[Run]) -> str:
    fastest, slowest = (pick(run.seconds for run in runs) for pick in (min, max))
    return f"{name:30}{_seconds(runs):7.2f} s{f'{fastest:.2f} to {slowest:.2f}':>16}"


def _peak(runs: list[Run]) -> str:
    return f"{max(run.peak_bytes for run in runs) / 2**20:10.0f} MiB"


def _verdict(value: bool) -> str:
    return "met" if value else "missed"


if __name__ == "__main__":
    main()
