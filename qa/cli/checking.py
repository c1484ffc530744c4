"""`verify` and `feedback`: what was kept, looked at again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from corpus.errors import ExportFileError
from qa.cli.options import ReportOptions, json_option, opened, print_json, report_options

if TYPE_CHECKING:
    from qa.engine import ReportQA
    from qa.verify import Verification


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@json_option
@report_options
def verify(files: tuple[Path, ...], as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Check every quote of exported files (Markdown, HTML, Word) against the report.

    Exit code 1 when a quote, its note or the short answer before it is not as it was exported, or when a file holds
    no quotes.

    \b
    Examples:
      report-qa verify answer.md
      report-qa verify *.docx --json
    """
    engine = opened(options)
    outcomes = [_verified(file, engine) for file in files]
    if as_json:
        found = [_as_json(file, outcome) for file, outcome in zip(files, outcomes, strict=True)]
        print_json({"sound": all(file["sound"] for file in found), "files": found})
    else:
        for file, outcome in zip(files, outcomes, strict=True):
            _print_outcome(file, outcome)
    if not all(isinstance(outcome, tuple) and outcome[1].sound for outcome in outcomes):
        sys.exit(1)


def _verified(file: Path, engine: ReportQA) -> tuple[str, Verification] | ExportFileError:
    """Return a file's format and what came of it, or why it cannot be read: one bad file hides no other."""
    from qa.export import read_export
    from qa.verify import verify_page

    try:
        form, page = read_export(file)
    except ExportFileError as error:
        return error
    return str(form), verify_page(page, engine.report, engine.passages)


def _as_json(file: Path, outcome: tuple[str, Verification] | ExportFileError) -> dict[str, Any]:
    if isinstance(outcome, ExportFileError):
        return {"file": str(file), "sound": False, "error": str(outcome)}
    return {"file": str(file), "format": outcome[0], **outcome[1].as_json()}


def _print_outcome(file: Path, outcome: tuple[str, Verification] | ExportFileError) -> None:
    from qa.terminal import plain, terminal_language
    from qa.verify.words import verification_lines

    if isinstance(outcome, ExportFileError):
        click.echo(f"Error: {' '.join(plain(str(outcome)).split())}", err=True)
        return
    first, *rest = verification_lines(outcome[1], terminal_language())
    click.echo("\n".join(map(plain, (f"{file}: {first}", *rest))))


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="From this day on (UTC): 2018-01-16.")
@click.option("--verdict", type=click.Choice(["up", "down"]), help="Only thumbs up, or only thumbs down.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the feedback is kept, instead of the user's data folder.",
)
@json_option
def feedback(since: datetime | None, verdict: str | None, folder: Path | None, as_json: bool) -> None:
    """List what people thought of answers, newest first.

    \b
    Example:  report-qa feedback --verdict down --since 2018-01-16
    """
    from qa.feedback import FeedbackStore

    store = FeedbackStore(folder)
    kept = store.read()
    start = since.replace(tzinfo=UTC) if since else None
    chosen = [
        entry for entry in kept.feedback if (not start or entry.time >= start) and verdict in (None, entry.verdict)
    ]
    if as_json:
        listed = [entry.as_json() for entry in chosen]
        print_json({"file": str(store.path), "damaged": kept.damaged, "feedback": listed})
        return
    from qa.feedback import feedback_lines
    from qa.terminal import plain, terminal_language

    for entry in chosen:
        click.echo("\n".join(map(plain, feedback_lines(entry, terminal_language()))))
    if not chosen:
        click.echo(f"note: there is none of it in {plain(str(store.path))}", err=True)
    if kept.damaged:
        click.echo(f"note: {kept.damaged} damaged lines in {plain(str(store.path))} were passed over", err=True)
