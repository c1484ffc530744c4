from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from qa.asking.question import read_question
from qa.gather import gather
from qa.reading.reader import Findings, Reading
from qa.reading.sentence_reader import SentenceReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search import Hit
    from qa.asking.question import Question

LONG = f"新建养老院{'以及社区食堂、老年学校' * 40}。"
FILLING = [f"养老院第{n}期工程{'稳步推进' * 40}。" for n in "一二三"]
REPORT = parse_report(
    "\n\n".join(["2018年甲县政府工作报告", LONG, *FILLING, "养老院床位增加120张。", "公交线路开通3条。"]), "county"
)
INDEX = build_index(REPORT, split_passages(REPORT), None)


class Answers:
    """Reads, for a question's text, the sentences that hold the words, and refuses where these are in `refused`."""

    uses_model = True
    least_chance = 0.5

    def __init__(self, words: dict[str, list[str]], refused: dict[str, list[str]] | None = None) -> None:
        self._words, self._refused = words, refused or {}

    def with_least_chance(self, chance: float, /) -> Answers:
        return Answers(self._words, self._refused)

    def read(self, question: Question, hits: Sequence[Hit], /, *, most: int = 12) -> Findings:
        readings = self._named(self._words, question, hits)
        best = readings or self._named(self._refused, question, hits)
        return Findings(readings, best[0].sentence if best else None)

    def _named(self, words: dict[str, list[str]], question: Question, hits: Sequence[Hit]) -> list[Reading]:
        found = [(hit.passage, match.sentence) for hit in hits for match in hit.sentences]
        return [
            Reading(passage, sentence, ((sentence.start, sentence.end),), -rank, 0.9)
            for rank, held in enumerate(words.get(question.text, []))
            for passage, sentence in found
            if held in sentence.text
        ]

    def rerank(self, question: Question, hits: Sequence[Hit], /) -> list[Hit]:
        return list(hits)


def quoted(question: str, reader: SentenceReader | Answers) -> list[str]:
    return [reading.sentence.text for reading in gather(INDEX, read_question(question, 2018), None, reader).readings]


def test_the_best_sentence_is_quoted_however_long_it_is():
    assert quoted("新建养老院、社区食堂、老年学校", SentenceReader()) == [LONG]


@pytest.mark.parametrize(("whole", "said"), [(["床位"], ["养老院床位增加120张。"]), (["开通3条"], []), ([], [])])
def test_a_clause_alone_is_believed_only_where_the_whole_question_leads_to_the_same(whole: list[str], said: list[str]):
    question = "老人住的地方，床位增加多少？"
    assert quoted(question, Answers({"床位增加多少": ["床位"]}, {question: whole})) == said


def test_each_part_is_answered_before_more_is_quoted_for_the_whole():
    question = "养老院进展怎么样？公交线路开通几条？"
    reader = Answers({question: ["第一期", "第二期", "第三期"], "公交线路开通几条": ["开通3条"]})
    assert quoted(question, reader) == [FILLING[0], "公交线路开通3条。"]


def test_parts_answer_where_the_whole_question_finds_nothing():
    reader = Answers({"养老院床位增加多少": ["床位"], "公交线路开通几条": ["开通3条"]})
    assert quoted("养老院床位增加多少？公交线路开通几条？", reader) == ["养老院床位增加120张。", "公交线路开通3条。"]
