"""All targets by name; each is imported only in the process that it runs in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.fuzz.target import Target


def _opener(module: str, name: str) -> Callable[[Path, Path], Target]:
    def opened(folder: Path, shared: Path) -> Target:
        return cast("Target", getattr(import_module(f"benchmarks.fuzz.{module}"), name)(folder, shared))

    return opened


TARGETS = {
    "parser": _opener("reading_reports", "Parser"),
    "figures": _opener("reading_reports", "FiguresTarget"),
    "bm25": _opener("searching", "Lexical"),
    "answers": _opener("searching", "Answers"),
    "batch": _opener("files", "Batch"),
    "exports": _opener("files", "Exports"),
    "evaluation": _opener("files", "Evaluation"),
    "commands": _opener("commands", "Commands"),
    "page": _opener("pages", "Pages"),
    "reader": _opener("reading_windows", "Reading"),
    "embedder": _opener("embedding", "Embedding"),
}
