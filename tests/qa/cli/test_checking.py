from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from qa.cli import main
from qa.engine import ReportQA
from qa.export import read_export
from qa.export.page import Role
from qa.feedback import Feedback, FeedbackStore, Thumb, Wrong
from tests.qa.kept import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]

GDP = "2017年地区生产总值是多少？"


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the built-in report by words alone."""
    folder = tmp_path_factory.mktemp("indexes")
    assert ReportQA.open(lexical=True, index_dir=folder).index.passages
    return folder


@pytest.fixture
def run(tmp_path: Path, indexes: Path) -> Run:
    """Run the command in this process; questions are searched by words alone."""

    def invoke(command: str, *arguments: str | Path, language: str = "en_US.UTF-8", stdin: str | None = None) -> Result:
        options = ["--lexical", "--index-dir", indexes] if command == "ask" else []
        return CliRunner(env={"LC_ALL": language, "XDG_DATA_HOME": str(tmp_path / "data")}).invoke(
            main, [command, *map(str, [*arguments, *options])], input=stdin
        )

    return invoke


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx"])
def test_an_answer_is_exported_as_it_is_printed_and_proves_itself(run: Run, tmp_path: Path, name: str):
    asked = run("ask", GDP, "--export", tmp_path / name)
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert "1009.2亿元" in asked.stdout
    checked = run("verify", tmp_path / name)
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[0] == f"{tmp_path / name}: quotes: 1, all as in the report"
    assert checked.stdout.splitlines()[1].startswith("  ✓ [1] P004.3 389–422  地区生产总值实现1009.2亿元")


def test_a_batch_is_exported_in_order_conversations_refusals_and_all(run: Run, tmp_path: Path):
    turns = [{"question": "2017年森林覆盖率是多少？"}, {"question": "那2018年呢？"}]
    lines = [
        {"id": 1, "question": GDP},
        {"id": 2, "question": ""},
        {"id": 3, "turns": turns},
        {"question": "法国的首都？"},
    ]
    batch = "\n".join(json.dumps(line) for line in lines)
    result = run("ask", "--batch", "-", "--export", tmp_path / "all.docx", stdin=batch)
    assert result.exit_code == 1
    assert "1 of 4 lines" in result.stderr
    questions = [line.text for line in read_export(tmp_path / "all.docx")[1].lines if line.role is Role.QUESTION]
    assert questions == [f"问：{GDP}", "问：2017年森林覆盖率是多少？", "问：那2018年呢？", "问：法国的首都？"]
    assert run("verify", tmp_path / "all.docx").exit_code == 0


def test_a_name_of_no_format_is_refused_before_anything_is_asked(run: Run, tmp_path: Path):
    result = run("ask", GDP, "--export", tmp_path / "a.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: cannot export to")


def test_an_export_that_cannot_be_written_is_one_line_under_the_answer(run: Run, tmp_path: Path):
    result = run("ask", GDP, "--export", tmp_path / "nowhere" / "a.md")
    assert result.exit_code == 1
    assert "1009.2亿元" in result.stdout
    assert result.stderr.splitlines()[-1].startswith("Error: cannot write")


def test_a_changed_figure_is_told_and_exits_with_one(run: Run, tmp_path: Path):
    run("ask", GDP, "--export", tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    (tmp_path / "a.md").write_text(text.replace("1009.2", "1109.2", 1), encoding="utf-8")
    english, chinese = run("verify", tmp_path / "a.md"), run("verify", tmp_path / "a.md", language="zh_CN.UTF-8")
    assert english.exit_code == chinese.exit_code == 1
    assert "  ✗ [1] P004.3 389–422  the quote in the body is not the note's" in english.stdout
    assert "文件中是“…区生产总值实现1109.2亿元、比…”，应为“…区生产总值实现1009.2亿元、比…”" in chinese.stdout


def test_verify_json_keeps_the_contract(run: Run, tmp_path: Path):
    run("ask", GDP, "--export", tmp_path / "a.md")
    (tmp_path / "b.md").write_bytes((tmp_path / "a.md").read_bytes().replace("字符 389".encode(), "字符 390".encode()))
    result = run("verify", tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md", "--json")
    printed = json.loads(result.stdout)
    assert (result.exit_code, printed["sound"]) == (1, False)
    good, bad, none = printed["files"]
    assert (good["file"], good["format"], good["sound"], good["problems"]) == (
        str(tmp_path / "a.md"),
        "markdown",
        True,
        [],
    )
    assert good["quotes"] == [
        {
            "number": 1,
            "sound": True,
            "text": "地区生产总值实现1009.2亿元、比上年增长7.4%，过千亿大关。",
            "passage_id": "P004a",
            "sentence_ids": ["P004.3"],
            "start_char_index": 389,
            "end_char_index": 422,
            "problems": [],
        }
    ]
    (moved, *_) = bad["quotes"][0]["problems"]
    assert moved == {
        "fault": "offsets_moved",
        "found": "390–422",
        "expected": "",
        "stands_at": [389, 422],
        "stands_in": "P004.3",
    }
    assert none["sound"] is False
    assert "cannot read" in none["error"]


def test_one_bad_file_hides_no_other(run: Run, tmp_path: Path):
    run("ask", GDP, "--export", tmp_path / "a.md")
    (tmp_path / "no.md").write_bytes(b"\xff\xfe")
    result = run("verify", tmp_path / "no.md", tmp_path / "a.md")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "all as in the report" in result.stdout


def test_a_file_without_quotes_exits_with_one_and_says_so(run: Run, tmp_path: Path):
    (tmp_path / "note.md").write_text("# 我的笔记\n\n没有引文。\n", encoding="utf-8")
    result = run("verify", tmp_path / "note.md")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert "no quotes to check" in result.stdout


def test_another_report_is_told_from_the_one_that_was_quoted(run: Run, tmp_path: Path, short_report: Path):
    run("ask", GDP, "--export", tmp_path / "a.md")
    result = run("verify", tmp_path / "a.md", "--report", short_report)
    assert result.exit_code == 1
    assert "it quotes another document" in result.stdout


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    """Three pieces of feedback in the folder that the command looks into by itself."""
    store = FeedbackStore(tmp_path / "data" / "report-qa")
    for day, verdict, wrong in ((1, Thumb.UP, None), (2, Thumb.DOWN, Wrong.INCOMPLETE), (3, Thumb.DOWN, Wrong.OTHER)):
        time = datetime(2026, 3, day, 12, tzinfo=UTC)
        store.append(Feedback.on(ANSWERS[0], verdict, document_id=f"county-{day}", wrong=wrong, time=time))
    return store


def listed(result: Result) -> list[str]:
    assert result.exit_code == 0
    return [entry["document_id"] for entry in json.loads(result.stdout)["feedback"]]


def test_feedback_is_listed_newest_first_and_filtered(run: Run, store: FeedbackStore):
    assert listed(run("feedback", "--json")) == ["county-3", "county-2", "county-1"]
    assert listed(run("feedback", "--json", "--verdict", "down", "--since", "2026-03-03")) == ["county-3"]
    assert listed(run("feedback", "--json", "--verdict", "up")) == ["county-1"]
    assert listed(run("feedback", "--json", "--folder", store.path.parent)) == ["county-3", "county-2", "county-1"]


def test_feedback_json_keeps_the_contract(run: Run, store: FeedbackStore):
    printed = json.loads(run("feedback", "--json").stdout)
    assert (printed["file"], printed["damaged"]) == (str(store.path), 0)
    assert printed["feedback"][0].keys() == {
        "time", "document_id", "question", "standalone_question", "status", "sentence_ids", "verdict", "wrong",
        "comment",
    }  # fmt: skip


def test_feedback_is_told_in_the_terminals_language(run: Run, store: FeedbackStore):
    assert "· 踩 · 不完整 · county-2" in run("feedback", language="zh_CN.UTF-8").stdout
    assert "· down · incomplete · county-2" in run("feedback").stdout


def test_no_feedback_and_damaged_feedback_are_notes(run: Run, store: FeedbackStore, tmp_path: Path):
    with store.path.open("ab") as file:
        file.write(b"junk\n")
    assert "1 damaged lines" in run("feedback").stderr
    result = run("feedback", "--folder", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "none" in result.stderr


@pytest.mark.parametrize("arguments", [["feedback", "--since", "gestern"], ["feedback", "--verdict", "x"], ["verify"]])
def test_wrong_usage_exits_with_two(run: Run, arguments: list[str]):
    assert run(*arguments).exit_code == 2
