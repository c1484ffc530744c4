from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import CitationError
from corpus.parse import parse_report
from corpus.passages import split_passages
from qa.answer import LONGEST_ANSWER, verify
from qa.compose import answer_text, citations_of
from qa.reader import Reading
from tests.conftest import SHORT_REPORT

REPORT = parse_report(SHORT_REPORT, "county")
PASSAGES = {passage.passage_id: passage for passage in split_passages(REPORT)}


def reading(sentence_id: str, confidence: float = 0.5) -> Reading:
    passage = PASSAGES[sentence_id.partition(".")[0]]
    sentence = next(s for s in passage.sentences if s.sentence_id == sentence_id)
    return Reading(passage, sentence, ((sentence.start, sentence.end),), 1.0, confidence)


def test_a_citation_holds_the_sentence_its_offsets_and_its_address():
    (citation,) = citations_of(REPORT, [reading("P003.2", 0.75)])
    assert citation.cited_text == "全县生产总值达到120.5亿元，增长4.2%。"
    assert SHORT_REPORT[citation.start_char_index : citation.end_char_index] == citation.cited_text
    assert citation.address == "一、2020年工作回顾 › 经济稳步发展 › 第2句"
    assert (citation.passage_id, citation.sentence_ids, citation.score) == ("P003", ("P003.2",), 0.75)
    verify(REPORT, citation)


def test_neighbouring_sentences_become_one_citation():
    citations = citations_of(REPORT, [reading("P004.2"), reading("P004.3"), reading("P006.2")])
    assert [c.sentence_ids for c in citations] == [("P004.2", "P004.3"), ("P006.2",)]
    assert citations[0].cited_text == "新建公办幼儿园6所，新增学位1800个。改造农村危房412户。"
    assert citations[0].address.endswith("第2–3句")


@pytest.mark.parametrize(
    "change",
    [
        {"cited_text": "全县生产总值达到121.5亿元，增长4.2%。"},
        {"start_char_index": 0},
        {"cited_text": "", "end_char_index": 0, "start_char_index": 0},
        {"highlights": ((0, 3),)},
        {"end_char_index": 10**6},
    ],
)
def test_a_citation_that_is_not_in_the_report_is_never_printed(change: dict[str, object]):
    (citation,) = citations_of(REPORT, [reading("P003.2")])
    with pytest.raises(CitationError, match="does not stand"):
        verify(REPORT, replace(citation, **change))


def test_one_quote_stands_alone_in_chinese_and_behind_a_phrase_elsewhere():
    citations = citations_of(REPORT, [reading("P004.3")])
    assert answer_text(citations, "zh") == "改造农村危房412户。"
    assert answer_text(citations, "en") == "The report says: 改造农村危房412户。"
    assert answer_text(citations, "sw") == "The report says: 改造农村危房412户。"


def test_several_quotes_are_numbered_like_their_citations():
    citations = citations_of(REPORT, [reading("P003.2"), reading("P005.1")])
    assert answer_text(citations, "zh").splitlines() == [
        "全县生产总值达到120.5亿元，增长4.2%。 [1]",
        "今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。 [2]",
    ]


def test_an_answer_is_never_longer_than_said():
    long_report = parse_report(f"报告\n\n{'很' * 900}。", "long")
    passage = split_passages(long_report)[-1]
    sentence = passage.sentences[0]
    long_reading = Reading(passage, sentence, (), 1.0, 0.5)
    assert len(answer_text(citations_of(long_report, [long_reading]), "en")) == LONGEST_ANSWER
