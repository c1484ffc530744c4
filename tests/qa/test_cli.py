from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from qa.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa.engine import ReportQA

    Run = Callable[..., Result]


@pytest.fixture
def run(cache_home: Path, engine: ReportQA) -> Run:
    """Run the command in this process with the suite's cache; the index is built (by `engine`) but not loaded."""
    assert engine.index.passages

    def invoke(*arguments: str | Path, stdin: str | None = None) -> Result:
        return CliRunner(env={"XDG_CACHE_HOME": str(cache_home), "LANG": "en_US.UTF-8"}).invoke(
            main, [str(argument) for argument in arguments], input=stdin
        )

    return invoke


def all_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))


COMMANDS = dict(all_commands(main))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...], run: Run):
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert "report-qa " + " ".join(path[:1]) in result.output


def test_the_commands_are_those_promised():
    assert {" ".join(path) for path in COMMANDS} == {
        "ask", "search", "cite", "outline", "figures", "explain", "suggest", "serve", "verify", "feedback", "doctor",
        "index", "index build", "index info", "model", "model export", "eval", "eval run", "eval compare",
    }  # fmt: skip


def test_ask_prints_the_answering_words_the_quote_and_its_address_and_nothing_else(run: Run):
    result = run("ask", "2017年地区生产总值是多少？")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "1009.2亿元",
        "地区生产总值实现1009.2亿元、比上年增长7.4%，过千亿大关。",
        "  [1] 一、2017年工作回顾 › 第2段 › 第3句  (P004.3)",
    ]


def test_ask_takes_a_question_of_several_words(run: Run):
    assert "1009.2" in run("ask", "What", "was", "the", "GDP", "in", "2017?").stdout


ANSWER_KEYS = {
    "question", "language", "status", "answer", "mode", "confidence", "citations", "standalone_question", "timing_ms",
}  # fmt: skip
CITATION_KEYS = {
    "document_id", "document_title", "passage_id", "sentence_ids", "address", "cited_text", "start_char_index",
    "end_char_index", "highlights", "score",
}  # fmt: skip
HIT_KEYS = {
    "rank", "passage_id", "document_id", "address", "text", "start_char_index", "end_char_index", "score",
    "dense_rank", "lexical_rank",
}  # fmt: skip
REFERENCE_KEYS = {
    "document_id", "passage_id", "address", "text", "start_char_index", "end_char_index", "previous", "next",
    "sentences",
}  # fmt: skip


def test_ask_json_keeps_the_contract(run: Run, engine: ReportQA):
    answer = json.loads(run("ask", "2018年新增就业岗位多少个？", "--json").stdout)
    assert answer.keys() >= ANSWER_KEYS
    assert (answer["status"], answer["mode"], answer["language"]) == ("answered", "extractive", "zh")
    assert answer["timing_ms"].keys() == {"search", "read", "total"}
    for citation in answer["citations"]:
        assert citation.keys() >= CITATION_KEYS
        start, end = citation["start_char_index"], citation["end_char_index"]
        assert engine.report.source[start:end] == citation["cited_text"]
        assert all(start <= low < high <= end for low, high in citation["highlights"])


def test_search_json_keeps_the_contract(run: Run, engine: ReportQA):
    found = json.loads(run("search", "森林覆盖率", "-k", "3", "--json").stdout)
    assert found.keys() == {"query", "hits"}
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    for hit in found["hits"]:
        assert hit.keys() >= HIT_KEYS
        assert engine.report.source[hit["start_char_index"] : hit["end_char_index"]] == hit["text"]


@pytest.mark.parametrize("reference", ["P041", "P042.2", "P004a", "P004", "P000", "p42.2"])
def test_cite_json_keeps_the_contract(run: Run, engine: ReportQA, reference: str):
    cited = json.loads(run("cite", reference, "--json").stdout)
    assert cited.keys() >= REFERENCE_KEYS
    assert engine.report.source[cited["start_char_index"] : cited["end_char_index"]] == cited["text"]
    assert cited["text"].startswith(cited["sentences"][0]["text"])


