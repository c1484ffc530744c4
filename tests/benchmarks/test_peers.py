from __future__ import annotations

import os
from dataclasses import replace

import pytest

from benchmarks.own_process import in_own_process
from benchmarks.peers.contestants import CONTESTANTS, Contestant, Folders
from benchmarks.peers.measuring import Measured, measure
from benchmarks.peers.peer import Pile, piece_of
from benchmarks.peers.tables import costs, qualities
from benchmarks.peers.works import Work
from benchmarks.peers_retrieval import contestants_of
from corpus.library import built_in_report
from corpus.parse import parse_report
from corpus.text import squeeze
from qa.evaluation.measures import Measure
from qa.evaluation.paragraph_sets import report_of
from qa.evaluation.questions import GoldQuestion, QuestionSet

LETTERS = Pile.of(report_of("letters", ["甲一。", "乙二。", "丙三。"]), apart=True)


class InOrder:
    """Returns the passages in their order, whatever is asked; those whose letter is asked for first."""

    def build(self, pile: Pile, /) -> None:
        self.passages = pile.passages

    def search(self, question: str, limit: int, /) -> list[object]:
        return sorted(self.passages, key=lambda passage: passage.text[0] not in question)[:limit]


def gold(text: str, paragraph: str | None, evidence: str) -> GoldQuestion:
    return GoldQuestion(text, text, "zh", "fact", True, ((evidence,),), ((evidence,),), text, paragraph=paragraph)


def work_of(*questions: GoldQuestion) -> Work:
    return Work("letters", LETTERS, (QuestionSet("letters", "", questions),))


def measured_at(work: Work, folders: Folders | None = None) -> Measured:
    return measure(Contestant("in order", (), lambda _: InOrder()), folders, work)


def test_a_document_holds_everything_of_a_report_headings_included():
    report = built_in_report()
    (document,) = Pile.of(report).documents
    assert squeeze(document.text) == squeeze(report.source)


def test_paragraphs_apart_are_documents_under_their_own_names():
    assert [(document.name, document.text) for document in LETTERS.documents][1:] == [
        ("P002", "乙二。"),
        ("P003", "丙三。"),
    ]


def test_headings_stand_where_they_stand_in_the_report():
    report = parse_report("一、回顾\n\n生产总值增长。\n\n二、任务\n\n生产总值再增长。\n", "two-parts")
    assert Pile.of(report).documents[0].text == "一、回顾\n\n生产总值增长。\n\n二、任务\n\n生产总值再增长。"


def test_pieces_of_a_document_have_ids_of_their_own_that_count_as_its_paragraph():
    pieces = [piece_of(LETTERS, LETTERS.documents[1], number, "乙") for number in range(120)]
    assert len({piece.passage_id for piece in pieces}) == 120
    work = work_of(gold("乙？", "P002", "乙二"))
    (marks,) = measured_at(work).marks["letters"]
    assert marks[Measure.RECALL_1] == 1


def test_a_ranking_is_judged_by_paragraph_or_by_the_evidence_that_it_holds():
    questions = (
        gold("丙？", "P003", "丙三"),
        gold("？", "P003", "丙三"),
        gold("乙？", None, "乙 二"),
        gold("？", None, "无"),
    )
    marks = measured_at(work_of(*questions)).marks["letters"]
    assert [each[Measure.MRR] for each in marks] == pytest.approx([1, 1 / 3, 1, 0])


def test_a_work_that_is_not_judged_has_times_alone():
    measured = measured_at(replace(work_of(gold("丙？", "P003", "丙三")), judged=False))
    assert (measured.marks, len(measured.milliseconds)) == ({}, 1)
    assert qualities({"in order": [measured]}, replace(work_of(gold("丙？", "P003", "丙三")), judged=False)) == []


def test_every_nth_question_is_kept_the_first_among_them():
    work = work_of(*(gold(text, None, "甲") for text in "一二三四五"))
    assert [question.text for question in work.thinned(2).sets[0].questions] == ["一", "三", "五"]


def test_the_tables_show_means_over_questions_and_ratios_of_medians_over_runs():
    work = work_of(gold("丙？", "P003", "丙三"), gold("？", "P003", "丙三"))
    once = measured_at(work)
    slow, fast = (
        replace(once, build=4.0, start=1, peak_memory=2**21),
        replace(once, build=2.0, start=1, peak_memory=2**20),
    )
    runs = {"fast": [fast, fast, slow], "slow": [slow, slow, fast]}
    (shown,) = qualities(runs, work)
    assert shown.rows[0] == ("fast", 0.5, 1, 1, 1, pytest.approx(2 / 3), pytest.approx(0.75, abs=0.01))
    assert costs(runs, "fast", "costs").rows[1][:6] == ("slow", 3, 1, 1, 4, 2)


def test_a_peer_that_is_not_installed_is_left_out_with_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    strange = Contestant("strange", ("no-such-package-at-all",), lambda _: InOrder())
    monkeypatch.setattr("benchmarks.peers_retrieval.CONTESTANTS", (*CONTESTANTS[:2], strange))
    assert [contestant.name for contestant in contestants_of([])] == ["report-qa", "report-qa, reader"]
    assert "strange is left out, no-such-package-at-all is not installed: python -m pip" in capsys.readouterr().err


def test_ours_are_always_among_the_contestants():
    assert [contestant.name for contestant in contestants_of(["plain FAISS"])] == [
        "report-qa",
        "report-qa, reader",
        "plain FAISS",
    ]


def test_work_is_done_in_a_process_of_its_own():
    assert in_own_process(os.getpid) not in (os.getpid(), in_own_process(os.getpid))


def test_what_fails_there_fails_here():
    with pytest.raises(ValueError, match="invalid literal"):
        in_own_process(int, "x")
