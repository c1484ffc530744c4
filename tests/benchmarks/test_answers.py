"""Answers of peers: how they are made, judged and scored."""

from __future__ import annotations

import pytest

from benchmarks.peers import answering
from benchmarks.peers.answer_tables import answer_tables
from benchmarks.peers.answering import Judged, PeerAnswers, Step, cut, judged
from benchmarks.peers.peer import Extract, Pile, Remembered, Said, nearest_first, sentences_of
from benchmarks.peers.scoring import balanced, best_threshold, both, chance, rates, share, with_threshold
from corpus.text import squeeze
from qa.evaluation.paragraph_sets import report_of
from qa.evaluation.questions import GoldQuestion

PILE = Pile.of(report_of("letters", ["甲一。甲二。", "乙" * 450 + "。", "丙三。丁四。"]), apart=True)
GOLD = GoldQuestion("q", "甲？", "zh", "fact", True, (("甲二",),), (("甲一", "甲壹"),), "q")
NO_ANSWER = GoldQuestion("n", "？", "zh", "fact", False, (), (), "n")


class Letters:
    """Finds the passages that hold a character of the question; as near as they hold many of them."""

    passages = PILE.passages

    def build(self, pile: Pile, /) -> None:
        self.passages = pile.passages

    def search(self, question: str, limit: int, /) -> list[object]:
        return [passage for passage in self.passages if self._held(passage.text, question)][:limit]

    def nearness(self, question: str, /) -> float | None:
        return max((self._held(passage.text, question) for passage in self.passages), default=0.0) or None

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        sentences = sentences_of(self.search(question, limit))
        return nearest_first(sentences, [self._held(text, question) for text, _ in sentences])

    def _held(self, text: str, question: str) -> float:
        return float(len(set(text) & set(question)))


def say(step: Step, question: str, *history: str, joined: bool = False) -> Said | None:
    return PeerAnswers(Letters(), step, joined).say(question, history)


def answer(unit: str, sureness: float | None, *, right: bool = True, answerable: bool = True) -> Judged:
    return Judged(unit, answerable, right, right, 10, sureness)


def test_the_best_piece_is_cut_to_what_an_answer_may_hold_and_cited_whole():
    said = say(Step.PIECE, "乙")
    assert said is not None
    assert (len(said.text), said.cited, said.sureness) == (400, ("乙" * 450 + "。",), 1.0)


def test_the_nearest_sentences_come_first_and_their_pieces_are_cited_once():
    said = say(Step.SENTENCES, "丁四甲")
    assert said is not None
    assert (said.text, said.sureness) == ("丁四。\n甲一。\n甲二。\n丙三。", 2.0)
    assert said.cited == ("丙三。丁四。", "甲一。甲二。")


def test_a_sentence_that_no_longer_fits_is_passed_over():
    said = say(Step.SENTENCES, "一乙")
    assert said is not None
    assert said.text == "甲一。\n甲二。"


def test_the_few_sentences_are_as_long_as_ours_and_one_at_least(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answering, "FEW", 6)
    said = say(Step.FEW_SENTENCES, "丁四甲")
    assert said is not None
    assert said.text == "丁四。\n甲一。"
    alone = say(Step.FEW_SENTENCES, "乙")
    assert alone is not None
    assert len(squeeze(alone.text)) == 400


def test_nothing_found_is_nothing_said():
    assert [say(step, "戊") for step in Step] == [None] * len(Step)


def test_joined_turns_are_one_question():
    alone, joined = (say(Step.PIECE, "戊", "甲", joined=joined) for joined in (False, True))
    assert alone is None
    assert joined is not None


def test_a_first_sentence_that_is_too_long_is_cut():
    said = say(Step.SENTENCES, "乙")
    assert said is not None
    assert len(squeeze(said.text)) == 400


def test_white_space_does_not_count_where_a_text_is_cut():
    assert cut("一 " * 500) == ("一 " * 400).rstrip()
    assert cut(" ") == ""


@pytest.mark.parametrize(
    ("text", "cited", "expected"),
    [
        ("甲 壹", ("甲一。甲\n二。",), (True, True)),
        ("甲二", ("甲二",), (False, True)),
        ("甲一", ("甲一",), (True, False)),
        ("甲一" * 201, ("甲二",), (False, True)),
    ],
)
def test_an_answer_is_judged_by_what_it_says_and_what_it_cites(
    text: str, cited: tuple[str, ...], expected: tuple[bool, bool]
):
    found = judged(GOLD, Said(text, cited, 0.5), PILE.report)
    assert (found.correct, found.cited) == expected


