"""Fuzz every target, or some; print how many cases, how fast, and a line for each finding.

python -m benchmarks.fuzz --target parser --cases 1000000 --seed 1
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import click

from benchmarks.fuzz.process import Job, Worker
from benchmarks.fuzz.target import random_of
from benchmarks.fuzz.targets import TARGETS
from qa.progress import stages_shown

SHARED = Path(__file__).resolve().parents[3] / "shared"
AT_ONCE = 1024
"""Cases between two looks at the clock; a process that dies has those of a message checked again."""

_TOLD_EVERY = 120.0
"""Seconds between two lines of a long run."""


@click.command()
@click.option("--target", "targets", multiple=True, type=click.Choice(list(TARGETS)), help="One of them; all if none.")
@click.option("--cases", default=20_000, show_default=True, help="Cases of each target.")
@click.option("--minutes", default=600.0, help="When to stop with a target, done or not.")
@click.option("--seed", default=1, show_default=True)
@click.option("--first", default=0, show_default=True, help="The first case's number, to go on where a run ended.")
@click.option("--at-once", default=AT_ONCE, show_default=True, help="Cases that are handed over at a time.")
@click.option("--shared", type=click.Path(path_type=Path), default=SHARED, help="Where further data lies.")
@click.option("--save", type=click.Path(path_type=Path), help="Write the cases that fail into this folder.")
def main(
    targets: tuple[str, ...],
    cases: int,
    minutes: float,
    seed: int,
    first: int,
    at_once: int,
    shared: Path,
    save: Path | None,
) -> None:
    """Fuzz; end with 1 where anything was found."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime reads it when it is imported
    found = 0
    with tempfile.TemporaryDirectory(prefix="report-qa-fuzz-") as name:
        for target in targets or TARGETS:
            job = Job(target, seed, Path(name), shared)
            found += fuzz(job, range(first, first + cases), 60 * minutes, at_once, save)
    sys.exit(1 if found else 0)


def fuzz(job: Job, numbers: range, seconds: float, at_once: int, save: Path | None) -> int:
    """Check the cases of a target, as many as there is time for; print and return how many failed."""
    worker, started, told, found, number = Worker(job), perf_counter(), perf_counter(), 0, numbers.start
    with stages_shown() as show:
        while number < numbers.stop and perf_counter() - started < seconds:
            part = range(number, min(number + at_once, numbers.stop))
            for finding in worker.check(part):
                found += 1
                print(f"{job.target} --seed {job.seed} --first {finding.number} --cases 1: {finding.said}", flush=True)
                _show(job, finding.number, save)
            number = part.stop
            show(job.target, number - numbers.start, len(numbers))
            if perf_counter() - told > _TOLD_EVERY:
                told = perf_counter()
                _tell(job, range(numbers.start, number), found, told - started)
    worker.close()
    _tell(job, range(numbers.start, number), found, perf_counter() - started)
    return found


def _show(job: Job, number: int, save: Path | None) -> None:
    """Print how a case begins, and write all of it into a file."""
    case = job.opened().make(random_of(job.target, job.seed, number))
    print(f"    {ascii(case)[:200]}", flush=True)
    if save:
        save.mkdir(parents=True, exist_ok=True)
        (save / f"{job.target}-{job.seed}-{number}.txt").write_text(ascii(case), encoding="ascii")


def _tell(job: Job, numbers: range, found: int, seconds: float) -> None:
    rate = len(numbers) / max(seconds, 1e-9)
    print(
        f"{job.target}: seed {job.seed}, cases {numbers.start:,} to {numbers.stop:,}, {len(numbers):,} in "
        f"{seconds / 60:.1f} minutes ({rate:,.0f} a second), {found} findings",
        flush=True,
    )


if __name__ == "__main__":
    main()
