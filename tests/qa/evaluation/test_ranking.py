from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.passages import split_passages
from qa.evaluation.measures import Measure
from qa.evaluation.paragraph_sets import report_of
from qa.evaluation.questions import GoldQuestion
from qa.evaluation.ranking import NOWHERE, Ranking, rank_marks, ranking_of

REPORT = report_of("letters", ["甲一。", "乙二。甲一。", "丙三。", "丁四。" * 300])
PASSAGES = split_passages(REPORT)
GOLD = GoldQuestion("q", "？", "zh", "fact", True, (("甲一",), ("丙 三", "三丙")), (("甲",),), "q")


def test_a_recall_is_1_only_where_all_the_evidence_is_found():
    marks = rank_marks(Ranking(tuple("axb"), ("a", "b")))
    assert [marks[measure] for measure in (Measure.RECALL_1, Measure.RECALL_3, Measure.RECALL_5)] == [0, 1, 1]


@pytest.mark.parametrize("rank", [1, 2, 3, 10, 11])
def test_the_rank_of_the_one_right_passage_decides(rank: int):
    marks = rank_marks(Ranking(tuple(f"x{n}" for n in range(1, rank)) + ("right",), ("right",)))
    assert marks[Measure.MRR] == pytest.approx(1 / rank if rank <= 10 else 0)
    assert marks[Measure.RECALL_1] == (rank == 1)
    assert marks[Measure.RECALL_10] == (rank <= 10)
    assert marks[Measure.NDCG] == pytest.approx({1: 1, 2: 0.6309, 3: 0.5, 10: 0.2891, 11: 0}[rank], abs=1e-4)


def test_nothing_found_is_no_error():
    assert set(rank_marks(Ranking((), ("right",))).values()) == {0}


def test_of_several_passages_with_the_same_evidence_the_first_found_counts():
    one, two, three = PASSAGES[:3]
    ranking = ranking_of(GOLD, [two, three, one], PASSAGES)
    assert ranking == Ranking(("P002", "P003", "P001"), ("P002", "P003"))


def test_evidence_that_was_not_found_is_looked_for_in_the_others():
    assert ranking_of(GOLD, [PASSAGES[1]], PASSAGES).relevant == ("P002", "P003")


def test_evidence_that_no_passage_holds_whole_is_never_found():
    gold = replace(GOLD, evidence=(("一。乙",),))
    assert ranking_of(gold, PASSAGES, PASSAGES).relevant == (NOWHERE,)


def test_the_pieces_of_a_paragraph_count_once():
    pieces = [passage for passage in PASSAGES if passage.passage_id.startswith("P004")]
    assert len(pieces) > 1
    gold = replace(GOLD, paragraph="P001")
    assert ranking_of(gold, [*pieces, PASSAGES[0]], PASSAGES) == Ranking(("P004", "P001"), ("P001",))
