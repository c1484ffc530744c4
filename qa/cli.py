"""The command line. Commands load what they need when they run; nothing heavy is imported to show help."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from corpus.errors import InvalidInputError, QuestionTooLongError, ReportQAError

if TYPE_CHECKING:
    from index.search import Hit
    from qa.engine import ReportQA

Command = TypeVar("Command", bound=Callable[..., Any])


class ReportOptions(TypedDict):
    """The options that say which report is asked, by which model, with an index where."""

    report: Path | None
    model: str | None
    lexical: bool
    reader: bool
    index_dir: Path | None


class Border(click.Group):
    """The group of commands: the one place where an expected error becomes a line on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own type)
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ReportQAError as error:
            raise click.ClickException(_one_line(error)) from error
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO):
                raise
            raise click.ClickException(f"cannot write the output: {error.strerror}; free some space") from error


def _one_line(error: ReportQAError) -> str:
    """Return an error's message on one line, without control characters that came in with a name or a question."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())


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


@click.group(cls=Border, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="report-qa")
def main() -> None:
    """Ask a government work report questions; answers are quotes that cite the exact sentence.

    \b
    Example:  report-qa ask "2017年地区生产总值是多少？"
    """
    if sys.stdout is None:  # closed by the caller
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the process ends)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("question", nargs=-1)
@batch_option
@json_option
@report_options
def ask(question: tuple[str, ...], batch: Path | None, as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Answer a question with quotes from the report.

    A line of a --batch file holds {"id", "question"} or, for a conversation, {"id", "turns": [{"question"}, …]}.

    \b
    Examples:
      report-qa ask "2018年要新增多少套租赁住房？"
      report-qa ask What was the GDP in 2017?
      report-qa ask --batch questions.jsonl --json
    """
    text = _one_of(question, batch, "question")
    engine = _opened(options)
    if batch is not None:
        _print_batch(batch, lambda item: _ask_item(engine, item))
    elif as_json:
        _print_json(engine.ask(text).as_json())
    else:
        from qa.terminal import print_answer

        print_answer(engine.ask(text), engine.report)


