"""Builders and readers of one index at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.crash.death import forking
from benchmarks.crash.tasks import build, what_is_found

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue
    from multiprocessing.synchronize import Event

    from benchmarks.crash.tasks import Found
    from qa.engine import Settings

_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many processes build, all the time, and how many visit the index how often."""

    builders: int = 2
    readers: int = 10
    visits: int = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """What the readers found in all their visits, and how many indexes were built meanwhile."""

    found: Counter[Found]
    builds: int


def run_crowd(crowd: Crowd, settings: Settings, right: list[dict[str, Any]]) -> Seen:
    """Let all work on one index. Raises RuntimeError when one of them failed."""
    context = forking()
    over, builds, found = context.Event(), context.SimpleQueue(), context.SimpleQueue()
    builders = [context.Process(target=_build, args=(settings, over, builds)) for _ in range(crowd.builders)]
    readers = [context.Process(target=_read, args=(settings, right, crowd.visits, found)) for _ in range(crowd.readers)]
    for worker in (*builders, *readers):
        worker.start()
    for reader in readers:
        reader.join(_PATIENCE)
    over.set()
    for builder in builders:
        builder.join(_PATIENCE)
    codes = [worker.exitcode for worker in (*builders, *readers)]
    if any(code != 0 for code in codes):
        raise RuntimeError(f"of {len(codes)} processes some failed: {codes}")
    return Seen(sum((found.get() for _ in readers), Counter()), sum(builds.get() for _ in builders))


def _build(settings: Settings, over: Event, builds: SimpleQueue[int]) -> None:
    times = 0
    while not over.is_set():
        build(settings)
        times += 1
    builds.put(times)


def _read(settings: Settings, right: list[dict[str, Any]], visits: int, found: SimpleQueue[Counter[Found]]) -> None:
    found.put(Counter(what_is_found(settings, right) for _ in range(visits)))
