from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from corpus.text import squeeze
from corpus.years import years_in
from qa.engine import ReportQA
from training.examples import Example
from training.report_questions import (
    ReportQuestion,
    Reports,
    balanced,
    read_questions,
    stage2_examples,
    with_other_questions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.search import Hit
    from qa.asking.question import Question
    from qa.reading.reader import Findings

NEW = """各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、过去一年工作回顾

经济稳步发展。全县生产总值达到120.5
亿元，增长4.2%。粮食总产量31万吨，再获丰收。

民生持续改善。新建公办幼儿园6所，新增学位1800个。改造农村危房412户。

生态环境更加优美。植树造林2.3万亩，空气优良天数比例达到91%。

二、2021年主要任务

今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。

办好民生实事。新建公办幼儿园4所，建成县人民医院新院区。开通城乡公交12条。

巩固改造成果。对危房改造的412户全部回访。
"""
OLD = """各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、过去一年工作回顾

经济较快增长。全县生产总值达到60.1亿元，增长11%。粮食总产量28万吨。

城乡面貌改观。硬化村道80公里，改造农村危房95户。

目标更加长远。到2020年全县生产总值达到200亿元，改造全部危房。
"""
PAIRS = [
    {"report": 2021, "kind": "number", "question": "2020年生产总值达到多少？", "answer": "120.5亿元",
     "sentence": "全县生产总值达到 120.5"},
    {"report": 2021, "kind": "number", "question": "今年新建多少公办幼儿园？", "answer": "4所",
     "sentence": "新建公办幼儿园4所，建成"},
    {"report": 2021, "kind": "unanswerable", "question": "学校食堂有多少个？", "answer": None,
     "sentence": "新建公办幼儿园6所"},
    {"report": 2011, "kind": "number", "question": "2010年改造危房多少户？", "answer": "95户",
     "sentence": "改造农村危房95户"},
]  # fmt: skip
PASSAGES = [
    {"report": "2021", "kind": "number", "question": "2020年改造了多少危房？", "answer": "412户",
     "passage": "新增学位1800个。改造农村危房 412户。"},
    {"report": "2021", "kind": "unanswerable", "question": "植树多少棵？", "answer": None,
     "passage": "经济稳步发展。"},
    {"report": "2021", "kind": "number", "question": "修了多少路？", "answer": "9公里", "passage": "修路9公里"},
]  # fmt: skip


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReportQuestion]:
    folder = tmp_path_factory.mktemp("questions")
    read = [
        *read_questions(write_lines(folder / "pairs.jsonl", PAIRS)),
        *read_questions(write_lines(folder / "reader.jsonl", PASSAGES)),
    ]
    return {question.key: question for question in read}


@pytest.fixture(scope="module")
def reports_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl.gz"
    rows = [
        {"title": "2021年甲县政府工作报告", "year": 2021, "content": NEW},
        {"title": "2011年甲县政府工作报告", "year": 2011, "content": OLD},
    ]
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


