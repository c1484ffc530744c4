"""Many questions from a file of JSON objects, one a line: one object out for each, in order, none lost."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

Work = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns one line's object into what is printed for it; raises InvalidInputError for a line that cannot be used."""


LARGEST_BATCH = 64 * 2**20
"""Bytes: half a million questions."""


def read_lines(file: Path) -> list[bytes]:
    """Return the lines of a batch file that hold anything (`-` is standard input).

    Raises InvalidInputError when the file cannot be read or is larger than LARGEST_BATCH.
    """
    try:
        with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as opened:
            data = opened.read(LARGEST_BATCH + 1)
    except OSError as error:
        raise InvalidInputError(
            f"cannot read the batch {file}: {error.strerror}; give a file of JSON objects, one a line"
        ) from error
    if len(data) > LARGEST_BATCH:
        raise InvalidInputError(f"the batch {file} has more than {LARGEST_BATCH:,} bytes; cut it into smaller files")
    return [line for line in data.splitlines() if line.strip()]


def run_batch(lines: list[bytes], work: Work) -> Iterator[dict[str, Any]]:
    """Yield one object a line: what `work` made of it, or the line's id and what is wrong with it."""
    for number, line in enumerate(lines, 1):
        item: dict[str, Any] = {}
        try:
            item = _parse(line, number)
            yield {"id": item.get("id"), **work(item)}
        except InvalidInputError as error:
            yield {"id": item.get("id"), "error": str(error)}


def text_field(item: dict[str, Any], name: str) -> str:
    """Return a text of the object. Raises InvalidInputError when it is not there or no text."""
    value = item.get(name)
    if not isinstance(value, str):
        raise InvalidInputError(f'"{name}" must be a text')
    return value


def turns_field(item: dict[str, Any]) -> list[str]:
    """Return the questions of a conversation. Raises InvalidInputError when `turns` is not as the contract says."""
    turns = item["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise InvalidInputError('"turns" must be a list of objects with a "question" each')
    return [text_field(turn, "question") for turn in turns]


def _parse(line: bytes, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"line {number} is not a JSON object ({error})") from error
    if not isinstance(item, dict):
        raise InvalidInputError(f"line {number} is not a JSON object")
    name = item.get("id")
    if isinstance(name, (list, dict)) or (isinstance(name, float) and not math.isfinite(name)):
        raise InvalidInputError(f'line {number}: "id" must be a text or a number')
    return item


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
