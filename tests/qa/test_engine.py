from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from corpus.errors import IndexFolderError, InvalidInputError, ModelError, PassageNotFoundError, ReportFileError
from corpus.library import read_report
from qa.answer import Status
from qa.asking.question import read_question
from qa.engine import ReportQA, Settings
from qa.reading.reader import Findings, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.search import Hit
    from qa.asking.question import Question


def test_a_question_is_answered_with_the_sentence_that_tells(engine: ReportQA):
    answer = engine.ask("2017年地区生产总值是多少？")
    assert answer.status is Status.ANSWERED
    assert "1009.2亿元" in answer.answer
    (citation,) = answer.citations
    assert engine.report.source[citation.start_char_index : citation.end_char_index] == citation.cited_text
    assert citation.sentence_ids == ("P004.3",)


def test_the_year_asked_decides_which_figure_is_quoted(engine: ReportQA):
    assert "16.2%" in engine.ask("2017年森林覆盖率达到多少？").answer
    assert "16.6%" in engine.ask("2018年森林覆盖率要达到多少？").answer


def test_a_comparison_quotes_both_years_in_the_reports_order(engine: ReportQA):
    answer = engine.ask("森林覆盖率2017年是多少，2018年要达到多少？")
    assert "16.2%" in answer.answer
    assert "16.6%" in answer.answer
    starts = [citation.start_char_index for citation in answer.citations]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("question", "language", "says"),
    [
        ("What was the forest coverage in 2017?", "en", "The report says:"),
        ("2017年的森林覆蓋率是多少？", "zh-Hant", ""),
        ("Welchen Anteil hatte der Wald 2017?", "de", "Im Bericht steht:"),
    ],
)
def test_a_question_in_another_language_gets_the_chinese_quote(
    engine: ReportQA, question: str, language: str, says: str
):
    answer = engine.ask(question)
    assert answer.language == language
    assert answer.answer.startswith(says)
    assert "16.2%" in answer.answer


def test_a_follow_up_is_answered_from_what_was_asked_before(engine: ReportQA):
    answer = engine.ask("那2018年的目标呢？", history=["2017年森林覆盖率是多少？"])
    assert "森林覆盖率" in answer.standalone_question
    assert "16.6%" in answer.answer


def test_search_gives_as_many_passages_as_asked_best_first(engine: ReportQA):
    hits = engine.search("轨道交通17号线", limit=7)
    assert [hit.rank for hit in hits] == list(range(1, 8))
    assert "17" in hits[0].passage.text


def test_every_passage_and_sentence_can_be_looked_up(engine: ReportQA):
    for passage in engine.passages:
        assert engine.cite(passage.passage_id).passage == passage
        for sentence in passage.sentences:
            assert engine.cite(sentence.sentence_id).sentence == sentence


def test_an_id_that_does_not_exist_says_so(engine: ReportQA):
    with pytest.raises(PassageNotFoundError, match="P999"):
        engine.cite("P999")


@pytest.mark.parametrize("question", ["", "　", "a\0b"])
def test_a_question_that_is_none_is_refused(engine: ReportQA, question: str):
    with pytest.raises(InvalidInputError):
        engine.ask(question)


def test_the_same_question_gets_the_same_answer_from_many_threads(engine: ReportQA):
    questions = ["2017年新增就业岗位多少个？", "What was the PM2.5 level?", "2018年新增租赁住房多少套？"] * 4
    alone = [engine.ask(question).answer for question in questions]
    together: dict[int, str] = {}
    threads = [
        Thread(target=lambda n=n, q=q: together.__setitem__(n, engine.ask(q).answer)) for n, q in enumerate(questions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(len(questions))] == alone


class SilentReader:
    uses_model = False

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = 12) -> Findings:
        return Findings([], None)

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        return list(hits)


def test_when_the_reader_finds_nothing_the_answer_says_so_and_shows_what_is_near(engine: ReportQA):
    silent = ReportQA(engine.settings, reader=SilentReader())
    answer = silent.ask("How many stations has line 17?")
    assert answer.status is Status.NOT_IN_REPORT
    assert answer.answer == "The report does not answer this question."
    assert answer.citations == ()
    assert len(answer.related) == 3


class Doubting(SilentReader):
    """Reads the first two hits, the second as a runner-up that by itself would be the surer one."""

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = 12) -> Findings:
        best, other = (hit.passage for hit in hits[:2])
        readings = [
            Reading(best, best.sentences[0], ((best.start, best.start + 2),), 2.0, 0.6),
            Reading(other, other.sentences[0], ((other.start, other.start + 2),), 1.0, 0.9, runner_up=True),
        ]
        return Findings(readings, best.sentences[0])


def test_an_answer_is_as_sure_as_its_best_sentence_whatever_is_quoted_beside_it(engine: ReportQA):
    answer = ReportQA(engine.settings, reader=Doubting()).ask("2017年森林覆盖率达到多少？")
    assert len(answer.citations) == 2
    assert answer.confidence == 0.6


def test_a_damaged_index_is_rebuilt_and_told(short_report: Path, tmp_path: Path):
    ReportQA.open(short_report, lexical=True, index_dir=tmp_path).ask("危房改造了多少户？")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    (folder / "sentences.json").write_text("[]")
    told: list[str] = []
    engine = ReportQA.open(short_report, lexical=True, index_dir=tmp_path, notice=told.append)
    assert "412户" in engine.ask("危房改造了多少户？").answer
    assert len(told) == 1
    assert "rebuilt" in told[0]