@main.command()
@click.argument("query", nargs=-1)
@click.option("-k", "limit", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many passages.")
@click.option("--rerank/--no-rerank", default=True, help="Let the reading model rank them too (default where it runs).")
@batch_option
@json_option
@report_options
def search(
    query: tuple[str, ...],
    limit: int,
    rerank: bool,
    batch: Path | None,
    as_json: bool,
    **options: Unpack[ReportOptions],
) -> None:
    """Find the passages nearest to a query, best first.

    A line of a --batch file holds {"id", "query"}.

    \b
    Examples:
      report-qa search 森林覆盖率
      report-qa search "river clean-up" -k 3 --json
    """
    text = _one_of(query, batch, "query")
    engine = _opened(options)

    def find(wanted: str) -> list[Hit]:
        return engine.search(wanted, limit=limit, rerank=rerank)

    if batch is not None:
        _print_batch(batch, lambda item: _search_item(find, item))
    elif as_json:
        _print_json(_hits_as_json(find, text))
    else:
        from qa.terminal import print_hits

        print_hits(find(text), text)


@main.command()
@click.argument("reference")
@json_option
@report_options
def cite(reference: str, as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Look up a passage (P042) or a sentence (P042.2) of the report.

    \b
    Examples:
      report-qa cite P042
      report-qa cite P042.2 --json
    """
    engine = _opened(options)
    found = engine.cite(reference)
    if as_json:
        from qa.contracts import reference_as_json

        _print_json(reference_as_json(found, engine.report))
    else:
        from qa.terminal import print_reference

        print_reference(found, engine.report)


@main.command()
@json_option
@report_options
def outline(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Print the tree of sections with their passages.

    \b
    Example:  report-qa outline --report report.txt
    """
    engine = _opened(options)
    if as_json:
        from qa.contracts import outline_as_json

        _print_json(outline_as_json(engine.report, engine.passages))
    else:
        from qa.terminal import print_outline

        print_outline(engine.report, engine.passages)


@main.group()
def index() -> None:
    """Build the index of a report or say what it holds.

    \b
    Example:  report-qa index info
    """


@index.command("build")
@json_option
@report_options
def index_build(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Build the index anew, also where there is one.

    \b
    Example:  report-qa index build --report report.txt
    """
    engine = _opened(options)
    engine.build_index()
    _print_index(engine, as_json)


@index.command("info")
@json_option
@report_options
def index_info(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Say what the index of the report holds; no index is built or changed.

    \b
    Example:  report-qa index info --json
    """
    _print_index(_opened(options), as_json)


@main.group()
def model() -> None:
    """Work with the bundled embedding model.

    \b
    Example:  report-qa model export ./e5-small
    """


@model.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def model_export(folder: Path) -> None:
    """Write the bundled model as a sentence-transformers folder, to fine-tune or use elsewhere.

    \b
    Example:
      report-qa model export ./e5-small
      report-qa ask "…" --model ./e5-small
    """
    from index.export import export_model

    export_model(folder)
    click.echo(folder)


@main.command(short_help="Check the report, the model and the index.")
@json_option
@report_options
def doctor(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Say what the parser made of the report, and check model, index and cache. Exit code 1 when something is wrong.

    \b
    Example:  report-qa doctor --report report.txt
    """
    from qa.doctor import examine

    checks = list(examine(_opened(options)))
    if as_json:
        _print_json({"checks": [asdict(check) for check in checks]})
    else:
        from qa.terminal import print_facts

        signs = {True: "✓", False: "✗", None: "·"}
        print_facts((f"{signs[check.sound]} {check.name}", check.detail) for check in checks)
    if any(check.sound is False for check in checks):
        sys.exit(1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True, help="The port.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in the browser.")
@report_options
def serve(host: str, port: int, open_browser: bool, **options: Unpack[ReportOptions]) -> None:
    """Open the web chat.

    \b
    Example:  report-qa serve --open
    """
    from ui.app import serve as serve_app

    serve_app(_opened(options), host=host, port=port, open_browser=open_browser, announce=click.echo)


def _opened(options: ReportOptions) -> ReportQA:
    if options["model"] == "":
        raise click.UsageError("--model is empty; name a model or leave it out")
    if options["lexical"] and options["model"]:
        raise click.UsageError("--lexical and --model exclude each other")
    from qa.engine import Settings
    from qa.progress import open_engine

    return open_engine(Settings(**options))


def _one_of(words: tuple[str, ...], batch: Path | None, name: str) -> str:
    """Return the text given on the command line ("" with a batch). Raises a usage error unless one of both is given."""
    if bool(words) == (batch is not None):
        raise click.UsageError(f"give either a {name} or --batch FILE")
    return " ".join(words)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_batch(file: Path, work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    from qa.batch import read_lines, run_batch

    failed = 0
    lines = read_lines(file)
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    with click.progressbar(run_batch(lines, work), length=len(lines), file=sys.stderr, hidden=not watched) as bar:
        for done in bar:
            failed += "error" in done
            click.echo(json.dumps(done, ensure_ascii=False))
    if failed:
        raise InvalidInputError(f'{failed} of {len(lines)} lines could not be used; each says why in its "error"')


def _ask_item(engine: ReportQA, item: dict[str, Any]) -> dict[str, Any]:
    from qa.batch import text_field, turns_field

    if "turns" not in item:
        return _ask_or_refuse(engine, text_field(item, "question"), [])
    questions = turns_field(item)
    return {"turns": [_ask_or_refuse(engine, question, questions[:n]) for n, question in enumerate(questions)]}


def _ask_or_refuse(engine: ReportQA, question: str, history: list[str]) -> dict[str, Any]:
    """Answer one question of a batch; one that is too long is no bad line, it gets a refusal that says so."""
    try:
        return engine.ask(question, history=history).as_json()
    except QuestionTooLongError as error:
        return engine.refusal(question, str(error)).as_json()


def _search_item(find: Callable[[str], list[Hit]], item: dict[str, Any]) -> dict[str, Any]:
    from qa.batch import text_field

    return _hits_as_json(find, text_field(item, "query"))


def _hits_as_json(find: Callable[[str], list[Hit]], query: str) -> dict[str, Any]:
    from qa.contracts import hit_as_json

    return {"query": query, "hits": [hit_as_json(hit) for hit in find(query)]}


def _print_index(engine: ReportQA, as_json: bool) -> None:
    from qa.doctor import index_facts

    facts = index_facts(engine)
    if as_json:
        _print_json(facts)
        return
    from qa.terminal import print_facts

    print_facts(((name, str(value)) for name, value in facts.items() if name != "files"))
