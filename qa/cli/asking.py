"""`ask`, `search`, `cite` and `outline`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from corpus.errors import InvalidInputError, QuestionTooLongError
from qa.cli.options import ReportOptions, batch_option, json_option, opened, print_json, report_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.search import Hit
    from qa.answer import Answer
    from qa.engine import ReportQA


@click.command()
@click.argument("question", nargs=-1)
@click.option(
    "--export",
    "exported",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write question and answer, with footnotes, to this file: .md, .html or .docx.",
)
@batch_option
@json_option
@report_options
def ask(
    question: tuple[str, ...],
    exported: Path | None,
    batch: Path | None,
    as_json: bool,
    **options: Unpack[ReportOptions],
) -> None:
    """Answer a question with quotes from the report.

    A line of a --batch file holds {"id", "question"} or, for a conversation, {"id", "turns": [{"question"}, …]}.
    --export writes all answers of a batch, in order, to one file.

    \b
    Examples:
      report-qa ask "2018年要新增多少套租赁住房？"
      report-qa ask What was the GDP in 2017? --export gdp.docx
      report-qa ask --batch questions.jsonl --json
    """
    text = _one_of(question, batch, "question")
    if exported is not None:
        from qa.export import format_of

        format_of(exported)
    engine = opened(options)
    answers: list[Answer] = []
    complaint: InvalidInputError | None = None
    if batch is not None:
        complaint = _print_batch(batch, lambda item: _ask_item(engine, item, answers))
    else:
        answers.append(engine.ask(text))
        _print_answer(answers[0], engine, as_json)
    if exported is not None:
        from qa.export import Conversation, write_export

        write_export(exported, Conversation.of(engine.report, answers))
    if complaint:
        raise complaint


@click.command()
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
    engine = opened(options)

    def find(wanted: str) -> list[Hit]:
        return engine.search(wanted, limit=limit, rerank=rerank)

    if batch is not None:
        complaint = _print_batch(batch, lambda item: _search_item(find, item))
        if complaint:
            raise complaint
    elif as_json:
        print_json(_hits_as_json(find, text))
    else:
        from qa.terminal import print_hits

        print_hits(find(text), text)


@click.command()
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
    engine = opened(options)
    found = engine.cite(reference)
    if as_json:
        from qa.contracts import reference_as_json

        print_json(reference_as_json(found, engine.report))
    else:
        from qa.terminal import print_reference

        print_reference(found, engine.report)


@click.command()
@json_option
@report_options
def outline(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Print the tree of sections with their passages.

    \b
    Example:  report-qa outline --report report.txt
    """
    engine = opened(options)
    if as_json:
        from qa.contracts import outline_as_json

        print_json(outline_as_json(engine.report, engine.passages))
    else:
        from qa.terminal import print_outline

        print_outline(engine.report, engine.passages)


def _one_of(words: tuple[str, ...], batch: Path | None, name: str) -> str:
    """Return the text given on the command line ("" with a batch). Raises a usage error unless one of both is given."""
    if bool(words) == (batch is not None):
        raise click.UsageError(f"give either a {name} or --batch FILE")
    return " ".join(words)


def _print_answer(answer: Answer, engine: ReportQA, as_json: bool) -> None:
    if as_json:
        print_json(answer.as_json())
        return
    from qa.terminal import print_answer

    print_answer(answer, engine.report)


def _print_batch(file: Path, work: Callable[[dict[str, Any]], dict[str, Any]]) -> InvalidInputError | None:
    """Print what comes of each line; return what to say at the end where some could not be used."""
    from qa.batch import read_lines, run_batch

    failed = 0
    lines = read_lines(file)
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    with click.progressbar(run_batch(lines, work), length=len(lines), file=sys.stderr, hidden=not watched) as bar:
        for done in bar:
            failed += "error" in done
            print_json(done, indent=None)
    if not failed:
        return None
    return InvalidInputError(f'{failed} of {len(lines)} lines could not be used; each says why in its "error"')


def _ask_item(engine: ReportQA, item: dict[str, Any], answers: list[Answer]) -> dict[str, Any]:
    """Answer a line's question or conversation and add the answers to the list; none of a line that cannot be used."""
    from qa.batch import text_field, turns_field

    if "turns" not in item:
        answers.append(_ask_or_refuse(engine, text_field(item, "question"), []))
        return answers[-1].as_json()
    questions = turns_field(item)
    turns = [_ask_or_refuse(engine, question, questions[:n]) for n, question in enumerate(questions)]
    answers += turns
    return {"turns": [turn.as_json() for turn in turns]}


def _ask_or_refuse(engine: ReportQA, question: str, history: list[str]) -> Answer:
    """Answer one question of a batch; one that is too long is no bad line, it gets a refusal that says so."""
    try:
        return engine.ask(question, history=history)
    except QuestionTooLongError as error:
        return engine.refusal(question, str(error))


def _search_item(find: Callable[[str], list[Hit]], item: dict[str, Any]) -> dict[str, Any]:
    from qa.batch import text_field

    return _hits_as_json(find, text_field(item, "query"))


def _hits_as_json(find: Callable[[str], list[Hit]], query: str) -> dict[str, Any]:
    from qa.contracts import hit_as_json

    return {"query": query, "hits": [hit_as_json(hit) for hit in find(query)]}
