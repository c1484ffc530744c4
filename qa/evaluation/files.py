"""Files that are read up to a limit, packed or not, and written whole or not at all."""

from __future__ import annotations

import gzip
import os
import zlib
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError
from qa.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 64 * 2**20
"""Bytes, unpacked; the largest question set that we know of (SQuAD's training set) has 42 million."""


def read_text(path: Path, *, largest: int = LARGEST_FILE) -> str:
    """Return the text of a UTF-8 file, unpacked where its name ends in `.gz`.

    Raises InvalidInputError, naming the file, when it cannot be read, is damaged, too large or no UTF-8.
    """
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(largest + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InvalidInputError(f"{path} is no whole gzip file ({error}); fetch or pack it anew") from error
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}; name a file that you can read") from error
    if len(data) > largest:
        raise InvalidInputError(f"{path} holds more than {largest:,} bytes; cut it into smaller files")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidInputError(f"{path}: line {line}: not UTF-8; save the file as UTF-8") from error


def check_writable(path: Path) -> None:
    """Raise InvalidInputError where a file of this name cannot be written: better before the work than after it."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise InvalidInputError(f"cannot write {path}; name a file in a folder that exists and that you can write")


def write_text(path: Path, text: str) -> None:
    """Write a file as UTF-8, whole or not at all; a lone surrogate, which is no character, as its escape.

    Raises InvalidInputError when it cannot be written.
    """
    try:
        write_whole(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InvalidInputError(f"cannot write {path}: {error.strerror}; name another place") from error
