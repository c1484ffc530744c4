"""The figures of the documents are those of the results, and each shows where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.doc_plots import PLOTS, drawn
from benchmarks.result_files import RESULTS, command_line, keep, read_result
from benchmarks.tables import Column, Table
from benchmarks.write_docs import DOCS, DOCUMENTS, block, is_measured, names_in, rewritten
from qa.evaluation.intervals import Estimate

if TYPE_CHECKING:
    from pathlib import Path

TABLE = Table(
    "Shares",
    (Column(""), Column("share", ".2f"), Column("p", ".3f")),
    (("report-qa", Estimate(0.9, 0.81234567, 0.95, 50), None), ("peer", Estimate(1.0, None, None, 50), 0.0214)),
    "A note.",
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_figure_of_a_document_is_written_by_hand(name: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    assert rewritten(text) == text, "run python -m benchmarks.write_docs"


@pytest.mark.parametrize("name", [name for name in PLOTS if is_measured(name)])
def test_every_plot_is_drawn_from_its_result(name: str):
    assert (DOCS / PLOTS[name].file).read_text(encoding="utf-8") == drawn(name), "run python -m benchmarks.write_docs"


def test_every_result_stands_in_one_document():
    shown = [name for document in DOCUMENTS for name in names_in((DOCS / document).read_text(encoding="utf-8"))]
    assert len(set(shown)) == len(shown)
    assert {path.stem for path in RESULTS.glob("*.json")} <= set(shown)


def test_a_table_is_shown_with_ours_in_bold_and_its_intervals():
    assert TABLE.as_markdown().splitlines() == [
        "Shares:",
        "",
        "|  | share | p |",
        "| --- | --- | --- |",
        "| **report-qa** | **0.90 (0.81 to 0.95)** |  |",
        "| peer | 1.00 | 0.021 |",
        "",
        "A note.",
    ]


def test_the_columns_of_a_terminal_are_as_wide_as_what_they_hold():
    assert TABLE.as_text().splitlines() == [
        "Shares",
        "                         share      p",
        "report-qa  0.90 (0.81 to 0.95)",
        "peer                      1.00  0.021",
        "A note.",
    ]


def test_what_is_kept_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.argv", ["/somewhere/cold_start.py", "--runs", "3", "--json", str(tmp_path / "a.json")])
    keep(tmp_path / "a.json", "a machine", [TABLE])
    result = read_result("a", tmp_path)
    assert (result.command, result.machine) == ("python -m benchmarks.cold_start --runs 3", "a machine")
    assert result.tables[0].as_markdown() == TABLE.as_markdown()


def test_nothing_is_kept_without_a_file(tmp_path: Path):
    keep(None, "a machine", [TABLE])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["--json", "a b.json", "--every", "2"], ["--every", "2", "--json=x"]])
def test_a_command_is_shown_without_the_file_of_its_figures(arguments: list[str]):
    assert command_line(["/x/peers_answers.py", *arguments]) == "python -m benchmarks.peers_answers --every 2"


def test_a_block_shows_tables_command_and_machine_and_leaves_the_text_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.argv", ["/somewhere/page.py"])
    keep(tmp_path / "page.json", "a machine", [TABLE])
    text = rewritten("before\n<!-- generated: page -->\nold\n<!-- end -->\nafter\n", tmp_path)
    assert text == (
        f"before\n<!-- generated: page -->\n\n{TABLE.as_markdown()}\n\n`python -m benchmarks.page`; a machine\n\n"
        "<!-- end -->\nafter\n"
    )
    assert rewritten(text, tmp_path) == text


def test_what_was_not_measured_says_so(tmp_path: Path):
    assert block("page", tmp_path) == "Not measured yet."
