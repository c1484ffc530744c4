"""`explain` and `suggest`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Unpack

import click

from qa.cli.options import ReportOptions, json_option, opened, print_json, report_options


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("-k", "limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many candidates.")
@json_option
@report_options
def explain(question: tuple[str, ...], limit: int, as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Show how a question is answered: what search and reader make of each candidate passage.

    Passages that the answer cites are shown however far down they stand.

    \b
    Examples:
      report-qa explain "2017年地区生产总值是多少？"
      report-qa explain "What was the GDP in 2017?" --json
    """
    from qa.explain import explain as explained

    explanation = explained(opened(options), " ".join(question), limit=limit)
    if as_json:
        print_json(explanation.as_json())
    else:
        from qa.explain_table import print_explanation

        print_explanation(explanation)


_SIZE = {"en": "{} paragraphs, {} sentences, {} figures", "zh": "{}段，{}句，{}个数字"}


@click.command()
@json_option
@report_options
def suggest(as_json: bool, **options: Unpack[ReportOptions]) -> None:
    """Print what the report holds, and questions to begin with, in the terminal's language.

    \b
    Example:  report-qa suggest --report report.txt
    """
    from qa.suggest.examples import example_questions
    from qa.suggest.overview import overview

    report = opened(options).report
    about, examples = overview(report), example_questions(report)
    if as_json:
        print_json({"overview": about.as_json(), "questions": [asdict(example) for example in examples]})
        return
    from qa.terminal import plain, terminal_language

    language = terminal_language()
    click.echo(plain(about.title))
    click.echo(_SIZE[language].format(about.paragraphs, about.sentences, about.figures))
    for example in examples:
        click.echo(plain(f"  {example.text(language)}"))
