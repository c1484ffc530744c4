"""How long a warm answer takes, and where the time goes: the development questions, one after another, in one process.

A question is encoded (timed by itself beforehand, as search and reader share the vector), searched and read; the rest
is understanding it and putting the answer together. Conversations are asked with the turns before.

    python -m benchmarks.warm_answers
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.peers.works import SHARED
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS, Column, Table
from index.embedder import TextRole
from qa.asking.question import LONGEST_QUESTION
from qa.engine import ReportQA
from qa.evaluation.machine import measured_on
from qa.evaluation.question_files import read_question_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.evaluation.questions import GoldQuestion

SETS = ("zh_facts", "zh_hard", "crosslingual", "unanswerable", "dialogs")
PACKAGES = ("onnxruntime", "faiss-cpu", "numpy")
MOST_MILLISECONDS = 150.0
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Timed:
    """The milliseconds of one answer: all in all, and its parts."""

    total: float
    encode: float
    search: float
    read: float

    @property
    def rest(self) -> float:
        """What is neither encoding, searching nor reading."""
        return max(self.total - self.encode - self.search - self.read, 0.0)


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), default=SHARED, help="Folder of the questions.")
@json_option
def main(shared: Path, json_file: Path | None) -> None:
    """Print median and 95th percentile of each set, and the means of the parts."""
    engine = ReportQA.open()
    engine.warm_up()
    timed: dict[str, list[Timed]] = {}
    for each in read_question_files([shared / "eval" / f"{name}.jsonl" for name in SETS], engine.report):
        fitting = [question for question in each.questions if len(question.text) <= LONGEST_QUESTION]
        asked = track(fitting, each.name, console=Console(stderr=True), transient=True)
        timed[each.name] = [measure(engine, question) for question in asked]
    machine, table = measured_on(PACKAGES), figures(timed)
    print(f"{machine}\n\n{table.as_text()}")
    median = float(np.median([each.total for every in timed.values() for each in every]))
    met = "met" if median <= MOST_MILLISECONDS else "missed"
    print(f"\nmedian of all {median:.0f} ms, target at most {MOST_MILLISECONDS:g}: {met}")
    keep(json_file, machine, [table])


def measure(engine: ReportQA, question: GoldQuestion) -> Timed:
    """Ask one question, its vector not known beforehand."""
    started = perf_counter()
    answer = engine.ask(question.text, history=question.history)
    total = 1000 * (perf_counter() - started)
    encode = min(_encoding(engine, answer.standalone_question), answer.timing_ms["search"])
    return Timed(total, encode, answer.timing_ms["search"] - encode, answer.timing_ms["read"])


def _encoding(engine: ReportQA, question: str) -> float:
    """Return the milliseconds that encoding a question anew takes."""
    assert engine.embedder is not None  # only lexical settings have none
    started = perf_counter()
    engine.embedder.embedder.embed([question], TextRole.QUERY)
    return 1000 * (perf_counter() - started)


def figures(timed: dict[str, list[Timed]]) -> Table:
    """Return a row a set, the last for all questions."""
    every = [each for answers in timed.values() for each in answers]
    rows = [_row(f"{OURS}, {name}", answers) for name, answers in (*timed.items(), (EVERYTHING, every))]
    heads = "p50 ms", "p95 ms", "encode", "search", "read", "rest"
    columns = Column(""), Column("questions"), *(Column(head, ".0f") for head in heads)
    note = "encode, search, read and rest are means in milliseconds; each asking clause of several is searched anew."
    return Table("Warm answers, one process, one question at a time", columns, tuple(rows), note)


def _row(name: str, answers: Sequence[Timed]) -> tuple[str | float, ...]:
    totals = [answer.total for answer in answers]
    means = (_mean(getattr(answer, part) for answer in answers) for part in ("encode", "search", "read", "rest"))
    return name, len(answers), float(np.median(totals)), float(np.percentile(totals, 95)), *means


def _mean(values: Iterable[float]) -> float:
    return float(np.mean([*values]))


if __name__ == "__main__":
    main()
