from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.text import simplified, squeeze
from qa.answer import Status
from qa.engine import ReportQA
from qa.suggest.neighbours import Reason
from qa.suggest.related import related_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import Answer

FOREST = "2017年森林覆盖率是多少？"


class CountingEngine(ReportQA):
    """The engine, and how often it was asked."""

    asked = 0

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        self.asked += 1
        return super().ask(question, history=history)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> CountingEngine:
    engine = ReportQA.open(lexical=True, index_dir=tmp_path_factory.mktemp("index"))
    return CountingEngine(engine.settings)


def conversation(engine: ReportQA, *questions: str) -> list[Answer]:
    return [engine.ask(question, history=questions[:n]) for n, question in enumerate(questions)]


def test_the_target_for_what_was_asked_is_offered_first(engine: ReportQA):
    first, *others = related_questions(engine, engine.ask(FOREST), seconds=60)
    assert (first.question, first.reason) == ("2018年森林覆盖率（陆域）的目标是多少？", Reason.OTHER_YEAR)
    assert 1 <= len(others) <= 2  # only what the engine answers is offered


@pytest.mark.parametrize("question", [FOREST, "2018年新增租赁住房多少套？", "区里2017年拆了多少违法建筑"])
def test_every_question_offered_is_answered_by_the_sentence_it_is_about(lexical: CountingEngine, question: str):
    answer = lexical.ask(question)
    offered = related_questions(lexical, answer, seconds=60)
    assert offered
    for related in offered:
        told = lexical.ask(related.question, history=[question])
        assert told.status is Status.ANSWERED
        assert told.standalone_question == related.question
        assert related.sentence_id in max(told.citations, key=lambda citation: citation.score).sentence_ids


def test_nothing_asked_or_quoted_before_is_offered_and_nothing_twice(lexical: CountingEngine):
    *earlier, answer = conversation(lexical, "2018年森林覆盖率的目标是多少？", "2017年人均公园绿地面积是多少？", FOREST)
    offered = related_questions(lexical, answer, earlier=earlier, seconds=60)
    quoted = {id_ for each in (*earlier, answer) for citation in each.citations for id_ in citation.sentence_ids}
    assert offered
    assert quoted.isdisjoint(related.sentence_id for related in offered)
    assert not any("森林覆盖率" in related.question for related in offered)
    assert len({related.sentence_id for related in offered}) == len(offered)


def test_the_script_of_the_question_is_kept(lexical: CountingEngine):
    plain = related_questions(lexical, lexical.ask(FOREST), seconds=60)
    traditional = related_questions(lexical, lexical.ask("2017年森林覆蓋率是多少？"), seconds=60)
    assert [simplified(related.question) for related in traditional] == [related.question for related in plain]
    assert traditional != plain


def test_after_a_refusal_the_nearest_passages_are_asked_about(engine: ReportQA):
    answer = engine.ask("2016年森林覆盖率是多少？")
    assert answer.status is Status.NOT_IN_REPORT
    offered = related_questions(engine, answer, seconds=60)
    assert offered
    assert all(engine.ask(related.question).status is Status.ANSWERED for related in offered)


def test_the_work_is_bounded_by_tries_and_by_time(lexical: CountingEngine):
    answer = lexical.ask(FOREST)
    lexical.asked = 0
    assert related_questions(lexical, answer, most=100, seconds=60)
    assert lexical.asked == 6
    assert related_questions(lexical, answer, seconds=0) == ()
    assert related_questions(lexical, answer, 0, seconds=60) == ()
    assert lexical.asked == 6


def test_a_report_without_figures_and_headings_offers_nothing(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("prose") / "prose.txt"
    path.write_text("今天天气很好。\n\n明天也会很好。\n", encoding="utf-8")
    engine = ReportQA.open(path, lexical=True, index_dir=path.parent)
    assert related_questions(engine, engine.ask("天气怎样？"), seconds=60) == ()


def test_a_question_offered_in_english_is_in_words_or_quotes_the_report(engine: ReportQA):
    answer = engine.ask("What was the average PM2.5 level in 2017?")
    offered = related_questions(engine, answer, seconds=60)
    assert offered
    for related in offered:
        quoted = related.question.partition("“")[2].partition("”")[0]
        assert related.question.replace(f"“{quoted}”", "").isascii()
        assert squeeze(quoted) in squeeze(engine.report.source)


def test_nothing_is_tried_any_more_once_it_is_not_wanted(lexical: CountingEngine):
    answer = lexical.ask(FOREST)
    before = lexical.asked
    assert len(related_questions(lexical, answer, wanted=lambda: lexical.asked == before)) <= 1
    assert lexical.asked == before + 1
