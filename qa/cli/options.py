"""The options that commands share, and what they open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from corpus.text import OBEYED

if TYPE_CHECKING:
    from qa.engine import ReportQA

_OBEYED = re.compile(f"[{OBEYED}]")

Command = TypeVar("Command", bound=Callable[..., Any])


class ReportOptions(TypedDict):
    """The options that say which report is asked, by which model, with an index where."""

    report: Path | None
    model: str | None
    lexical: bool
    reader: bool
    index_dir: Path | None


def report_options(command: Command) -> Command:
    """Add the options of `ReportOptions` to a command."""
    for option in (
        click.option(
            "--index-dir",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Keep indexes in this folder instead of the user's cache.",
        ),
        click.option(
            "--reader/--no-reader",
            default=True,
            help="Let the reading model judge what search finds (default), or take its best sentences as they are.",
        ),
        click.option("--lexical", is_flag=True, help="Search by words alone, without any model."),
        click.option(
            "--model",
            metavar="NAME",
            help="A sentence-transformers model by name or folder, instead of the bundled one.",
        ),
        click.option(
            "--report",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A report as a text file (UTF-8, GB18030 or Big5), instead of the built-in one.",
        ),
    ):
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
batch_option = click.option(
    "--batch", type=click.Path(path_type=Path), metavar="FILE",
    help="Read JSON objects from this file, one a line (- for standard input), and print one JSON object a line.",
)  # fmt: skip


def opened(options: ReportOptions) -> ReportQA:
    """Return the engine for a command's options. Raises a usage error when they exclude each other."""
    if options["model"] == "":
        raise click.UsageError("--model is empty; name a model or leave it out")
    if options["lexical"] and options["model"]:
        raise click.UsageError("--lexical and --model exclude each other")
    from qa.engine import Settings
    from qa.progress import open_engine

    return open_engine(Settings(**options))


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON, on one line where `indent` is None; what a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
