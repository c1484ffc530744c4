"""The log: one JSON object a line, never with the words of a question or an answer unless that is asked for."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SERVERS = ("uvicorn", "asyncio")
"""Loggers of the libraries below the page, of which warnings are kept too."""


class JsonLines(logging.Formatter):
    """Writes a record as `{"time", "level", "event", …}`; of an exception its type and where it was raised.

    What an exception says may quote what a visitor wrote: it is left out unless `with_words`.
    """

    def __init__(self, *, with_words: bool) -> None:
        """Keep whether words of visitors may be written."""
        super().__init__()
        self._with_words = with_words

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
        }
        line |= record.fields if hasattr(record, "fields") else self._foreign(record)
        if record.exc_info and record.exc_info[1]:
            line |= self._error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)

    def _foreign(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return what a library says; beside an exception it may quote it, so then only what it was about to say."""
        quotes = bool(record.exc_info) and not self._with_words
        return {
            "message": str(record.msg).splitlines()[0][:80] if quotes and record.msg else record.getMessage().strip()
        }

    def _error(self, error: BaseException) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)
        told: dict[str, Any] = {"error": type(error).__name__}
        if self._with_words:
            told["message"] = str(error)
        return told | {"traceback": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}


class _File(WatchedFileHandler):
    """A log in a file that may be moved away at any time, which begins a new one; a full disk stops no answer."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:
        """Say once that the log cannot be written."""
        if not self._told:
            self._told = True
            sys.stderr.write(f"note: the log {self.baseFilename} cannot be written; the server goes on without it\n")


class Log:
    """Where events are written: all of them to a file, and faults of the program to stderr in any case."""

    def __init__(self, path: Path | None = None, *, with_words: bool = False) -> None:
        """Open the log; None keeps none. Raises InvalidInputError when the file cannot be written."""
        self.with_words = with_words
        self._logger = logging.Logger("report-qa")
        self._handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
        self._handlers[0].setLevel(logging.ERROR)
        if path is not None:
            self._handlers.append(_opened(path))
        for handler in self._handlers:
            handler.setFormatter(JsonLines(with_words=with_words))
            for logger in (self._logger, *map(logging.getLogger, _SERVERS)):
                logger.addHandler(handler)

    def write(
        self, event: str, fields: Mapping[str, object] | None = None, *, error: BaseException | None = None
    ) -> None:
        """Write an event, or with `error` a fault; fields that are None are left out."""
        known = {name: value for name, value in (fields or {}).items() if value is not None}
        level = logging.ERROR if error else logging.INFO
        self._logger.log(level, event, exc_info=error, extra={"event": event, "fields": known})

    def close(self) -> None:
        """Write nothing any more."""
        for handler in self._handlers:
            for logger in (self._logger, *map(logging.getLogger, _SERVERS)):
                logger.removeHandler(handler)
            with suppress(OSError):  # what a full disk did not take
                handler.close()


def _opened(path: Path) -> _File:
    try:
        return _File(path, encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(
            f"the log {path} cannot be written ({error.strerror}); name a file in a folder that exists with --log"
        ) from error
