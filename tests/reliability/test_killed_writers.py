from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from benchmarks.crash.death import AfterSeconds, AtByte, BeforeOperation, dies
from benchmarks.crash.tasks import entry, keep_feedback, write_conversation
from qa.feedback import FeedbackStore
from qa.whole_file import ABANDONED, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.crash.death import Death
    from tests.reliability.conftest import Sound


@pytest.mark.parametrize("death", [BeforeOperation(3), BeforeOperation(30), AfterSeconds(0.02)])
def test_a_writer_of_feedback_that_is_killed_loses_nothing_that_was_kept(tmp_path: Path, death: Death):
    assert dies(partial(keep_feedback, tmp_path / "feedback", 0, 10_000), death, tmp_path)
    store = FeedbackStore(tmp_path / "feedback")
    kept = len(store.read().feedback)
    store.append(entry(kept))
    assert [int(one.comment) for one in reversed(store.read().feedback)] == list(range(kept + 1))
    assert store.read().damaged == 0


def test_feedback_cut_at_any_byte_of_its_last_line_loses_only_that_line(tmp_path: Path):
    store = FeedbackStore(tmp_path)
    keep_feedback(tmp_path, 0, 3)
    data = store.path.read_bytes()
    for length in range(data[:-1].rindex(b"\n") + 1, len(data) - 1):
        store.path.write_bytes(data[:length])
        store.append(entry(2))
        assert store.path.read_bytes() == data


@pytest.mark.parametrize("death", [AtByte(0), AtByte(700), BeforeOperation(2)])
@pytest.mark.parametrize("name", ["answers.md", "answers.docx"])
def test_an_export_killed_in_mid_write_leaves_the_old_file(sound: Sound, death: Death, name: str):
    path = sound.root.parent / "exports" / name
    path.parent.mkdir()
    write_conversation(path, sound.case.report, 1)
    old = path.read_bytes()
    assert dies(partial(write_conversation, path, sound.case.report, 3), death, path.parent)
    assert path.read_bytes() == old


def test_what_a_killed_export_left_is_cleared_by_the_next_after_some_minutes(tmp_path: Path):
    left, foreign = tmp_path / ".report-qa-half-0123", tmp_path / ".half"
    for path in (left, foreign):
        path.write_bytes(b"half a fi")
    write_whole(tmp_path / "answers.md", b"whole")
    assert left.exists()
    for path in (left, foreign):
        os.utime(path, (0, left.stat().st_mtime - ABANDONED - 1))
    write_whole(tmp_path / "answers.md", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".half", "answers.md"]
