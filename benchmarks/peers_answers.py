"""How good whole answers are, against what the usual libraries can answer without a language model.

Every contestant answers every development question about the built-in report: facts, hard ones, ones in other
languages, conversations, and ones that the report does not answer. What is right is judged as `report-qa eval` and the
questions' own `score.py` do: what must be said stands in an answer of at most 400 characters, the evidence in the texts
that it cites. `benchmarks/peers/answering.py` says how a peer answers, `scoring.py` how it refuses.

    python -m pip install -r benchmarks/requirements.txt -c constraints.txt
    python -m benchmarks.peers_answers
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from benchmarks.own_process import in_own_process
from benchmarks.peers.answer_tables import answer_tables
from benchmarks.peers.answering import answers_of
from benchmarks.peers.contestants import SEARCH_ALONE
from benchmarks.peers.peer import Pile
from benchmarks.peers.works import SHARED, development_sets, thinned
from benchmarks.peers_retrieval import PACKAGES, contestants_of, prepare
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS
from corpus.library import built_in_report
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.peers.answering import BySet

SETS = ("zh_facts", "zh_hard", "crosslingual", "dialogs", "unanswerable")


@click.command()
@click.option("--peer", "wanted", multiple=True, metavar="NAME", help="Ask ours and the peers of these names only.")
@click.option("--every", type=click.IntRange(1), default=1, show_default=True, help="Ask every so-manieth question.")
@click.option("--shared", type=click.Path(path_type=Path), default=SHARED, help="Folder of the questions.")
@json_option
def main(wanted: Sequence[str], every: int, shared: Path, json_file: Path | None) -> None:
    """Print what each contestant answers rightly, set by set, and what it refuses."""
    contestants = [each for each in contestants_of(wanted) if each.name != SEARCH_ALONE]
    report = built_in_report()
    sets = [thinned(each, every) for each in development_sets(SETS, shared, report)]
    answers: dict[str, BySet] = {}
    with tempfile.TemporaryDirectory(prefix="report-qa-peers-") as folder:
        folders = prepare(Path(folder))
        for contestant in track(contestants, "asking", console=Console(stderr=True), transient=True):
            ways = in_own_process(answers_of, contestant, folders, Pile.of(report), sets)
            name = OURS if contestant.name.startswith(OURS) else contestant.name
            answers |= {", ".join(filter(None, (name, way))): by_set for way, by_set in ways.items()}
    extra = sorted({package for contestant in contestants for package in contestant.packages})
    machine, tables = measured_on([*PACKAGES, *extra]), answer_tables(answers)
    print("\n\n".join([machine, *(table.as_text() for table in tables)]))
    keep(json_file, machine, tables)


if __name__ == "__main__":
    main()
