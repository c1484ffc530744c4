"""Folders that are there whole or not at all: filled under another name, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTDIR, ENOTEMPTY
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ABANDONED = 300
"""Seconds without a change after which a half-filled folder must be one that a killed process left."""

_TRIES = 20
_OCCUPIED = {ENOTEMPTY, EEXIST, ENOTDIR}
"""How a rename fails where something is. Another process may have moved it off since, so looking again says nothing."""


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends it becomes `folder`, replacing what was there.

    Safe against a crash and against others who replace the same folder at the same time: the last one wins. When the
    block raises, or the disk is full, nothing changes and nothing is left. Raises OSError when it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(folder)
    temporary = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    try:
        new = temporary / "new"
        new.mkdir()
        yield new
        for path in new.rglob("*"):
            if path.is_file():
                _flush_to_disk(path)
        _swap(new, folder, temporary)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _prefix(folder: Path) -> str:
    """Return how half-filled folders are named: nobody else's folder may begin so, for old ones are cleared away."""
    return f".{folder.name}.report-qa-half-"


def _clear_abandoned(folder: Path) -> None:
    for path in folder.parent.iterdir():
        with suppress(OSError):
            if path.name.startswith(_prefix(folder)) and time.time() - _last_change(path) > ABANDONED:
                shutil.rmtree(path, ignore_errors=True)


def _last_change(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))


def _flush_to_disk(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def _swap(new: Path, folder: Path, temporary: Path) -> None:
    """Rename `new` to `folder`. POSIX renames onto a missing or empty folder only, so a full one is moved off first."""
    for attempt in range(_TRIES):
        try:
            new.rename(folder)
        except OSError as error:
            if error.errno not in _OCCUPIED:
                raise
            with suppress(FileNotFoundError):  # another process moved it off in between
                folder.rename(temporary / f"old-{attempt}")
        else:
            return
    raise OSError(f"other processes keep replacing {folder.name}")
