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
    from collections.abc import Iterator, Mapping

    from benchmarks.crash.death import Death


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
        killed_builds("by words alone", words, folder / "words", random, kills)
        damaged_files(words, folder / "damaged", random)
        mixed_files(words, folder / "mixed")
        crowded(words, folder / "crowd")
        killed_feedback(folder / "feedback", random)
        killed_exports(report, folder / "exports", random)
        killed_builds("with the model", models, folder / "models", random, model_kills)


def deaths(random: Random, seconds: float, largest_file: int) -> Iterator[Death]:
    """Yield ways to die, in turn: at a random moment, before a random file operation, in a random mid-write.

    `seconds` is how long the work takes, `largest_file` the bytes of the largest file that it writes.
    """
    while True:
        yield AfterSeconds(random.uniform(0, seconds))
        yield BeforeOperation(random.randint(1, 22))
        yield AtByte(int(largest_file ** random.random()) - 1)


def killed_builds(name: str, case: Case, folder: Path, random: Random, kills: int) -> None:
    """Kill so many builds, half of them where an index is and half where none is, and ask after each."""
    started, found, died, tried = perf_counter(), Counter[Found](), Counter[str](), 0
    right = case.answers(folder / "right")
    begun = perf_counter()
    build(case.settings(folder / "right"))
    seconds = perf_counter() - begun
    largest = max(path.stat().st_size for path in (folder / "right").rglob("*") if path.is_file())
    for death in deaths(random, seconds, largest):
        root, tried = folder / f"indexes-{tried % 2}", tried + 1
        if tried % 2:
            shutil.rmtree(root, ignore_errors=True)
        if dies(partial(build, case.settings(root)), death, root):
            died[type(death).__name__] += 1
            found[what_is_found(case.settings(root), right)] += 1
        if died.total() >= kills:
            break
    told(
        f"builds {name}: {kills} killed of {tried} ({', '.join(f'{n} {way}' for way, n in died.items())})",
        found,
        started,
    )


def damaged_files(case: Case, folder: Path, random: Random) -> None:
    """Cut and flip every file of an index: the manifest at every bit. None may be loaded."""
    engine, started, harms = ReportQA(case.settings(folder)), perf_counter(), Counter[str]()
    engine.build_index()
    for path in sorted(engine.index_folder.iterdir()):
        data = path.read_bytes()
        every_bit = (flipped(data, bit) for bit in range(8 * len(data)))
        for harm in every_bit if path.name == MANIFEST else damages(data, random, cuts=100, flips=1000):
            path.write_bytes(harm)
            try:
                read_index(engine.index_folder, engine.report, None)
                harms["loaded all the same"] += 1
            except DamagedIndexError:
                harms["noticed"] += 1
        path.write_bytes(data)
    assert set(harms) == {"noticed"}, harms
    told("damaged files of an index", harms, started)


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
    seen = run_crowd(Crowd(visits=30), case.settings(folder), right)
    told(f"2 builders ({seen.builds} builds) and 10 readers of 30 visits, 5 questions each", seen.found, started)


def killed_feedback(folder: Path, random: Random) -> None:
    """Kill those who keep feedback; now and then the last line is cut besides, as a power failure may leave it."""
    started, died, cut = perf_counter(), 0, 0
    store = FeedbackStore(folder)
    for number in range(60):
        ways = (BeforeOperation(random.randint(1, 60)), AfterSeconds(random.uniform(0, 0.05)))
        died += dies(partial(keep_feedback, folder, len(store.read().feedback), 100), ways[number % 2], folder)
        if number % 3 == 0 and (data := store.path.read_bytes() if store.path.exists() else b""):
            store.path.write_bytes(data[: len(data) - random.randint(1, len(data.splitlines()[-1]))])
            cut += 1
        store.append(entry(len(store.read().feedback)))
        comments = [int(one.comment) for one in reversed(store.read().feedback)]
        assert (comments, store.read().damaged) == (list(range(len(comments))), 0)
    told("writers of feedback", {"killed": died, "last lines cut": cut, "lines kept, in order": len(comments)}, started)


def killed_exports(report: Path, folder: Path, random: Random) -> None:
    """Kill those who export over an older export."""
    started, found, path = perf_counter(), Counter[str](), folder / "answers.md"
    path.parent.mkdir()
    write_conversation(path, report, 2)
    new = path.read_bytes()
    for number in range(60):
        write_conversation(path, report, 1)
        old = path.read_bytes()
        ways = (AtByte(random.randrange(len(new))), BeforeOperation(random.randint(1, 6)))
        found["killed"] += dies(partial(write_conversation, path, report, 2), ways[number % 2], folder)
        found[{old: "old and whole", new: "new and whole"}[path.read_bytes()]] += 1
    told("exports", found, started)


def told(what: str, counts: Mapping[str, int] | Mapping[Found, int], started: float) -> None:
    """Print a line of counts."""
    listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(f"{what}: {listed}; {perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
