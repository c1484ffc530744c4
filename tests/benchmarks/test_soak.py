"""The soak's short form: some visitors for some seconds, on a server that searches by words."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.load.tally import Tally
from benchmarks.serving import serving
from benchmarks.soak import MIX, Course, soak, told_course

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

QUESTIONS = ["2017年地区生产总值是多少？", "2018年在住房方面有哪些安排？", "法国的首都是哪里？"] * 3


def test_visitors_of_every_kind_are_served_and_the_end_is_clean(tmp_path: Path):
    with (
        serving("--rate", "1000000", "--lexical", "--index-dir", str(tmp_path)) as served,
        ThreadPoolExecutor(1) as pool,
    ):
        course = pool.submit(lambda: asyncio.run(soak(served, 6, 12.0, QUESTIONS, 1))).result()
    assert {kind: tally.errors for kind, tally in course.kinds.items() if tally.errors} == {}
    assert course.kinds.keys() >= MIX.keys()
    assert course.kinds["silent"].seconds
    assert course.ended == "clean"
    assert len(course.memory) >= 5


def test_memory_that_grows_is_not_called_flat(capsys: pytest.CaptureFixture[str]):
    def course(*sizes: int) -> Course:
        seen = [(30.0 * number, size * 1_000_000) for number, size in enumerate(sizes)]
        made = Course(memory=seen)
        made.kinds["question"] = Tally([1.0, 2.0])
        return made

    assert told_course(course(300, 380, 400, 405, 399, 404), warm_up=60)
    assert not told_course(course(300, 380, 400, 410, 420, 430), warm_up=60)
    assert "moved within 7.2 %" in capsys.readouterr().out
