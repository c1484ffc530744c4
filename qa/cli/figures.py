"""`figures`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from corpus.errors import ExportFileError
from corpus.text import squeeze
from qa.cli.options import ReportOptions, json_option, opened, print_json, report_options

if TYPE_CHECKING:
    from corpus.figures import Figure

_FILE = click.Path(path_type=Path, dir_okay=False)
KINDS = ("result", "target", "unknown")
"""The values of `FigureKind`, whose package would take every command a tenth of a second to load."""


@click.command()
@click.option("--year", type=click.IntRange(1, 9999), help="Only figures of this year.")
@click.option("--kind", type=click.Choice(KINDS), help="Only results, or only targets.")
@click.option("--search", "word", default="", metavar="WORD", help="Only figures whose indicator or text holds this.")
@click.option("--csv", "csv_file", type=_FILE, metavar="FILE", help="Write them as CSV, too.")
@click.option("--excel", "excel_file", type=_FILE, metavar="FILE", help="Write them as an Excel workbook, too.")
@json_option
@report_options
def figures(
    year: int | None,
    kind: str | None,
    word: str,
    csv_file: Path | None,
    excel_file: Path | None,
    as_json: bool,
    **options: Unpack[ReportOptions],
) -> None:
    """List the figures of the report, found by rule: indicator, value, unit, year, result or target, sentence.

    \b
    Examples:
      report-qa figures --year 2018 --kind target
      report-qa figures --search 收入 --json
      report-qa figures --excel figures.xlsx
    """
    from corpus.figures import figures_of

    engine = opened(options)
    found = [figure for figure in figures_of(engine.report) if _is_wanted(figure, year, kind, squeeze(word))]
    _write(found, csv_file, excel_file)
    if as_json:
        from qa.tables import figure_as_json

        rows = [figure_as_json(figure) for figure in found]
        print_json({"document_id": engine.report.document_id, "figures": rows})
    else:
        from qa.terminal import print_figures

        print_figures(found)


def _is_wanted(figure: Figure, year: int | None, kind: str | None, word: str) -> bool:
    told = squeeze(f"{figure.indicator} {figure.text}")
    return year in (None, figure.year) and kind in (None, figure.kind) and word in told


def _write(found: list[Figure], csv_file: Path | None, excel_file: Path | None) -> None:
    from qa.tables import figures_as_csv, figures_as_excel
    from qa.whole_file import write_whole

    for path, make in ((csv_file, figures_as_csv), (excel_file, figures_as_excel)):
        if path is not None:
            try:
                write_whole(path, make(found))
            except OSError as error:
                raise ExportFileError(f"cannot write {path}: {error.strerror}; name another file") from error
