"""An engine for a terminal: its notes and a progress bar go to stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qa.engine import ReportQA

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from qa.engine import Settings


def open_engine(settings: Settings) -> ReportQA:
    """Open an engine that tells the person at the terminal what takes long."""
    return ReportQA(settings, progress=_Bar() if sys.stderr.isatty() else None, notice=_note)


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
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        return bar, bar.add_task("reading sentences", total=total)
