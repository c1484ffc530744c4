"""The fields of an object that came out of JSON, each checked: a wrong one is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError

if TYPE_CHECKING:
    from qa.evaluation.questions import Groups


def parsed(text: str, first_line: int = 1) -> Any:  # noqa: ANN401 (whatever the JSON holds)
    """Return what a JSON text holds, which begins on this line of its file. Raises InvalidInputError with the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise InvalidInputError(f"line {line}: not JSON ({error.msg}, column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"line {first_line}: not JSON that can be read ({error})") from error


def object_of(value: object) -> dict[str, Any]:
    """Return a JSON object. Raises InvalidInputError for anything else."""
    if not isinstance(value, dict):
        raise InvalidInputError(f"a JSON object must stand here, not {_shown(value)}")
    return value


def _shown(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)[:40]
    except RecursionError:  # writing needs more room than reading did
        return "lists without end"


def list_in(row: dict[str, Any], name: str) -> list[Any]:
    """Return a list. Raises InvalidInputError when it is not there or none."""
    value = row.get(name)
    if not isinstance(value, list):
        raise InvalidInputError(f'"{name}" must be a list')
    return value


def text_in(row: dict[str, Any], name: str) -> str:
    """Return a text that is not blank. Raises InvalidInputError when it is not there or none."""
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidInputError(f'"{name}" must be a text that is not empty')
    return value


def optional_text_in(row: dict[str, Any], name: str) -> str | None:
    """Return a text that is not blank, None where none is given. Raises InvalidInputError when it is something else."""
    return text_in(row, name) if row.get(name) else None


def truth_in(row: dict[str, Any], name: str) -> bool:
    """Return true or false. Raises InvalidInputError when it is not there or neither."""
    value = row.get(name)
    if not isinstance(value, bool):
        raise InvalidInputError(f'"{name}" must be true or false')
    return value


def texts(value: object, name: str) -> tuple[str, ...]:
    """Return a list of texts, none of them blank. Raises InvalidInputError otherwise."""
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each.strip() for each in value):
        raise InvalidInputError(f'"{name}" must hold texts that are not empty')
    return tuple(value)


def groups_in(row: dict[str, Any], name: str) -> Groups:
    """Return groups of alternatives, at least one. Raises InvalidInputError otherwise."""
    groups = tuple(texts(group, name) for group in list_in(row, name))
    if not groups:
        raise InvalidInputError(f'"{name}" must hold at least one group of right answers')
    return groups


def number_in(row: dict[str, Any], name: str) -> float:
    """Return a number that is not negative. Raises InvalidInputError when it is not there or none."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise InvalidInputError(f'"{name}" must be a number from 0')
    return float(value)
