"""How well and how fast search is, against the libraries that people would take instead.

Every contestant does the same work in processes of its own, in turns (A B C, A B C), so that what else the machine does
falls on all: it loads, indexes the pile and is asked every question, one after another. Peers run the same weights as
ours, exported by `report-qa model export`; `benchmarks/peers/` has them, one module each. A piece that a peer returns
is right when it holds the question's evidence, as in `report-qa eval`; with XQuAD, when it is of the right paragraph.
Rankings are the same in every run, times are medians of the runs, memory is the most of any.

    python -m pip install -r benchmarks/requirements.txt -c constraints.txt
    python -m benchmarks.peers_retrieval                     the built-in report and XQuAD
    python -m benchmarks.peers_retrieval --work reports-26   build and search time on a larger pile
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from benchmarks.own_process import in_own_process
from benchmarks.peers.contestants import CONTESTANTS, INSTALL, Folders
from benchmarks.peers.measuring import measure
from benchmarks.peers.tables import costs, qualities
from benchmarks.peers.works import SHARED, WorkName, work_of
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.peers.contestants import Contestant
    from benchmarks.peers.measuring import Measured
    from benchmarks.peers.works import Work

PACKAGES = ("onnxruntime", "faiss-cpu", "sentence-transformers", "transformers", "torch", "ir-measures")


@click.command()
@click.option(
    "--work", "names", type=click.Choice([name.value for name in WorkName]), multiple=True, show_default=True,
    default=[WorkName.REPORT.value, WorkName.XQUAD.value], help="What to measure; may be given several times.",
)  # fmt: skip
@click.option("--peer", "wanted", multiple=True, metavar="NAME", help="Measure ours and the peers of these names only.")
@click.option("--every", type=click.IntRange(1), default=1, show_default=True, help="Ask every so-manieth question.")
@click.option("--runs", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs of each.")
@click.option("--shared", type=click.Path(path_type=Path), default=SHARED, help="Folder of the questions and data.")
@json_option
def main(
    names: Sequence[str], wanted: Sequence[str], every: int, runs: int, shared: Path, json_file: Path | None
) -> None:
    """Print how each contestant ranks, and what it costs next to ours."""
    contestants = contestants_of(wanted)
    works = [work_of(WorkName(name), shared).thinned(every) for name in names]
    extra = sorted({package for contestant in contestants for package in contestant.packages})
    with tempfile.TemporaryDirectory(prefix="report-qa-peers-") as folder:
        folders = prepare(Path(folder))
        print(f"search against peers: {runs} runs of each, in turns; times are medians")
        machine, tables = measured_on([*PACKAGES, *extra]), []
        print(machine)
        for work in works:
            measured = measure_all(contestants, folders, work, runs)
            found = [*qualities(measured, work), costs(measured, OURS, _heading(work))]
            print("".join(f"\n{table.as_text()}\n" for table in found), end="", flush=True)
            tables += found
    keep(json_file, machine, tables)


def contestants_of(wanted: Sequence[str]) -> list[Contestant]:
    """Return ours and the peers of these names, all where none is named, without those that are not installed.

    Raises BadParameter for a name that nobody has.
    """
    peers = [contestant.name for contestant in CONTESTANTS if not contestant.name.startswith(OURS)]
    if strange := set(wanted) - set(peers):
        raise click.BadParameter(f"there is no peer {min(strange)}; there are {', '.join(peers)}")
    taken = []
    for contestant in CONTESTANTS:
        if wanted and contestant.name not in wanted and not contestant.name.startswith(OURS):
            continue
        if missing := contestant.missing():
            click.echo(f"{contestant.name} is left out, {', '.join(missing)} is not installed: {INSTALL}", err=True)
        else:
            taken.append(contestant)
    return taken


def prepare(folder: Path) -> Folders:
    """Export the model for the peers into a folder, about 500 MB; from here on no process waits for a network or
    shows a progress bar of its own."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "TQDM_DISABLE": "1"}
    report_qa = Path(sys.executable).with_name("report-qa")
    subprocess.run([report_qa, "model", "export", folder / "model"], check=True, stdout=subprocess.DEVNULL)
    return Folders(folder / "model", folder / "cache")


def measure_all(
    contestants: Sequence[Contestant], folders: Folders, work: Work, runs: int
) -> dict[str, list[Measured]]:
    """Return what each contestant needed, one element a run."""
    measured: dict[str, list[Measured]] = {contestant.name: [] for contestant in contestants}
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=runs * len(contestants))
        for run in range(1, runs + 1):
            for contestant in contestants:
                progress.update(task, description=f"{contestant.name}, run {run} of {runs}")
                measured[contestant.name].append(in_own_process(measure, contestant, folders, work))
                progress.advance(task)
    return measured


def _heading(work: Work) -> str:
    passages = len(work.pile.passages)
    sentences = sum(len(passage.sentences) for passage in work.pile.passages)
    asked = sum(len(each.questions) for each in work.sets)
    return f"{work.title}: {passages:,} passages, {sentences:,} sentences, {asked:,} questions"


if __name__ == "__main__":
    main()
