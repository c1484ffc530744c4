"""Where reports come from: the built-in one, shipped as package data, or a text file of the user's."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.errors import ReportFileError
from corpus.parse import parse_report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.report import Report

BUILT_IN_ID = "qingpu-2018"
LARGEST_REPORT = 8 * 2**20
"""Bytes; the longest of 72 reports has 77,000. By words alone 3.2 MB take 5 s and 400 MiB to index."""

_COMMONEST = frozenset("的一是在不了有和人这這中大为為上个個国國我以要时時来來用们們年发發政府工作建设設经經济濟，。、")
_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def built_in_report() -> Report:
    """Return the report that ships with the package (its origin: corpus/data/SOURCE.md)."""
    data = files("corpus").joinpath("data", f"{BUILT_IN_ID}.txt").read_bytes()
    return parse_report(decode(data, BUILT_IN_ID), BUILT_IN_ID)


def read_report(path: Path) -> Report:
    """Read a report from a text file (UTF-8, UTF-16 with a byte order mark, GB18030 or Big5).

    The document's id and, where the text has no title, its title come from the file's name.
    Raises ReportFileError with one line when the file cannot be read, is too large, no text or holds none.
    """
    data = _bytes_of(path)
    document_id = re.sub(r"[^\w-]+", "-", path.stem).strip("-").lower() or "report"
    title = path.stem.encode("utf-8", "replace").decode("utf-8")
    source = decode(data, str(path))
    try:
        return parse_report(source, document_id, title=title)
    except ReportFileError as error:
        raise ReportFileError(f"{path}: {error}") from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_REPORT + 1)
    except (OSError, ValueError) as error:
        raise ReportFileError(
            f"cannot read the report {path}: {getattr(error, 'strerror', None) or error}; "
            "give a text file that you can read"
        ) from error
    if len(data) > LARGEST_REPORT:
        raise ReportFileError(
            f"{path} has more than the {LARGEST_REPORT:,} bytes that a report may have; give a single report"
        )
    return data


def decode(data: bytes, name: str) -> str:
    """Return the text as stored: no character dropped, a byte order mark and line ends kept.

    Bytes that are text in both GB18030 and Big5 are read as the one that gives more of the commonest characters.
    Raises ReportFileError when the bytes are no text in UTF-8, UTF-16 (with a byte order mark), GB18030 or Big5.
    """
    marked = _BYTE_ORDER_MARKS.get(data[:2])
    texts = _decoded(data, [marked] if marked else ["utf-8"]) or _decoded(data, ["gb18030", "big5hkscs"])
    if texts:
        return max(texts, key=_commonness)
    raise ReportFileError(
        f"{name} is not plain text in UTF-8, GB18030 or Big5; save the report as a text file (not PDF or Word) first"
    )


def _decoded(data: bytes, encodings: list[str]) -> list[str]:
    """Return the text in each encoding that reads the bytes as text."""
    texts = []
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            texts.append(data.decode(encoding))
    return [text for text in texts if "\0" not in text]


def _commonness(text: str) -> int:
    return sum(character in _COMMONEST for character in text)
