"""Feedback kept on this machine: a file of JSON objects, one a line, that many processes may append to at once."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from errno import ENOSPC
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from corpus.errors import FeedbackFileError
from qa.feedback.entry import Feedback

if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path

LONGEST_WAIT = 10.0
"""Seconds for the lock: an append takes milliseconds, so whoever holds it longer hangs."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store holds, newest first; `damaged` counts whole lines that are no feedback."""

    feedback: tuple[Feedback, ...]
    damaged: int


class FeedbackStore:
    """The file `feedback.jsonl` in a folder. Safe to share between threads; other processes may use the same folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take a folder, None for the user's data folder; it is made by the first append."""
        self.path = (folder or user_data_path("report-qa", appauthor=False)) / "feedback.jsonl"

    def append(self, feedback: Feedback) -> None:
        """Add a line; when this returns it is on the disk. Nothing has changed when it raises.

        A half line that a killed process left at the end is taken away first. Raises FeedbackFileError when the file
        cannot be written.
        """
        line = json.dumps(feedback.as_json(), ensure_ascii=False).encode() + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_suffix(".lock"), timeout=LONGEST_WAIT):
                self.path.touch(mode=0o600)
                with self.path.open("r+b", buffering=0) as file:
                    _append(file, line)
        except Timeout as error:
            raise FeedbackFileError(f"another process holds {error.lock_file}; end it and try again") from error
        except OSError as error:
            raise FeedbackFileError(
                f"cannot keep feedback in {self.path}: {error.strerror or error}; free space or name another folder"
            ) from error

    def read(self) -> Kept:
        """Return what is kept. A half line at the end, which someone may be writing, is passed over.

        Raises FeedbackFileError when the file is there but cannot be read.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return Kept((), 0)
        except OSError as error:
            raise FeedbackFileError(
                f"cannot read the feedback in {self.path}: {error.strerror or error}; name a folder that you can read"
            ) from error
        *lines, rest = data.split(b"\n")
        entries = [_parsed(line) for line in lines if line.strip()]
        known = [entry for entry in (*entries, _parsed(rest)) if entry]
        known.reverse()
        return Kept(tuple(sorted(known, key=lambda entry: entry.time, reverse=True)), entries.count(None))


def _append(file: FileIO, line: bytes) -> None:
    """Write a line in one go behind the last whole one; take it away again where not all of it could be written."""
    end = _repaired(file)
    try:
        if file.write(line) != len(line):
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise


def _repaired(file: FileIO) -> int:
    """Return the offset behind the last whole line, having taken away or ended what stands after it."""
    end = file.seek(0, os.SEEK_END)
    if end == 0 or _last_byte(file) == b"\n":
        return end
    file.seek(0)
    data = file.readall()
    whole = data.rfind(b"\n") + 1
    if _parsed(data[whole:]):  # only its line break is missing: an editor saved it so
        return end + file.write(b"\n")
    file.truncate(whole)
    return file.seek(whole)


def _last_byte(file: FileIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def _parsed(line: bytes) -> Feedback | None:
    try:
        return Feedback.of_json(json.loads(line))
    except (ValueError, OverflowError, RecursionError):
        return None
