from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.crash.small_disk import can_mount, on_read_only, on_small_disk
from benchmarks.crash.tasks import QUESTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reliability.conftest import Sound

ATTEMPTS = """
import json, sys
from pathlib import Path
from benchmarks.crash.tasks import entry
from corpus.errors import ReportQAError
from qa.engine import ReportQA, Settings
from qa.export import Conversation, write_export
from qa.feedback import FeedbackStore

place, report, elsewhere = map(Path, sys.argv[1:])
engine = ReportQA(Settings(report, lexical=True, index_dir=elsewhere))
answers = [engine.ask("2020年全县生产总值是多少？")] * 60

def tried(work):
    try:
        work()
    except ReportQAError as error:
        return str(error)
    return "done"

said = {
    "index": tried(lambda: ReportQA(Settings(report, lexical=True, index_dir=place / "indexes")).ask("粮食总产量")),
    "model": tried(lambda: ReportQA(Settings(report, index_dir=elsewhere, cache_dir=place)).ask("粮食总产量")),
    "export": tried(lambda: write_export(place / "answers.html", Conversation.of(engine.report, answers))),
    "feedback": tried(lambda: [FeedbackStore(place / "feedback").append(entry(n)) for n in range(200)]),
}
kept = FeedbackStore(place / "feedback").read()
assert [int(one.comment) for one in reversed(kept.feedback)] == list(range(len(kept.feedback)))
left = sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
print(json.dumps({"said": said, "left": left, "damaged": kept.damaged}))
"""
"""What writes, one after another, to a place that is too small: each must say so in a line and leave nothing behind."""


def attempts(*arguments: Path) -> list[str]:
    return [sys.executable, "-c", ATTEMPTS, *map(str, arguments)]


def checked(finished: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert finished.returncode == 0, finished.stderr
    told = json.loads(finished.stdout)
    assert told["damaged"] == 0
    assert [name for name in told["left"] if not name.startswith("feedback/")] == []
    assert all("\n" not in line and len(line) > 20 for line in told["said"].values()), told["said"]
    return told["said"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def may_mount() -> None:
    if not can_mount():
        pytest.skip("this process may not mount a disk in a namespace of its own")


@pytest.mark.usefixtures("may_mount", "model_cache")
def test_on_a_full_disk_everything_that_is_written_is_a_line_and_nothing_is_left_half(sound: Sound, place: Path):
    said = checked(on_small_disk(place, 12, attempts(place, sound.case.report, sound.root)))
    assert "No space left on device" in said["index"]
    assert "--index-dir" in said["index"]
    assert "XDG_CACHE_HOME" in said["model"]
    assert "export to another folder" in said["export"]
    assert "free space" in said["feedback"]


@pytest.mark.usefixtures("may_mount", "model_cache")
def test_on_a_disk_that_cannot_be_written_everything_is_a_line(sound: Sound, place: Path):
    (place / "feedback").mkdir()
    said = checked(on_read_only(place, attempts(place, sound.case.report, sound.root)))
    assert {line for line in said.values() if "Read-only file system" not in line} == set()


@pytest.mark.usefixtures("may_mount")
def test_an_index_on_a_disk_that_cannot_be_written_answers(sound: Sound):
    command = [sys.executable, "-c", "from qa.cli import main; main()", "ask", QUESTIONS[0], "--json", "--lexical"]
    command += ["--report", str(sound.case.report), "--index-dir", str(sound.root)]
    finished = on_read_only(sound.root, command)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert json.loads(finished.stdout)["answer"] == sound.right[0]["answer"]


def limited(arguments: list[str], output: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run the command with its output going to a file that may not grow beyond a size."""
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); del sys.argv[1]; "
    )
    with output.open("w") as file:
        return subprocess.run(
            [sys.executable, "-c", program + "from qa.cli import main; main()", str(size), *arguments],
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )


def test_without_a_disk_to_mount_a_limit_on_files_stands_for_a_full_one(sound: Sound, tmp_path: Path):
    options = ["--lexical", "--report", str(sound.case.report), "--index-dir", str(tmp_path / "new")]
    finished = limited(["ask", QUESTIONS[0], *options], tmp_path / "output", 200)
    note, line = finished.stderr.splitlines()
    assert note.startswith("note: building the index")
    assert line.startswith("Error: cannot write the index to")
    assert (finished.returncode, list((tmp_path / "new").iterdir())) == (1, [])


def test_output_that_does_not_fit_is_one_line(sound: Sound, tmp_path: Path):
    options = ["--lexical", "--report", str(sound.case.report), "--index-dir", str(sound.root)]
    finished = limited(["ask", QUESTIONS[0], *options], tmp_path / "output", 20)
    assert finished.stderr == "Error: cannot write the output: File too large; free some space\n"
    assert finished.returncode == 1
