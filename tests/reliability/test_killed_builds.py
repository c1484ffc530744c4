from __future__ import annotations

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from benchmarks.crash.crowd import Crowd, run_crowd
from benchmarks.crash.death import AfterSeconds, AtByte, BeforeOperation, dies
from benchmarks.crash.tasks import Case, Found, build, prepare, what_is_found
from index.folders import ABANDONED

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.crash.death import Death
    from tests.reliability.conftest import Sound

SOONER = {Found.WHOLE, Found.NONE}


@pytest.mark.parametrize("death", [BeforeOperation(4), BeforeOperation(9), BeforeOperation(12), AtByte(0), AtByte(900)])
def test_a_first_build_that_is_killed_leaves_no_index_and_right_answers(sound: Sound, death: Death):
    shutil.rmtree(sound.root)
    assert dies(partial(build, sound.settings), death, sound.root)
    assert sound.found() is Found.NONE
    assert sound.found() is Found.WHOLE


@pytest.mark.parametrize("operation", range(13, 19))
def test_a_new_build_that_is_killed_leaves_the_old_index_or_none(sound: Sound, operation: int):
    """These are the operations around the two renames; the last ones clear away the old index."""
    assert dies(partial(build, sound.settings), BeforeOperation(operation), sound.root)
    assert sound.found() in SOONER


def test_a_build_killed_from_outside_leaves_right_answers(sound: Sound):
    # a quick machine may be done before the later ones
    assert any([dies(partial(build, sound.settings), AfterSeconds(n / 500), sound.root) for n in (0, 1, 2, 5, 10)])
    assert sound.found() in SOONER


def test_a_build_with_the_model_that_is_killed_leaves_right_answers(sound: Sound, model_cache: Path):
    case = Case(sound.case.report, lexical=False, cache=model_cache.parent)
    root = sound.root.with_name("with-model")
    assert dies(partial(build, case.settings(root)), AtByte(20_000), root)
    right = case.answers(root)
    assert right != sound.right
    assert what_is_found(case.settings(root), right) is Found.WHOLE


def test_a_model_whose_preparation_is_killed_is_prepared_again(sound: Sound, model_cache: Path, tmp_path: Path):
    case = Case(sound.case.report, lexical=False, cache=tmp_path / "cache")
    assert dies(partial(prepare, case.settings(sound.root)), AtByte(1_000_000), tmp_path)
    (half,) = (tmp_path / "cache" / "models").iterdir()
    assert half.name.startswith(".")
    prepare(case.settings(sound.root))
    assert len([path for path in half.parent.iterdir() if not path.name.startswith(".")]) == 1


def test_what_killed_builds_leave_is_cleared_by_the_next_build_after_some_minutes(sound: Sound):
    for operation in (6, 9, 12):
        dies(partial(build, sound.settings), BeforeOperation(operation), sound.root)
    left = [path for path in sound.root.iterdir() if path.name.startswith(".")]
    assert len(left) == 3
    for path in (path for half in left for path in (*half.rglob("*"), half)):
        os.utime(path, (0, path.stat().st_mtime - ABANDONED - 1))
    build(sound.settings)
    assert list(sound.root.iterdir()) == [sound.folder]


def test_two_builders_and_ten_readers_at_once_get_right_answers(sound: Sound):
    seen = run_crowd(Crowd(builders=2, readers=10, visits=3), sound.settings, sound.right)
    assert seen.builds > 2
    assert seen.found.total() == 30
    assert Found.LINE not in seen.found