def test_a_cut_paragraph_is_cited_by_its_own_id_and_address(run: Run):
    cited = json.loads(run("cite", "P004", "--json").stdout)
    assert (cited["passage_id"], cited["address"]) == ("P004", "一、2017年工作回顾 › 第2段")


def test_cite_follows_its_neighbours_through_the_whole_report(run: Run, engine: ReportQA):
    seen, reference = [], "P000"
    while reference:
        cited = engine.cite(reference)
        seen.append(cited.passage.passage_id)
        reference = cited.next
    assert seen == [passage.passage_id for passage in engine.passages]


def test_outline_names_every_passage(run: Run, engine: ReportQA):
    shown = run("outline").stdout
    assert all(passage.passage_id in shown for passage in engine.passages)
    printed = json.loads(run("outline", "--json").stdout)
    assert [p["passage_id"] for p in printed["passages"]] == [p.passage_id for p in engine.passages]


def test_doctor_finds_the_built_in_report_in_order(run: Run):
    result = run("doctor", "--json")
    assert result.exit_code == 0
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert checks["nothing lost"]["sound"] is True
    assert checks["index"]["sound"] is True
    assert "P006" in checks["page breaks joined"]["detail"]


def test_doctor_exits_with_one_when_something_is_wrong(run: Run, short_report: Path, tmp_path: Path):
    options = ("--report", short_report, "--lexical", "--index-dir", tmp_path / "indexes")
    run("index", "build", *options)
    (folder,) = (tmp_path / "indexes").iterdir()
    (folder / "sentences.json").write_text("[]")
    result = run("doctor", *options)
    assert result.exit_code == 1
    assert "report-qa index build" in result.stdout


def test_index_info_tells_what_index_build_built(run: Run, short_report: Path, tmp_path: Path):
    options = ("--report", short_report, "--lexical", "--index-dir", tmp_path)
    assert run("index", "info", *options).exit_code == 1
    built = json.loads(run("index", "build", *options, "--json").stdout)
    assert built == json.loads(run("index", "info", *options, "--json").stdout)
    assert (built["sentences"], built["model"]) == (14, None)


def test_another_report_is_asked_with_an_index_of_its_own(run: Run, short_report: Path):
    result = run("ask", "2020年改造农村危房多少户？", "--report", short_report)
    assert "412户" in result.stdout
    assert "building the index" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["ask", "　"], "empty"),
        (["ask", "问" * 1001], "1,001 characters"),
        (["ask", "a\x07b"], "U\\+0007"),
        (["ask", "好吗", "--report", "/nowhere/report.txt"], "/nowhere/report.txt"),
        (["ask", "好吗", "--model", "/nowhere/model"], "/nowhere/model"),
        (["cite", "P999"], "P999"),
        (["cite", "P004.99"], "P004.99"),
        (["cite", "hello"], "hello"),
        (["ask", "--batch", "/nowhere/batch.jsonl"], "/nowhere/batch.jsonl"),
        (["search", "GDP", "--lexical", "--index-dir", "/dev/null/indexes"], "--index-dir"),
        (["model", "export", "/dev/null/model"], "/dev/null"),
    ],
)
def test_what_goes_wrong_is_one_line_on_stderr_and_exit_code_one(run: Run, arguments: list[str], named: str):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    assert re.search(named, last)


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "q", "--batch", "f"], ["search"], ["nonsense"], ["search", "x", "-k", "0"], ["cite"],
     ["ask", "q", "--lexical", "--model", "m"]],
)  # fmt: skip
def test_wrong_usage_exits_with_two(run: Run, arguments: list[str]):
    assert run(*arguments).exit_code == 2


def lines(*objects: object) -> str:
    return "\n".join(o if isinstance(o, str) else json.dumps(o, ensure_ascii=False) for o in objects)


def test_a_batch_prints_one_object_a_line_with_its_id_in_order(run: Run, tmp_path: Path):
    batch = tmp_path / "questions.jsonl"
    questions = ["2017年地区生产总值是多少？", "What was the PM2.5 level?", "2018年新增租赁住房多少套？"]
    batch.write_text(lines(*({"id": f"q{n}", "question": q} for n, q in enumerate(questions))), encoding="utf-8")
    result = run("ask", "--batch", batch, "--json")
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(p["id"], p["question"]) for p in printed] == [(f"q{n}", q) for n, q in enumerate(questions)]


