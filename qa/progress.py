"""An engine for a terminal: its notes and a progress bar go to stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa.engine import ReportQA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    from corpus.report import Report
    from qa.engine import Settings


def open_engine(settings: Settings, report: Report | None = None) -> ReportQA:
    """Open an engine that tells the person at the terminal what takes long; `report` None: the settings name it."""
    return ReportQA(settings, report=report, progress=_Bar() if sys.stderr.isatty() else None, notice=_note)


def _note(line: str) -> None:
    sys.stderr.write(f"note: {line}\n")


class _Bar:
    """A progress bar that appears with the first call and goes when all is done."""

    def __init__(self) -> None:
        self._shown: tuple[Progress, TaskID] | None = None

    def __call__(self, done: int, total: int) -> None:
        bar, task = self._shown = self._shown or self._start(total)
        bar.update(task, completed=done)
        if done >= total:
            bar.stop()
            self._shown = None

    def _start(self, total: int) -> tuple[Progress, TaskID]:
        bar = _new_bar()
        bar.start()
        return bar, bar.add_task("reading sentences", total=total)


@contextmanager
def stages_shown() -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows, on a terminal, how far each stage is: its name, how many are done, how many there are."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    with _new_bar() as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done)

        yield show


def _new_bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
