"""`index`, `model` and `doctor`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from qa.cli.options import ReportOptions, json_option, opened, print_json, report_options

if TYPE_CHECKING:
    from qa.engine import ReportQA


@click.group()
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
    engine = opened(options)
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
    _print_index(opened(options), as_json)


@click.group()
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


@click.command(short_help="Check the report, the model and the index.")
@json_option
@report_options
def doctor(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Say what the parser made of the report, and check model, index and cache. Exit code 1 when something is wrong.

    \b
    Example:  report-qa doctor --report report.txt
    """
    from qa.doctor import examine

    checks = list(examine(opened(options)))
    if as_json:
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        from qa.terminal import print_facts

        signs = {True: "✓", False: "✗", None: "·"}
        print_facts((f"{signs[check.sound]} {check.name}", check.detail) for check in checks)
    if any(check.sound is False for check in checks):
        sys.exit(1)


def _print_index(engine: ReportQA, as_json: bool) -> None:
    from qa.doctor import index_facts

    facts = index_facts(engine)
    if as_json:
        print_json(facts)
        return
    from qa.terminal import print_facts

    print_facts(((name, str(value)) for name, value in facts.items() if name != "files"))
