"""Files that are there whole or not at all: written under another name, then renamed."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


ABANDONED = 300
"""Seconds without a change after which a half-written file must be one that a killed process left."""

_HALF = ".report-qa-half-"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, replacing what was there; readers see the old one or the new one, also after a crash.

    Raises OSError when it cannot be written; then nothing has changed and nothing is left over.
    """
    path = path.resolve()  # what a link names is replaced, not the link
    _clear_abandoned(path.parent)
    half = path.with_name(f"{_HALF}{secrets.token_hex(8)}")
    with half.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise


def _clear_abandoned(folder: Path) -> None:
    for half in folder.glob(f"{_HALF}*"):
        with suppress(OSError):
            if time.time() - half.stat().st_mtime > ABANDONED:
                half.unlink()
