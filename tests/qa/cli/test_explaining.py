from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from qa.cli import main
from qa.engine import ReportQA
from qa.explain import explain
from qa.suggest.examples import example_questions
from qa.suggest.overview import overview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]

GDP = "2017年地区生产总值是多少？"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ReportQA:
    return ReportQA.open(lexical=True, index_dir=tmp_path_factory.mktemp("indexes"))


@pytest.fixture
def run(engine: ReportQA) -> Run:
    """Run a command in this process, by words alone."""

    def invoke(*arguments: str | Path, language: str = "en_US.UTF-8") -> Result:
        options = ["--lexical", "--index-dir", engine.settings.index_dir]
        return CliRunner(env={"LC_ALL": language}).invoke(main, [str(each) for each in (*arguments, *options)])

    return invoke


EXPLANATION_KEYS = {
    "question", "standalone_question", "language", "years", "years_covered", "parts", "outside", "uses_reader",
    "least_chance", "status", "answer", "confidence", "candidates",
}  # fmt: skip
CANDIDATE_KEYS = {
    "passage_id", "document_id", "address", "text", "start_char_index", "end_char_index", "dense_rank", "lexical_rank",
    "fused_rank", "fused_score", "reader_rank", "reader_score", "matched_words", "best_sentence", "cited",
}  # fmt: skip


def test_explain_json_keeps_the_contract(run: Run, engine: ReportQA):
    explained = json.loads(run("explain", GDP, "-k", "3", "--json").stdout)
    assert explained.keys() >= EXPLANATION_KEYS
    assert all(candidate.keys() >= CANDIDATE_KEYS for candidate in explained["candidates"])
    assert explained["candidates"] == [each.as_json() for each in explain(engine, GDP, limit=3).candidates]


@pytest.mark.parametrize(
    ("language", "words"), [("en_US.UTF-8", ["searched", "lexical"]), ("zh_CN.UTF-8", ["检索所用", "字词"])]
)
def test_explain_shows_each_candidate_in_the_terminals_language(
    run: Run, engine: ReportQA, language: str, words: list[str]
):
    shown = run("explain", GDP, language=language).stdout
    assert all(word in shown for word in [*words, GDP, "地区生产总值", "████"])
    for candidate in explain(engine, GDP).candidates:
        line = next(line for line in shown.splitlines() if candidate.passage.passage_id in line)
        assert ("●" in line) == bool(candidate.cited)


def test_explain_says_why_a_question_is_refused(run: Run):
    shown = run("explain", "法国的首都是哪里？").stdout
    assert "报告没有提到“法国”" in shown
    assert "●" not in shown.partition("─")[2].partition("Numbers")[0]


def test_explain_of_nothing_is_wrong_usage(run: Run):
    assert run("explain").exit_code == 2


def test_suggest_tells_what_the_report_holds_and_what_to_ask(run: Run, engine: ReportQA):
    told = json.loads(run("suggest", "--json").stdout)
    assert told["overview"] == json.loads(json.dumps(overview(engine.report).as_json()))
    assert [question["chinese"] for question in told["questions"]] == [
        example.chinese for example in example_questions(engine.report)
    ]


@pytest.mark.parametrize(("language", "question"), [("en_US.UTF-8", "What was GDP in 2017?"), ("zh_CN.UTF-8", GDP)])
def test_suggest_asks_in_the_terminals_language(run: Run, engine: ReportQA, language: str, question: str):
    title, size, *questions = run("suggest", language=language).stdout.splitlines()
    assert title == "2018年上海市青浦区政府工作报告"
    about = overview(engine.report)
    assert re.findall(r"\d+", size) == [str(about.paragraphs), str(about.sentences), str(about.figures)]
    assert questions[0].strip() == question
    assert len(questions) == 8
