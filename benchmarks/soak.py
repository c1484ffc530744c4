"""Many visitors at once for a long time: does the running server stay well?

Visitors ask questions, search, look up places, load the page and leave in the middle; strangers beside them send byte
by byte or nothing at all. The server is `report-qa serve` over the built-in report, in a process of its own. Its memory
is read twice a minute; at the end it is told to stop while questions are under way, which it has to answer.

    python -m benchmarks.soak --minutes 30
"""

from __future__ import annotations

import asyncio
import signal
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console
from rich.progress import Progress

from benchmarks.load.strangers import BODY, HEADERS, drips
from benchmarks.load.tally import Tally, questions_in
from benchmarks.load.visitor import BusyError, FaultError, Visitor
from benchmarks.serving import ROOT, Served, serving
from qa.engine import ReportQA
from qa.evaluation.machine import measured_on

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

PACKAGES = ("gradio", "uvicorn", "onnxruntime", "faiss-cpu")
RATE = "1000000"
MIX = {"question": 45, "search": 15, "find": 10, "look-up": 15, "page": 10, "leave": 5}
"""How often, of a hundred times, a visitor does what."""

STRANGERS = {"slow headers": HEADERS, "slow body": BODY, "silent": b""}
"""What each stranger begins with."""

PAUSE = 1.0
"""Seconds that a visitor pauses between two things, on average; the times are drawn from an exponential."""

FLAT = 0.05
"""How far the memory may move after the warm-up, as a share of its median."""


@dataclass(slots=True)
class Course:
    """What happened: by kind, the seconds and errors; the server's memory in bytes, with the seconds at which."""

    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    memory: list[tuple[float, int]] = field(default_factory=list)
    ended: str = ""


@click.command()
@click.option("--minutes", default=30.0, show_default=True)
@click.option("--clients", default=32, show_default=True)
@click.option("--warm-up", default=0.2, show_default=True, help="The share of the time that counts as warm-up.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--shared", type=click.Path(path_type=Path), default=ROOT.parent / "shared", help="Where eval/*.jsonl lies."
)
def main(minutes: float, clients: int, warm_up: float, seed: int, shared: Path) -> None:
    """Print what was served by kind, the memory over time and how the server ended; exit 1 where anything failed."""
    questions = questions_in(shared / "eval")
    print(f"{clients} visitors for {minutes:g} minutes, pausing {PAUSE:g} s on average; seed {seed}")
    print(f"{measured_on(PACKAGES)}\n", flush=True)
    with serving("--rate", RATE) as served:
        course = asyncio.run(soak(served, clients, 60 * minutes, questions, seed))
    flat = told_course(course, 60 * minutes * warm_up)
    errors = sum(tally.errors.total() for tally in course.kinds.values())
    raise SystemExit(errors > 0 or not flat or course.ended != "clean")


async def soak(served: Served, clients: int, seconds: float, questions: Sequence[str], seed: int) -> Course:
    """Let all act until the time is over, then stop the server while questions are under way."""
    course, random = Course(), Random(seed)
    until = perf_counter() + seconds
    report = ReportQA.open().report
    places = [sentence.sentence_id for paragraph in report.paragraphs for sentence in paragraph.sentences]
    tabs = [Visitor(served.address) for _ in range(clients)]
    acting = [_acts(course, tab, Random(random.random()), until, questions, places) for tab in tabs]
    strange = [asyncio.create_task(_stranger(course, served.address, kind)) for kind in STRANGERS]
    await asyncio.gather(_watched(course, served, until, seconds), *acting)
    for stranger in strange:
        stranger.cancel()
    await asyncio.gather(*strange, return_exceptions=True)
    course.ended = await _stopped(course, served, tabs[: min(8, clients)], questions)
    for tab in tabs:
        await tab.close()
    return course


async def _acts(
    course: Course, tab: Visitor, random: Random, until: float, questions: Sequence[str], places: Sequence[str]
) -> None:
    await _timed(course, "page", tab.load())
    while perf_counter() < until:
        (kind,) = random.choices(list(MIX), list(MIX.values()))
        await _timed(course, kind, _act(tab, kind, random, random.choice(questions), random.choice(places)))
        await asyncio.sleep(min(random.expovariate(1 / PAUSE), max(0, until - perf_counter())))


