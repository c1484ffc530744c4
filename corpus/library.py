"""Where reports come from: the built-in one, shipped as package data, or a text file of the user's."""

from __future__ import annotations

import codecs
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.errors import ReportFileError
from corpus.parse import parse_report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.report import Report

BUILT_IN_ID = "qingpu-2018"
_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def built_in_report() -> Report:
    """Return the report that ships with the package (its origin: corpus/data/SOURCE.md)."""
    data = files("corpus").joinpath("data", f"{BUILT_IN_ID}.txt").read_bytes()
    return parse_report(decode(data, BUILT_IN_ID), BUILT_IN_ID)


def read_report(path: Path) -> Report:
    """Read a report from a text file (UTF-8, UTF-16 with a byte order mark, or GB18030).

    The document's id and, where the text has no title, its title come from the file's name.
    Raises ReportFileError with one line when the file cannot be read, decoded or holds no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportFileError(
            f"cannot read the report {path}: {error.strerror or error}; give a text file that you can read"
        ) from error
    document_id = re.sub(r"[^\w-]+", "-", path.stem).strip("-").lower() or "report"
    title = path.stem.encode("utf-8", "replace").decode("utf-8")
    return parse_report(decode(data, str(path)), document_id, title=title)


def decode(data: bytes, name: str) -> str:
    """Return the text as stored: no character dropped, a byte order mark and line ends kept.

    Raises ReportFileError when the bytes are no text in UTF-8, UTF-16 or GB18030.
    """
    encodings = [_BYTE_ORDER_MARKS[data[:2]]] if data[:2] in _BYTE_ORDER_MARKS else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ReportFileError(
        f"{name} is not plain text in UTF-8 or GB18030; save the report as a text file (not PDF or Word) first"
    )
