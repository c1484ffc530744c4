"""A small report, what its questions get from a sound index, and that index, built once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.crash.tasks import TEXT, Case, Found, build, what_is_found
from qa.engine import ReportQA

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import Settings


@dataclass(frozen=True, slots=True)
class Sound:
    """A case whose index stands in `root`, and the right answers."""

    case: Case
    root: Path
    right: list[dict[str, Any]]

    @property
    def settings(self) -> Settings:
        """What an engine needs that uses this index."""
        return self.case.settings(self.root)

    @property
    def folder(self) -> Path:
        """The index itself."""
        return ReportQA(self.settings).index_folder

    def found(self) -> Found:
        """Ask a new engine; raises when an answer is wrong."""
        return what_is_found(self.settings, self.right)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    folder = tmp_path_factory.mktemp("reliability")
    (folder / "county.txt").write_text(TEXT, encoding="utf-8")
    case = Case(folder / "county.txt", lexical=True, cache=folder / "cache")
    build(case.settings(folder / "indexes"))
    return Sound(case, folder / "indexes", case.answers(folder / "indexes"))


@pytest.fixture
def sound(built_once: Sound, tmp_path: Path) -> Sound:
    """A copy of the index, to be harmed."""
    root = shutil.copytree(built_once.root, tmp_path / "indexes")
    return Sound(built_once.case, root, built_once.right)
