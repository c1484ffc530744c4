from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from qa.cli import main
from tests.qa.evaluation.conftest import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Result]

QUESTIONS = [
    {"id": "grain", "lang": "zh", "kind": "number", "question": "2020年粮食总产量是多少？", "answerable": True,
     "evidence": ["粮食总产量31万吨"], "answer": [["31万吨"]]},
    {"id": "france", "lang": "zh", "kind": "offtopic", "question": "法国的首都是哪里？", "answerable": False},
]  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return path


@pytest.fixture
def run(short_report: Path, tmp_path: Path) -> Run:
    """Run `eval` over a short report, by words alone."""

    def invoke(*arguments: str | Path, language: str = "en_US.UTF-8") -> Result:
        options = (
            [] if "compare" in arguments else ["--lexical", "--report", short_report, "--index-dir", tmp_path / "i"]
        )
        runner = CliRunner(env={"LANG": language, "LC_ALL": language, "XDG_CACHE_HOME": str(tmp_path)})
        return runner.invoke(main, ["eval", *map(str, (*arguments, *options))])

    return invoke


def test_eval_needs_no_word_before_the_file(run: Run, questions: Path):
    short, long = run(questions, "--json"), run("run", questions, "--json")
    assert (short.exit_code, long.exit_code) == (0, 0)
    outcomes = [json.loads(result.stdout)["outcomes"] for result in (short, long)]
    assert [each["answer"] for each in outcomes[0]] == [each["answer"] for each in outcomes[1]]


def test_options_may_stand_before_the_file(run: Run, questions: Path):
    assert json.loads(run("--json", questions).stdout)["complete"]


def test_eval_prints_tables_in_the_terminals_language(run: Run, questions: Path):
    english, chinese = run(questions), run(questions, language="zh_CN.UTF-8")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert "all questions" in english.stdout
    assert "全部问题" in chinese.stdout


def test_a_run_is_kept_and_compared_with_itself(run: Run, questions: Path, tmp_path: Path):
    out, html = tmp_path / "run.json", tmp_path / "run.html"
    assert run(questions, "--out", out, "--html", html).exit_code == 0
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    compared = run("compare", out, out, "--json")
    assert compared.exit_code == 0
    assert json.loads(compared.stdout)["shared"] == 2
    page = tmp_path / "compared.html"
    assert "2 questions are in both runs" in run("compare", out, out, "--html", page).stdout
    assert page.exists()


def test_a_sample_is_asked(run: Run, questions: Path):
    assert len(json.loads(run(questions, "--sample", "1", "--json").stdout)["outcomes"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.jsonl"], "cannot read none.jsonl"),
        (["QUESTIONS", "--out", "none/run.json"], "cannot write none/run.json"),
        (["QUESTIONS", "--html", "."], "cannot write ."),
        (["compare", "QUESTIONS", "QUESTIONS"], "is no run that this version can read (line 2"),
    ],
)
def test_what_is_wrong_is_one_line(run: Run, questions: Path, arguments: list[str], said: str):
    result = run(*(str(questions) if each == "QUESTIONS" else each for each in arguments))
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_without_a_file_the_help_is_shown(run: Run):
    result = CliRunner().invoke(main, ["eval"])
    assert result.exit_code == 2
    assert "compare" in result.output


def test_ctrl_c_prints_what_was_measured_and_writes_no_file(tmp_path: Path, short_report: Path):
    many = tmp_path / "many.jsonl"
    rows = [{**QUESTIONS[0], "id": f"q{number}"} for number in range(20_000)]
    many.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "run.json"
    # A shell that starts the suite in the background lets it ignore Ctrl-C, and children inherit that.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from qa.cli import main; main()"
    command = [sys.executable, "-c", code, "eval", str(many), "--lexical", "--report",
               str(short_report), "--index-dir", str(tmp_path / "i"), "--out", str(out)]  # fmt: skip
    environment = os.environ | {"LC_ALL": "en_US.UTF-8", "XDG_CACHE_HOME": str(tmp_path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr
    assert "building the index" in process.stderr.readline()  # the first question is being asked
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=5)
    process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "all questions" in printed
    assert "Error: stopped after" in errors
    assert "no file was written" in errors
    assert not out.exists()


SCORE_NAMES = {
    "correct": "correct", "cited": "cited", "verbatim": "verbatim",
    "answered_when_it_should": "answered_when_it_should", "refused_when_it_should": "refusal_recall",
    "recall@1": "recall@1", "recall@3": "recall@3", "recall@5": "recall@5", "recall@10": "recall@10",
}  # fmt: skip


def test_the_figures_are_those_of_score_py(tmp_path: Path):
    """Both measure the same command on the development questions; by words alone, so that much goes wrong."""
    score, files = shared("eval", "score.py"), sorted(shared("eval").glob("*.jsonl"))
    program = f'{sys.executable} -c "from qa.cli import main; main()"'
    wrapper = tmp_path / "report-qa"
    wrapper.write_text(f'#!/bin/sh\nexec {program} "$@" --lexical --index-dir {tmp_path / "i"}\n', encoding="utf-8")
    wrapper.chmod(0o755)
    command = [sys.executable, str(score), "--json", "--command", str(wrapper), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    theirs = {row["set"]: row for row in map(json.loads, done.stdout.splitlines())}
    result = CliRunner().invoke(
        main, ["eval", *map(str, files), "--lexical", "--index-dir", str(tmp_path / "i"), "--json"]
    )
    figures = json.loads(result.stdout)["figures"]
    sets = {row["name"]: row for row in figures if row["by"] == "set"}
    assert theirs.keys() == sets.keys()
    for name, row in theirs.items():
        ours = {key: value["value"] for key, value in sets[name]["estimates"].items()}
        for their_name, our_name in SCORE_NAMES.items():
            if row.get(their_name) is not None:
                assert ours[our_name] == row[their_name], (name, their_name)
        assert (row["questions"], row["answer_chars_median"]) == (
            sets[name]["questions"], sets[name]["answer_chars_median"],
        )  # fmt: skip
    (follow_ups,) = (row for row in figures if row["by"] == "follow-ups")
    assert follow_ups["estimates"]["correct"]["value"] == theirs["dialogs"]["follow_up_correct"]