@pytest.fixture(scope="module")
def reports(
    reports_file: Path, cache_home: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reports]:
    """The two reports as training opens them, with the bundled model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache_home))
        yield Reports(reports_file, tmp_path_factory.mktemp("opened"))


@pytest.fixture(scope="module")
def examples(questions: dict[str, ReportQuestion], reports: Reports) -> list[Example]:
    """Everything that six seeds draw."""
    asked = list(questions.values())
    return [example for seed in range(6) for example in stage2_examples(asked, reports, Random(seed))]


def of_kind(examples: Sequence[Example], why: str) -> list[Example]:
    return [example for example in examples if example.source.endswith(f"/{why}")]


def question_of(example: Example, questions: dict[str, ReportQuestion]) -> ReportQuestion:
    return questions[example.source.rpartition("/")[0]]


def test_pairs_are_about_a_whole_report(questions: dict[str, ReportQuestion]):
    assert questions["pairs/1"] == ReportQuestion(
        "pairs/1", "2021", "number", "2020年生产总值达到多少？", "全县生产总值达到120.5", "120.5亿元", True
    )
    assert questions["pairs/3"].answer is None
    assert questions["pairs/3"].whole


def test_passages_answer_for_themselves_only(questions: dict[str, ReportQuestion]):
    assert questions["reader/1"] == ReportQuestion(
        "reader/1", "2021", "number", "2020年改造了多少危房？", "新增学位1800个。改造农村危房412户。", "412户", False
    )
    assert questions["reader/2"].answer is None
    assert not questions["reader/2"].whole


def test_an_answer_is_found_over_a_line_break(questions: dict[str, ReportQuestion], reports: Reports):
    low, high = reports.locate(questions["pairs/1"]) or (0, 0)
    assert reports.open("2021").report.source[low:high] == "120.5\n亿元"


def test_the_answer_in_the_named_place_is_found_and_not_an_earlier_one(
    questions: dict[str, ReportQuestion], reports: Reports
):
    source = reports.open("2021").report.source
    for answer in ("新建公办幼儿园", "4所"):
        low, high = reports.locate(replace(questions["pairs/2"], answer=answer)) or (0, 0)
        assert source[low:high] == answer
        assert low > source.index("二、2021年主要任务")


def test_what_tempts_is_found_whole(questions: dict[str, ReportQuestion], reports: Reports):
    low, high = reports.locate(questions["reader/2"]) or (0, 0)
    assert reports.open("2021").report.source[low:high] == "经济稳步发展。"


def test_what_the_report_does_not_say_is_not_found(questions: dict[str, ReportQuestion], reports: Reports):
    assert reports.locate(questions["reader/3"]) is None
    assert reports.locate(replace(questions["pairs/1"], answer="95户")) is None
    assert reports.locate(replace(questions["pairs/1"], place="修路9公里", answer="31万吨")) is None


def test_positives_say_the_answer(examples: list[Example], questions: dict[str, ReportQuestion]):
    positives = of_kind(examples, "answer")
    for example in positives:
        assert squeeze(example.answer) == question_of(example, questions).answer
        assert example.question == question_of(example, questions).question
    assert {example.source.rpartition("/")[0] for example in positives} == {"pairs/1", "pairs/2", "pairs/4", "reader/1"}
    assert [example for example in examples if example.start >= 0] == positives


def test_positives_stand_under_their_headings(examples: list[Example]):
    above = {example.headings for example in of_kind(examples, "answer") if example.source.startswith("reader/1")}
    assert above == {"2021年甲县政府工作报告 › 一、过去一年工作回顾 › 民生持续改善"}


def test_what_search_finds_beside_the_answer_does_not_hold_it(
    examples: list[Example], questions: dict[str, ReportQuestion]
):
    found = of_kind(examples, "found")
    assert {example.source.rpartition("/")[0] for example in found} >= {"pairs/1", "pairs/2", "reader/1"}
    for example in found:
        answer = question_of(example, questions).answer
        assert answer is None or answer not in squeeze(example.window)
        assert (example.start, example.end) == (-1, -1)


def test_only_a_question_that_the_whole_report_leaves_open_gets_other_windows(examples: list[Example]):
    assert {example.source for example in examples if example.source.startswith("pairs/3")} == {
        "pairs/3/tempting",
        "pairs/3/found",
    }
    assert {example.source for example in examples if example.source.startswith("reader/2")} == {"reader/2/tempting"}
    assert all("经济稳步发展" in example.window for example in of_kind(examples, "tempting")[-1:])


def test_a_tempting_window_holds_what_tempts(examples: list[Example], questions: dict[str, ReportQuestion]):
    tempting = of_kind(examples, "tempting")
    assert len(tempting) == 12
    assert all(question_of(example, questions).place in squeeze(example.window) for example in tempting)


def test_the_same_window_asked_for_another_year_has_no_answer(
    examples: list[Example], questions: dict[str, ReportQuestion]
):
    asked_again = of_kind(examples, "year")
    assert {example.source for example in asked_again} == {"pairs/1/year", "pairs/4/year", "reader/1/year"}
    for example in asked_again:
        question = question_of(example, questions)
        assert years_in(example.question, None).isdisjoint(years_in(question.question, None))
        assert question.answer in squeeze(example.window)
        assert not years_in(example.window, None)
        assert (example.start, example.end) == (-1, -1)


def test_the_same_window_under_another_year_s_title_has_no_answer(
    examples: list[Example], questions: dict[str, ReportQuestion]
):
    moved = of_kind(examples, "title")
    assert moved
    for example in moved:
        question = question_of(example, questions)
        assert example.question == question.question
        assert f"{question.year}年" not in example.headings
        assert "年甲县政府工作报告 › 一、过去一年工作回顾" in example.headings
        assert (example.start, example.end) == (-1, -1)


def test_a_report_of_another_time_is_searched_for_a_named_year(
    examples: list[Example], questions: dict[str, ReportQuestion]
):
    elsewhere = of_kind(examples, "report")
    assert {example.source for example in elsewhere} <= {"pairs/1/report", "pairs/4/report", "reader/1/report"}
    assert len({example.source for example in elsewhere}) > 1
    for example in elsewhere:
        assert not example.headings.startswith(question_of(example, questions).year)
        assert years_in(example.window, None).isdisjoint(years_in(example.question, None))
        assert example.start == -1


class NoReader:
    """The reading model before there is one."""

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = 0) -> Findings:
        raise AssertionError("training asks for a model that is not trained yet")

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        raise AssertionError("training asks for a model that is not trained yet")


class UntrainedReports(Reports):
    """The reports with words only, and without a reading model."""

    def open(self, year: str) -> ReportQA:
        return ReportQA(replace(super().open(year).settings, lexical=True), reader=NoReader())


def test_examples_are_made_without_the_model_that_they_train(
    questions: dict[str, ReportQuestion], reports_file: Path, tmp_path: Path
):
    made = list(stage2_examples(list(questions.values()), UntrainedReports(reports_file, tmp_path), Random(3)))
    assert {"answer", "found", "tempting", "report"} <= {example.source.rpartition("/")[2] for example in made}


def numbered(count: int, why: str, start: int) -> list[Example]:
    return [Example(f"{n}/{why}", f"第{n}问？", "标题", "窗口。", start, start) for n in range(count)]


def test_balanced_gives_answers_twice_and_thins_out_what_search_found():
    answers, found, tempting = numbered(50, "answer", 0), numbered(1000, "found", -1), numbered(50, "tempting", -1)
    kept = Counter(balanced([*answers, *found, *tempting], Random(1)))
    assert all(kept[example] == 2 for example in answers)
    assert all(kept[example] == 1 for example in tempting)
    assert {kept[example] for example in found} == {0, 1}
    assert sum(kept[example] for example in found) == pytest.approx(600, abs=50)


GRAIN, GOAL, OTHER_REPORT = "粮食总产量是多少？", "主要目标是什么？", "入学率？"


@pytest.fixture(scope="module")
def mixed() -> list[Example]:
    """What two thousand examples give: two questions of one report, one of another, the goal without an answer."""
    grain = Example("1/answer", GRAIN, "甲县报告 › 一、回顾", "粮食总产量31万吨。", 5, 9)
    goal = Example("2/found", GOAL, "甲县报告 › 二、任务", "新建6所。", -1, -1)
    alone = Example("3/answer", OTHER_REPORT, "乙县报告", "入学率99%。", 3, 6)
    return list(with_other_questions([grain, goal] * 1000 + [alone] * 100, Random(7)))


def test_a_question_is_asked_again_behind_another_s_subject(mixed: list[Example]):
    following = Counter((e.source, e.question) for e in mixed if "，" not in e.question)
    assert following.keys() == {("1/answer", f"主要目标 {GRAIN}"), ("2/found", f"粮食总产量 {GOAL}")}
    # 7 in 100, one half of them beside themselves
    assert all(count == pytest.approx(35, abs=20) for count in following.values())


def test_only_an_answered_question_is_asked_together_with_another(mixed: list[Example]):
    compound = Counter((e.source, e.question) for e in mixed if "，" in e.question)
    assert compound.keys() == {
        ("1/answer", "粮食总产量是多少，主要目标是什么？"),
        ("1/answer", "主要目标是什么，粮食总产量是多少？"),
    }
    assert compound.total() == pytest.approx(35, abs=20)


def test_the_window_of_a_question_asked_otherwise_stays_as_it_was(mixed: list[Example]):
    assert {(e.source, e.headings, e.window, e.answer) for e in mixed} == {
        ("1/answer", "甲县报告 › 一、回顾", "粮食总产量31万吨。", "31万吨"),
        ("2/found", "甲县报告 › 二、任务", "新建6所。", ""),
    }
