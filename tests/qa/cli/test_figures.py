from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from corpus.figures import FigureKind
from qa.cli import main
from qa.cli.figures import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["figures", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


def test_figures_are_chosen_by_year_kind_and_word(short_report: Path):
    every = json.loads(run("--report", short_report, "--json"))["figures"]
    targets = json.loads(run("--report", short_report, "--json", "--year", 2021, "--kind", "target"))["figures"]
    assert targets
    assert targets == [figure for figure in every if figure["year"] == 2021 and figure["kind"] == "target"]
    houses = json.loads(run("--report", short_report, "--json", "--search", "危房"))["figures"]
    assert [figure["text"] for figure in houses] == ["412户"]


def test_every_kind_can_be_chosen():
    assert [*KINDS] == [*FigureKind]


def test_a_person_reads_a_line_a_figure(short_report: Path):
    lines = run("--report", short_report, "--search", "危房").splitlines()
    assert len(lines) == 1
    assert lines[0].split()[-1] == "412户"
    assert "P004.3" in lines[0]


def test_files_are_written_and_a_folder_that_is_not_there_is_one_clear_line(short_report: Path, tmp_path: Path):
    run("--report", short_report, "--csv", tmp_path / "f.csv", "--excel", tmp_path / "f.xlsx")
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbfindicator,")
    assert (tmp_path / "f.xlsx").read_bytes().startswith(b"PK")
    said = run("--report", short_report, "--csv", tmp_path / "none" / "f.csv", code=1)
    assert said.splitlines()[-1].startswith("Error: cannot write ")
