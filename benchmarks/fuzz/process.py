"""A target in a process of its own: when native code kills or hangs it, that is noticed and the case is found."""

from __future__ import annotations

import signal
import traceback
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from benchmarks.fuzz.target import Finding, random_of
from benchmarks.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import SynchronizedArray
    from pathlib import Path

    from benchmarks.fuzz.target import Target

PATIENCE = 300.0
"""Seconds that one message of cases may take, the opening of the target with it; mostly it is one or two."""


@dataclass(frozen=True, slots=True)
class Job:
    """Which target is fuzzed with the cases of which seed.

    What it writes goes into `folder`; `shared` is where further data lies, reports to make texts from, if it is there.
    """

    target: str
    seed: int
    folder: Path
    shared: Path

    def opened(self) -> Target:
        """Open the target in this process."""
        return TARGETS[self.target](self.folder, self.shared)


class Worker:
    """A process that checks cases, and another one where it has died."""

    def __init__(self, job: Job, *, patience: float = PATIENCE) -> None:
        """Start the process."""
        self._job, self._patience = job, patience
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._at = context.Array("q", 2)
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(self._job, theirs, self._at), daemon=True)
        self._process.start()
        theirs.close()

    def check(self, numbers: range) -> list[Finding]:
        """Return what is wrong with these cases; one that kills or hangs the process is found, and the rest checked."""
        if not numbers:
            return []
        found, died = self._sent(numbers)
        if died is None:
            return found
        suspects = range(self._at[0], self._at[1])
        killer = self._killer(suspects, died)
        before, after = range(numbers.start, suspects.start), range(suspects.stop, numbers.stop)
        return [*self.check(before), killer, *self.check(after)]

    def _killer(self, suspects: range, died: str) -> Finding:
        """Return which of the cases, checked together, kills the process."""
        while len(suspects) > 1:
            middle = (suspects.start + suspects.stop) // 2
            halves = (range(suspects.start, middle), range(middle, suspects.stop))
            guilty = next((half for half in halves if self._sent(half)[1]), None)
            if guilty is None:
                return Finding(suspects.start, f"{died}, but only with the {len(suspects)} cases from here together")
            suspects = guilty
        return Finding(suspects.start, died)

    def _sent(self, numbers: range) -> tuple[list[Finding], str | None]:
        """Return what the process found, or how it died; then another takes its place."""
        self._at[:] = [numbers.start, numbers.stop]
        try:
            self._connection.send(numbers)
            if self._connection.poll(self._patience):
                found: list[Finding] = self._connection.recv()
                return found, None
            died = f"the process hung for {self._patience:.0f} s"
        except (EOFError, ConnectionError):
            self._process.join()
            died = f"the process died: {_cause(self._process.exitcode or 0)}"
        suspects = self._at[0], self._at[1]
        self.close()
        self._start()
        self._at[:] = [*suspects]
        return [], died

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.kill()
        self._process.join()


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def _work(job: Job, connection: Connection, at: SynchronizedArray[int]) -> None:
    target = job.opened()
    while True:
        try:
            numbers: range = connection.recv()
        except EOFError:
            return
        connection.send(list(_checked(target, job, numbers, at)))


def _checked(target: Target, job: Job, numbers: range, at: SynchronizedArray[int]) -> Iterator[Finding]:
    for start in range(numbers.start, numbers.stop, target.at_once):
        batch = range(start, min(start + target.at_once, numbers.stop))
        at[:] = [batch.start, batch.stop]
        yield from findings(target, job, batch)


def findings(target: Target, job: Job, numbers: range) -> list[Finding]:
    """Check cases together, and one by one where that fails; return what is wrong."""
    cases = [target.make(random_of(job.target, job.seed, number)) for number in numbers]
    together = _fault(target, cases)
    if together is None:
        return []
    alone = [(number, _fault(target, [case])) for number, case in zip(numbers, cases, strict=True)]
    found = [Finding(number, said) for number, said in alone if said]
    return found or [Finding(numbers.start, f"{together}, but only with the {len(cases)} cases from here together")]


def _fault(target: Target, cases: list[object]) -> str | None:
    """Return what is wrong with cases on one line: the exception and where it was raised; None where nothing is."""
    try:
        target.check(cases)
    except Exception as error:  # whatever a target raises is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        said = "".join(traceback.format_exception_only(error)).strip()
        return f"{ascii(said)[1:-1][:300]} ({place.name}, {place.filename.rpartition('/')[2]}:{place.lineno})"
    return None
