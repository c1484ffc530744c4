"""The long form of the tests of faults: every count is printed, the first wrong answer ends it with a traceback.

python -m benchmarks.crash --kills 200 --seed 1
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

import click

from benchmarks.crash.crowd import Crowd, run_crowd
from benchmarks.crash.damage import damages, flipped, mixtures
from benchmarks.crash.death import AfterSeconds, AtByte, BeforeOperation, dies
from benchmarks.crash.tasks import TEXT, Case, Found, build, entry, keep_feedback, what_is_found, write_conversation
from index.store import MANIFEST, DamagedIndexError, read_index
from qa.engine import ReportQA
from qa.feedback import FeedbackStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.crash.death import Death

LARGEST_FILE = 60_000
"""Bytes: about the largest file of the small report's index with vectors."""


@click.command()
@click.option("--kills", default=200, show_default=True, help="Builds by words alone that are killed.")
@click.option("--model-kills", default=40, show_default=True, help="Builds with the bundled model that are killed.")
@click.option("--seed", default=1, show_default=True)
def main(kills: int, model_kills: int, seed: int) -> None:
    """Kill, damage and crowd; print what came of it."""
    random = Random(seed)
    with tempfile.TemporaryDirectory(prefix="report-qa-crash-") as name:
        folder = Path(name)
        report = folder / "county.txt"
        report.write_text(TEXT, encoding="utf-8")
        words, models = Case(report, True, folder / "cache"), Case(report, False, folder / "cache")
        killed_builds("by words alone", words, folder / "words", deaths(random, kills))
        damaged_files(words, folder / "damaged", random)
        mixed_files(words, folder / "mixed")
        crowded(words, folder / "crowd")
        killed_writers(report, folder / "writers", random)
        killed_builds("with the model", models, folder / "models", deaths(random, model_kills))


def deaths(random: Random, many: int) -> Iterator[Death]:
    """Yield ways to die: a third at a random moment, a third before a file operation, a third in mid-write."""
    for number in range(many):
        yield (
            AfterSeconds(random.uniform(0, 0.6)),
            BeforeOperation(random.randint(1, 22)),
            AtByte(int(LARGEST_FILE ** random.random())),
        )[number % 3]


def killed_builds(name: str, case: Case, folder: Path, ways: Iterator[Death]) -> None:
    """Kill builds, half of them where an index is and half where none is, and ask after each."""
    right, found, died, started = case.answers(folder / "right"), Counter[Found](), 0, perf_counter()
    for number, death in enumerate(ways):
        root = folder / f"indexes-{number % 2}"
        if number % 2:
            shutil.rmtree(root, ignore_errors=True)
        died += dies(partial(build, case.settings(root)), death, root)
        found[what_is_found(case.settings(root), right)] += 1
    told(f"builds {name}: {died} killed of {found.total()}", found, started)


def damaged_files(case: Case, folder: Path, random: Random) -> None:
    """Cut and flip every file of an index: the manifest at every bit. What is loaded must be what was built."""
    engine, started, noticed, harmless = ReportQA(case.settings(folder)), perf_counter(), 0, 0
    engine.build_index()
    whole = read_index(engine.index_folder, engine.report, None)[1]
    for path in sorted(engine.index_folder.iterdir()):
        data = path.read_bytes()
        every_bit = (flipped(data, bit) for bit in range(8 * len(data)))
        for harm in every_bit if path.name == MANIFEST else damages(data, random, cuts=100, flips=1000):
            path.write_bytes(harm)
            try:
                assert read_index(engine.index_folder, engine.report, None)[1] == whole, path
                harmless += 1
            except DamagedIndexError:
                noticed += 1
        path.write_bytes(data)
    told(
        "damaged files of an index",
        {"noticed": noticed, "without effect (white space of the manifest)": harmless},
        started,
    )


def mixed_files(case: Case, folder: Path) -> None:
    """Mix the files of the indexes of two texts in every way."""
    started, other_text = perf_counter(), folder / "other" / "county.txt"
    other_text.parent.mkdir(parents=True)
    other_text.write_text(TEXT.replace("6所", "9所"), encoding="utf-8")
    engine, other = (ReportQA(Case(path, True, folder).settings(folder)) for path in (case.report, other_text))
    engine.build_index(), other.build_index()
    right, found = case.answers(folder / "right"), Counter[Found]()
    here = folder / "mixed" / engine.index_folder.name
    here.parent.mkdir()
    for _ in mixtures(engine.index_folder, other.index_folder, here):
        found[what_is_found(case.settings(here.parent), right)] += 1
    told("mixtures of two indexes", found, started)


def crowded(case: Case, folder: Path) -> None:
    """Let two build and ten read."""
    started, right = perf_counter(), case.answers(folder / "right")
    found = run_crowd(Crowd(builds=20, readings=20), case.settings(folder), right)
    told("2 builders of 20 builds and 10 readers of 20 visits, 5 questions each", found, started)


def killed_writers(report: Path, folder: Path, random: Random) -> None:
    """Kill those who keep feedback and who export."""
    started, died = perf_counter(), 0
    store = FeedbackStore(folder / "feedback")
    for number in range(60):
        kept = len(store.read().feedback)
        size = store.path.stat().st_size if store.path.exists() else 0
        ways = (AtByte(size + random.randrange(3000)), BeforeOperation(random.randint(1, 9)), AfterSeconds(0.01))
        died += dies(partial(keep_feedback, folder / "feedback", kept, 50), ways[number % 3], folder)
        store.append(entry(len(store.read().feedback)))
        comments = [int(one.comment) for one in reversed(store.read().feedback)]
        assert comments == list(range(len(comments))), comments
        assert store.read().damaged == 0
    told("writers of feedback", {"killed": died, "lines kept": len(comments), "lost or damaged": 0}, started)
    started, died = perf_counter(), 0
    path = folder / "answers.md"
    write_conversation(path, report, 1)
    versions = {path.read_bytes()}
    write_conversation(path, report, 2)
    versions.add(path.read_bytes())
    for number in range(30):
        ways = (AtByte(random.randrange(5000)), BeforeOperation(random.randint(1, 3)))
        died += dies(partial(write_conversation, path, report, 1 + number // 2 % 2), ways[number % 2], path.parent)
        assert path.read_bytes() in versions
    told("exports", {"killed": died, "old or new whole": 30}, started)


def told(what: str, counts: dict[str, int] | Counter[Found], started: float) -> None:
    """Print a line of counts."""
    listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(f"{what}: {listed}; {perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