def test_nothing_said_is_neither_right_nor_sure():
    assert judged(GOLD, None, PILE.report) == Judged("q", True, False, False, 0, None)
    assert judged(NO_ANSWER, None, PILE.report) == Judged("n", False, False, False, 0, None)


ANSWERS = [
    answer("a", 0.9), answer("b", 0.5), answer("c", 0.8, right=False),
    answer("d", 0.4, answerable=False), answer("e", 0.6, answerable=False),
]  # fmt: skip


def test_either_kind_of_question_counts_half():
    values = [value for _, value in balanced(with_threshold(ANSWERS, 0.45))]
    assert sum(values) / len(values) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_the_best_threshold_is_the_least_of_those_that_score_best():
    assert best_threshold(ANSWERS) == 0.8
    assert best_threshold([answer("a", 0.1), answer("b", 0.2)]) == float("-inf")
    assert best_threshold([answer("a", 0.1, answerable=False)]) == float("inf")


def test_rates_are_shares_of_the_questions_they_are_about():
    found = rates(with_threshold(ANSWERS, 0.55))
    assert (found.answered, found.both, found.refused, found.length) == (2 / 3, 1 / 3, 1 / 2, 10.0)


def test_the_chance_is_mcnemars_for_single_questions_and_by_units_for_conversations():
    ours = [(str(number), 1.0) for number in range(6)]
    theirs = [(str(number), 0.0) for number in range(6)]
    assert chance(ours, theirs) == pytest.approx(2 / 2**6)
    one_talk = [("talk", value) for _, value in ours], [("talk", value) for _, value in theirs]
    assert chance(*one_talk) == 1.0


def test_the_tables_let_a_peer_answer_everything_then_refuse_at_its_best():
    own = {"facts": (answer("a", 0.3), answer("b", None)), "unanswerable": (answer("u", None, answerable=False),)}
    peer = {
        "facts": (answer("a", 0.9), answer("b", 0.1)),
        "unanswerable": (answer("u", 0.5, right=False, answerable=False),),
    }
    tables = answer_tables({"report-qa": own, "report-qa, without its threshold": own, "peer, best piece": peer})
    assert [cell.value for cell in tables[0].column("facts")] == [0.75, 0.75]
    assert [cell.value for cell in tables[1].column("facts")] == [0.5, 0.5, 1.0]
    assert tables[4].column("refused") == [1, 1]


def test_a_peer_without_a_threshold_is_compared_with_ours_without_one():
    refused = {"unanswerable": (answer("u", None, answerable=False),)}
    right = {"facts": tuple(answer(str(number), 0.1) for number in range(6))} | refused
    own = {"facts": tuple(answer(str(number), None) for number in range(6))} | refused
    tables = answer_tables({"report-qa": own, "report-qa, without its threshold": right, "peer, best piece": right})
    assert tables[0].column("p") == [None, pytest.approx(2 / 2**6)]
    assert tables[1].column("p") == [None, None, 1.0]


def test_conversations_count_in_the_form_that_a_peer_answers_better():
    refused = (answer("u", None, answerable=False),)
    own = {"talks": (answer("t", 0.9),), "unanswerable": refused, "talks, joined": (answer("t", 0.9),)}
    peer = own | {"talks": (answer("t", 0.9, right=False),)}
    tables = answer_tables({"report-qa": own, "report-qa, without its threshold": own, "peer": peer})
    assert tables[4].column("correct and cited") == [1, 1]
    assert share(peer["talks"], both) == [("t", 0.0)]


def test_what_was_encoded_is_not_encoded_again():
    import numpy as np

    asked = []

    def encode(texts: list[str]) -> object:
        asked.extend(texts)
        return np.array([[float(len(text))] for text in texts], dtype=np.float32)

    remembered = Remembered(encode)
    assert remembered.encode(["a", "bb", "a"]).tolist() == [[1], [2], [1]]
    assert remembered.encode(["bb", "ccc"]).tolist() == [[2], [3]]
    assert asked == ["a", "bb", "ccc"]