def test_a_report_that_changes_gets_a_new_index(short_report: Path, tmp_path: Path):
    ask = "危房改造了多少户？"
    assert "412户" in ReportQA.open(short_report, lexical=True, index_dir=tmp_path).ask(ask).answer
    short_report.write_text(short_report.read_text().replace("412户", "999户"))
    assert "999户" in ReportQA.open(short_report, lexical=True, index_dir=tmp_path).ask(ask).answer


def test_a_second_start_builds_nothing(short_report: Path, tmp_path: Path):
    ReportQA.open(short_report, lexical=True, index_dir=tmp_path).ask("危房？")
    told: list[str] = []
    ReportQA.open(short_report, lexical=True, index_dir=tmp_path, notice=told.append).ask("危房？")
    assert told == []


def test_an_index_folder_that_cannot_be_written_is_a_line_with_a_remedy(short_report: Path, tmp_path: Path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(IndexFolderError, match="--index-dir"):
        ReportQA.open(short_report, lexical=True, index_dir=blocked).ask("危房？")


def test_a_report_that_is_not_there_is_refused_at_once(tmp_path: Path):
    with pytest.raises(ReportFileError, match=r"none\.txt"):
        ReportQA.open(tmp_path / "none.txt")


def test_a_model_that_cannot_be_had_is_a_line_with_a_remedy(short_report: Path, tmp_path: Path):
    with pytest.raises(ModelError, match="--lexical"):
        ReportQA.open(short_report, model=str(tmp_path / "no-model"), index_dir=tmp_path).ask("危房？")


def test_progress_counts_up_to_every_row(short_report: Path, model_cache: Path, tmp_path: Path):
    told: list[tuple[int, int]] = []
    engine = ReportQA.open(
        short_report,
        index_dir=tmp_path,
        cache_dir=model_cache.parent,
        progress=lambda done, total: told.append((done, total)),
    )
    engine.ask("危房改造了多少户？")
    assert told[-1] == (35, 35)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_without_the_bundle_the_default_is_the_same_model_through_sentence_transformers(
    short_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.bundled.packed_file", lambda: None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    with pytest.raises(ModelError, match="intfloat/multilingual-e5-small"):
        ReportQA.open(short_report, index_dir=tmp_path).ask("危房？")


def test_words_in_a_question_about_no_year_name_none(engine: ReportQA):
    assert read_question("青浦区有哪些镇？", engine.held_in).years == frozenset()
    assert engine.held_in == 2018


def test_a_cold_engine_may_be_used_from_many_sides_at_once(cache_home: Path, model_cache: Path):
    assert model_cache
    for _ in range(5):
        engine = ReportQA.open(cache_dir=cache_home / "report-qa")
        sides = [lambda e=engine: e.index, lambda e=engine: e.embedder, lambda e=engine: e.passages]
        threads = [Thread(target=side, daemon=True) for side in sides * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert not any(thread.is_alive() for thread in threads)


def test_a_question_that_stands_alone_is_not_mixed_with_the_one_before(engine: ReportQA):
    answer = engine.ask("森林覆盖率是多少？", history=["2017年地区生产总值是多少？"])
    assert answer.standalone_question == "森林覆盖率是多少？"
    assert "1009.2" not in answer.answer


def test_a_fresh_process_writes_nothing_into_the_home_folder(cache_home: Path, engine: ReportQA, tmp_path: Path):
    assert engine.index.passages
    code = "from qa.engine import ReportQA; ReportQA.open().ask('森林覆盖率是多少？')"
    environment = os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(cache_home)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "question", ["2016年地区生产总值是多少？", "2019年地区生产总值的目标是多少？", "2005年的合同外资是多少？"]
)
def test_a_year_that_the_report_does_not_tell_of_is_not_answered_with_another(engine: ReportQA, question: str):
    answer = engine.ask(question)
    assert answer.status is Status.NOT_IN_REPORT
    assert answer.related


def test_by_words_alone_nothing_found_says_why(short_report: Path, tmp_path: Path):
    answer = ReportQA.open(str(short_report), lexical=True, index_dir=tmp_path).ask("forest coverage")
    assert answer.status is Status.NOT_IN_REPORT
    assert "--lexical" in answer.answer


def test_an_engine_with_another_least_chance_differs_in_nothing_else(engine: ReportQA):
    strict, lenient = engine.with_least_chance(0.999), engine.with_least_chance(0.0)
    assert (strict.report, strict.index, strict.embedder) == (engine.report, engine.index, engine.embedder)
    assert (lenient.reader.least_chance, strict.reader.least_chance) == (0.0, 0.999)
    assert 0 < engine.reader.least_chance < 0.999
    question = "青浦区图书馆一共藏有多少册书？"
    assert strict.ask(question).status is Status.NOT_IN_REPORT
    assert lenient.ask(question).status is Status.ANSWERED


def test_without_a_reading_model_there_is_no_least_chance_to_change(short_report: Path, tmp_path: Path):
    lexical = ReportQA.open(short_report, lexical=True, index_dir=tmp_path)
    assert lexical.with_least_chance(0.9).ask("粮食总产量是多少？").answer == lexical.ask("粮食总产量是多少？").answer


def test_a_report_that_is_given_is_the_one_that_is_asked(short_report: Path, tmp_path: Path):
    other = ReportQA(Settings(lexical=True, index_dir=tmp_path), report=read_report(short_report))
    assert "31万吨" in other.ask("粮食总产量是多少？").answer