async def _act(tab: Visitor, kind: str, random: Random, question: str, place: str) -> None:
    match kind:
        case "question":
            if not (await tab.ask(question)).answers:
                raise FaultError(f"no answer to {question}")
        case "search":
            await tab.tell("meaning", query=question)
        case "find":
            await tab.tell("exact", query=question[:2])
        case "look-up":
            await tab.tell("passage", reference=place, turn=None, citation=None)
        case "page":
            await tab.load()
        case "leave":
            await tab.leave_in_the_middle(question, random.uniform(0, 0.5))


async def _timed(course: Course, kind: str, doing: Awaitable[None]) -> None:
    started, tally = perf_counter(), course.kinds[kind]
    try:
        await doing
    except (BusyError, FaultError) as error:
        tally.errors[f"{type(error).__name__}: {error}"] += 1
        return
    tally.seconds.append(perf_counter() - started)


async def _stranger(course: Course, address: str, kind: str) -> None:
    """Be cut again and again; the seconds are those until the server did so."""
    while True:
        try:
            cut = await drips(address, STRANGERS[kind])
        except (OSError, TimeoutError) as error:
            course.kinds[kind].errors[f"not cut: {type(error).__name__}"] += 1
            return
        course.kinds[kind].seconds.append(cut)


async def _watched(course: Course, served: Served, until: float, seconds: float) -> None:
    """Read the server's memory twice a minute, at least ten times in all."""
    begun, pause = perf_counter(), min(30.0, seconds / 10)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("soaking", total=seconds)
        while (now := perf_counter()) < until:
            course.memory.append((now - begun, served.memory()))
            bar.update(task, completed=now - begun)
            await asyncio.sleep(min(pause, max(0.01, until - now)))


async def _stopped(course: Course, served: Served, tabs: Sequence[Visitor], questions: Sequence[str]) -> str:
    """Tell the server to stop while it is asked; return `clean` where every question was answered before it ended."""
    for number, tab in enumerate(tabs):
        await tab.join("asked", question=questions[number])
    listening = [asyncio.Event() for _ in tabs]
    asked = [asyncio.create_task(tab.outcome(known)) for tab, known in zip(tabs, listening, strict=True)]
    await asyncio.gather(*(known.wait() for known in listening))
    waiting = sum(not task.done() for task in asked)
    begun = perf_counter()
    served.process.send_signal(signal.SIGTERM)
    told = await asyncio.gather(*asked, return_exceptions=True)
    status = await asyncio.to_thread(served.process.wait)
    answered = sum(not isinstance(one, BaseException) and one.answers for one in told)
    course.kinds["at the end"].errors.update(str(one) for one in told if isinstance(one, BaseException))
    print(
        f"SIGTERM with {waiting} questions under way: {answered} of {len(tabs)} answered, "
        f"ended after {perf_counter() - begun:.1f} s with status {status}"
    )
    return "clean" if answered == len(tabs) and status == -signal.SIGTERM else "not clean"


def told_course(course: Course, warm_up: float) -> bool:
    """Print it all; return whether the memory was flat after so many seconds."""
    print(f"\n{'':14}{'served':>8}{'p50 s':>8}{'p95 s':>8}{'longest':>9}{'errors':>8}")
    for kind, tally in course.kinds.items():
        middle, high, longest = np.percentile(tally.seconds or [0.0], (50, 95, 100))
        print(f"{kind:14}{len(tally.seconds):8}{middle:8.2f}{high:8.2f}{longest:9.2f}{tally.errors.total():8}")
    for message, times in sum((tally.errors for tally in course.kinds.values()), Counter[str]()).most_common(10):
        print(f"  {times} times: {message}")
    print("\nmemory of the server, MB: " + ", ".join(f"{size / 1e6:.0f}" for _, size in course.memory))
    after = [size for second, size in course.memory if second >= warm_up]
    moved = (max(after) - min(after)) / median(after)
    half = len(after) // 2
    grown = median(after[half:]) / median(after[:half]) - 1
    print(
        f"after a warm-up of {warm_up:.0f} s it moved within {100 * moved:.1f} % of its median, "
        f"{median(after) / 1e6:.0f} MB; its second half stood {100 * grown:+.1f} % against the first; peak "
        f"{max(size for _, size in course.memory) / 1e6:.0f} MB"
    )
    return moved <= FLAT


if __name__ == "__main__":
    main()
