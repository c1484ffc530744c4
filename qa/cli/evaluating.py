"""`eval`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from qa.cli.options import ReportOptions, json_option, opened, print_json, report_options

if TYPE_CHECKING:
    from qa.evaluation.evaluate import Asked
    from qa.evaluation.run import Run
    from qa.evaluation.words import Words

_file = click.Path(path_type=Path)
html_option = click.option("--html", type=_file, metavar="FILE", help="Write a page with tables and plots.")


class RunByDefault(click.Group):
    """A group whose command `run` need not be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` before what names no command."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("eval", cls=RunByDefault, short_help="Measure answers, refusals, retrieval and speed.")
def evaluation() -> None:
    """Measure answers, refusals, retrieval and speed on questions whose answers are known.

    `report-qa eval FILE…` is short for `report-qa eval run FILE…`.

    \b
    Examples:
      report-qa eval questions.jsonl
      report-qa eval questions.jsonl --out before.json --html before.html
      report-qa eval compare before.json after.json
    """


@evaluation.command("run")
@click.argument("files", nargs=-1, required=True, type=_file, metavar="FILE…")
@click.option("--passages", type=_file, metavar="FILE", help="Ask the paragraphs of this parallel SQuAD-style file.")
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Ask N questions of each file, always the same."
)
@click.option("--out", type=_file, metavar="FILE", help="Keep the run with every answer, to compare with another.")
@html_option
@json_option
@report_options
def run(
    files: tuple[Path, ...],
    passages: Path | None,
    sample: int | None,
    out: Path | None,
    html: Path | None,
    as_json: bool,
    **options: Unpack[ReportOptions],
) -> None:
    """Ask the questions of files and measure what comes back.

    A .jsonl file holds questions about the report, a .json file is in SQuAD's form (CMRC 2018, DRCD, XQuAD) and
    brings paragraphs of its own to ask; either may end in .gz. docs/contracts.md describes both. Ctrl-C prints what
    was measured so far and writes no file.

    \b
    Examples:
      report-qa eval questions.jsonl
      report-qa eval run xquad.en.json.gz --passages xquad.zh.json.gz --sample 200
    """
    from qa.evaluation.evaluate import evaluate
    from qa.evaluation.files import check_writable
    from qa.progress import stages_shown

    for path in filter(None, (out, html)):
        check_writable(path)
    asked = _asked(files, passages, sample, options)
    with stages_shown() as progress:
        measured = evaluate(asked, progress)
    try:
        if measured.conditions.complete:
            _keep(measured, out, html)
    finally:  # figures that took minutes are told even where no file could be written
        _print_run(measured, as_json)
    if not measured.conditions.complete:
        raise click.ClickException(f"stopped after {len(measured.outcomes)} questions; no file was written")


@evaluation.command("compare")
@click.argument("before", type=_file)
@click.argument("after", type=_file)
@html_option
@json_option
def compare(before: Path, after: Path, html: Path | None, as_json: bool) -> None:
    """Compare two runs that `eval --out` kept: what differs by more than chance, and which questions changed.

    \b
    Example:  report-qa eval compare before.json after.json --html changes.html
    """
    from qa.evaluation.comparison import compare as compared
    from qa.evaluation.files import check_writable, write_text
    from qa.evaluation.run import read_run

    if html:
        check_writable(html)
    comparison = compared(read_run(before), read_run(after))
    if as_json:
        print_json(comparison.as_json())
    else:
        from qa.evaluation.tables import print_comparison

        print_comparison(comparison, _words())
    if html:
        from qa.evaluation.comparison_page import comparison_page

        write_text(html, comparison_page(comparison, _words()))


def _asked(files: tuple[Path, ...], passages: Path | None, sample: int | None, options: ReportOptions) -> list[Asked]:
    """Read the question sets, each with the engine that is asked: over the report, or over its own paragraphs."""
    from qa.evaluation.evaluate import Asked
    from qa.evaluation.question_files import read_question_files
    from qa.progress import open_engine

    engine = opened(options)
    sets = read_question_files(files, engine.report, passages)
    return [
        Asked(
            each.sample(sample) if sample else each,
            open_engine(engine.settings, each.paragraphs) if each.paragraphs else engine,
        )
        for each in sets
    ]


def _keep(measured: Run, out: Path | None, html: Path | None) -> None:
    from qa.evaluation.files import write_text
    from qa.evaluation.page import page_of
    from qa.evaluation.run import run_text

    if out:
        write_text(out, run_text(measured))
    if html:
        write_text(html, page_of(measured, _words()))


def _print_run(measured: Run, as_json: bool) -> None:
    if as_json:
        print_json(measured.as_json())
    else:
        from qa.evaluation.tables import print_run

        print_run(measured, _words())


def _words() -> Words:
    from qa.evaluation.words import words_for
    from qa.terminal import terminal_language

    return words_for(terminal_language())
