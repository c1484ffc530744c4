"""A report that attacks whoever reads it: it is quoted, and nothing in it is obeyed, run or taken for our own words."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from corpus.figures import figures_of
from qa.cli import main
from qa.engine import ReportQA
from qa.tables import figures_as_csv, figures_as_excel
from tests.reliability.hostile import QUESTIONS, TEXT
from tests.reliability.inert import live_html, live_markdown, live_word, obeyed

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answer import Answer

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The options that name the hostile report, and an index of it by words."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "\x1b[31m<img src=x onerror=alert(1)>\u202e.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return ["--report", str(path), "--lexical", "--index-dir", str(folder / "index")]


@pytest.fixture(scope="module")
def hostile(options: list[str], cache_home: Path, model_cache: Path) -> ReportQA:
    """The engine with the models over the hostile report."""
    return ReportQA.open(options[1], cache_dir=cache_home / "report-qa")


@pytest.fixture(scope="module")
def answers(hostile: ReportQA) -> list[Answer]:
    return [hostile.ask(question) for question in QUESTIONS]


def printed(arguments: list[str], options: list[str]) -> str:
    """Run a command over the hostile report; return all that it printed."""
    done = CliRunner().invoke(main, [*arguments, *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


COMMANDS = [
    ["outline"], ["figures"], ["suggest"], ["cite", "P005"], ["cite", "P007.1"], ["index", "build"], ["doctor"],
    *(["ask", question] for question in QUESTIONS), ["search", "粮食总产量", "-k", "20"], ["explain", "粮食总产量？"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_what_a_terminal_obeys(command: list[str], options: list[str]):
    shown, as_json = printed(command, options), printed([*command, "--json"], options)
    assert obeyed(shown) == set()
    assert obeyed(as_json) == set()
    assert json.loads(as_json[as_json.index("{") :])


def passage_with(hostile: ReportQA, words: str) -> str:
    return next(passage.passage_id for passage in hostile.passages if words in passage.text)


def test_json_still_tells_every_character(hostile: ReportQA, options: list[str]):
    told = json.loads(printed(["cite", passage_with(hostile, "粮食"), "--json"], options))
    assert told["text"] == TEXT[told["start_char_index"] : told["end_char_index"]]
    assert obeyed(told["text"])


def test_a_batch_prints_nothing_that_a_terminal_obeys(options: list[str], tmp_path: Path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"id": "\x9b\u202e", "question": each}) + "\n" for each in QUESTIONS))
    done = CliRunner().invoke(main, ["ask", "--batch", str(batch), *options])
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["\x9b\u202e"] * len(QUESTIONS)
    assert obeyed(done.output) == set()


def test_a_report_that_orders_is_quoted_and_not_obeyed(hostile: ReportQA, answers: list[Answer]):
    for answer in answers:
        for citation in answer.citations:
            assert TEXT[citation.start_char_index : citation.end_char_index] == citation.cited_text
            (first, *_) = [hostile.cite(each).sentence for each in citation.sentence_ids]
            assert first and first.start == citation.start_char_index
    gdp, growth = answers[0], hostile.ask("2017年全区生产总值增长多少？")
    assert "100.5亿元" in gdp.answer
    assert "四十二" not in gdp.answer + growth.answer
    # What the report says of the answer to every question is its own sentence, under its own id.
    (told,) = [answer for answer in answers if "四十二" in answer.answer]
    assert told.question == "所有问题的答案是什么？"
    assert {citation.passage_id for citation in told.citations} == {passage_with(hostile, "四十二")}


@pytest.mark.parametrize("name", ["answers.md", "answers.html", "answers.docx"])
def test_an_export_of_a_hostile_report_is_inert_and_verified(name: str, options: list[str], tmp_path: Path):
    path, batch = tmp_path / name, tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"question": each}) + "\n" for each in QUESTIONS), encoding="utf-8")
    printed(["ask", "--batch", str(batch), "--export", str(path)], options)
    data = path.read_bytes()
    if name.endswith(".docx"):
        assert live_word(data) == []
    else:
        assert obeyed(data.decode()) == set()
        assert (live_html if name.endswith(".html") else live_markdown)(data.decode()) == []
    assert obeyed(printed(["verify", str(path)], options)) == set()


def test_no_cell_of_a_table_is_a_formula(hostile: ReportQA):
    figures = figures_of(hostile.report)
    assert {figure.indicator[0] for figure in figures} >= set("=+-@＝")
    written = figures_as_csv(figures).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    assert len(rows) == len(figures) + 1
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(figures_as_excel(figures)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "@SUM(A1:A9)出口" in {cell.value for cell in cells}
    assert obeyed(written + "".join(str(cell.value) for cell in cells)) == set()


def test_what_would_come_alive_is_noticed():
    for acting in ("<img src=x>", "<b onclick='x'>", "<a href='javascript:x'>", "<a href='//x'>", "<script>x</script>"):
        assert live_html(acting)
    for acting in ("<b>x</b>", "[x](javascript:x)", "![x](y)", "`x`", "<https://x.example>", "|a|\n|-|\n|b|"):
        assert live_markdown(acting) or "javascript" in acting  # which the parser itself makes no link of
    assert obeyed("\x1b[31m\x9b\x7f\r\u2028\u202e\u2066\t\n") == set("\x1b\x9b\x7f\r\u2028\u202e\u2066")