def test_a_batch_may_hold_conversations(run: Run):
    turns = [{"question": "2017年森林覆盖率是多少？"}, {"question": "那2018年的目标呢？"}]
    result = run("ask", "--batch", "-", stdin=lines({"id": 7, "turns": turns}))
    (printed,) = (json.loads(line) for line in result.stdout.splitlines())
    assert printed["id"] == 7
    assert ["16.2%" in printed["turns"][0]["answer"], "16.6%" in printed["turns"][1]["answer"]] == [True, True]


def test_a_bad_line_is_answered_with_an_error_and_loses_no_other(run: Run):
    stdin = lines(
        {"id": "a", "question": "2017年GDP多少"}, "{not json", {"id": "b"}, {"id": "c", "question": 3}, "[]",
        {"id": "d", "turns": []}, {"id": "e", "question": ""}, {"id": "f", "question": "2018年新增租赁住房多少套？"},
    )  # fmt: skip
    result = run("ask", "--batch", "-", stdin=stdin)
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert [p["id"] for p in printed] == ["a", None, "b", "c", None, "d", "e", "f"]
    assert ["error" in p for p in printed] == [False, True, True, True, True, True, True, False]
    assert result.exit_code == 1
    assert "6 of 8 lines" in result.stderr


def test_a_question_too_long_in_a_batch_is_refused_not_lost(run: Run):
    result = run("ask", "--batch", "-", stdin=lines({"id": "long", "question": "青浦" * 800}))
    (printed,) = (json.loads(line) for line in result.stdout.splitlines())
    assert (result.exit_code, printed["status"]) == (0, "not_in_report")
    assert "1,600 characters" in printed["answer"]


def test_a_search_batch_prints_hits_with_the_id(run: Run):
    result = run(
        "search", "--batch", "-", "-k", "2", stdin=lines({"id": 1, "query": "森林"}, {"id": 2, "query": "GDP"})
    )
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(p["id"], p["query"], len(p["hits"])) for p in printed] == [(1, "森林", 2), (2, "GDP", 2)]


def test_words_alone_find_and_answer_without_a_model(run: Run):
    assert "1009.2亿元" in run("ask", "2017年地区生产总值", "--lexical").stdout


def test_the_terminals_language_names_what_stands_beside(cache_home: Path, engine: ReportQA):
    for locale, word in (("zh_CN.UTF-8", "上一处 P041"), ("en_US.UTF-8", "before P041")):
        result = CliRunner(env={"XDG_CACHE_HOME": str(cache_home), "LANG": locale, "LC_ALL": locale}).invoke(
            main, ["cite", "P042"]
        )
        assert word in result.stdout


def test_what_a_terminal_would_obey_is_shown_not_sent(run: Run, tmp_path: Path):
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("某县工作报告\n\n去年\x1b]0;owned\x07建成\x1b[31m学校五所，\x9b2J改造危房。\n", encoding="utf-8")
    options = ("--report", hostile, "--lexical", "--index-dir", tmp_path)
    for arguments in (["ask", "学校"], ["search", "学校"], ["cite", "P001"], ["outline"], ["doctor"]):
        assert not {"\x1b", "\x07", "\x9b"} & set(run(*arguments, *options).output)


@pytest.mark.parametrize(
    "arguments",
    [["model", "export", "a" * 300], ["ask", "好吗", "--model", "a" * 300], ["ask", "好吗", "--model", "~nobody/x"],
     ["ask", "好吗", "--report", "a" * 300], ["ask", "好吗", "--lexical", "--index-dir", "a" * 300]],
)  # fmt: skip
def test_a_name_that_can_be_no_file_is_one_line(run: Run, arguments: list[str]):
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_cannot_be_written_is_one_line():
    code = "from qa.cli import main; main(['cite', 'P003'])"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
