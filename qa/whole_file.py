"""Files that are there whole or not at all: written under another name, then renamed."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, replacing what was there; readers see the old one or the new one, also after a crash.

    Raises OSError when it cannot be written; then nothing has changed and nothing is left over.
    """
    path = path.resolve()  # what a link names is replaced, not the link
    half = path.with_name(f".report-qa-half-{secrets.token_hex(8)}")
    with half.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
