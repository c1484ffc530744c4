"""Builders and readers of one index at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.crash.death import forking
from benchmarks.crash.tasks import build, what_is_found

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

    from benchmarks.crash.tasks import Found
    from qa.engine import Settings

_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many processes do what how often."""

    builders: int = 2
    readers: int = 10
    builds: int = 10
    readings: int = 10


def run_crowd(crowd: Crowd, settings: Settings, right: list[dict[str, Any]]) -> Counter[Found]:
    """Let all work on one index; return what the readers found. Raises RuntimeError when one of them failed."""
    context = forking()
    found = context.SimpleQueue()
    workers = [context.Process(target=_build, args=(settings, crowd.builds)) for _ in range(crowd.builders)]
    workers += [
        context.Process(target=_read, args=(settings, right, crowd.readings, found)) for _ in range(crowd.readers)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(_PATIENCE)
    codes = [worker.exitcode for worker in workers]
    if any(codes):
        raise RuntimeError(f"of {len(workers)} processes some failed: {codes}")
    return sum((found.get() for _ in range(crowd.readers)), Counter())


def _build(settings: Settings, times: int) -> None:
    for _ in range(times):
        build(settings)


def _read(settings: Settings, right: list[dict[str, Any]], times: int, found: SimpleQueue[Counter[Found]]) -> None:
    found.put(Counter(what_is_found(settings, right) for _ in range(times)))
