"""The figures of a benchmark as a file: `--json FILE` of every script writes one, the documents are made from them."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.tables import Table, table_of
from qa.evaluation.files import check_writable, read_text, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results"
"""Where the files lie that the documents show."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a script measured, the command that measures it again, and the machine with the date and the versions."""

    command: str
    machine: str
    tables: tuple[Table, ...]


def _checked(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    if path is not None:
        check_writable(path)
    return path


json_option = click.option(
    "--json", "json_file", type=click.Path(path_type=Path), callback=_checked, metavar="FILE",
    help="Also write the figures to this file, for the documents.",
)  # fmt: skip
"""The option that every benchmark has; its value goes to `keep`."""


def keep(json_file: Path | None, machine: str, tables: Sequence[Table]) -> None:
    """Write what was measured, with the command this process was called by; without a file, do nothing."""
    if json_file is not None:
        kept = [table.as_json() for table in tables]
        row = {"command": command_line(sys.argv), "machine": machine, "tables": kept}
        write_text(json_file, json.dumps(row, ensure_ascii=False, indent=1) + "\n")


def command_line(arguments: Sequence[str]) -> str:
    """Return the command of a script of this folder as it is typed, without `--json FILE`."""
    script, *rest = arguments
    kept = [text for before, text in pairwise(["", *rest]) if "--json" not in (before, text.partition("=")[0])]
    module = Path(script).with_suffix("")
    return shlex.join(
        ["python", "-m", f"benchmarks.{module.parent.name if module.name == '__main__' else module.name}", *kept]
    )


def read_result(name: str, folder: Path = RESULTS) -> Result:
    """Return a result by the name of its file. Raises InvalidInputError where there is none."""
    row = json.loads(read_text(folder / f"{name}.json"))
    return Result(row["command"], row["machine"], tuple(map(table_of, row["tables"])))
