from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.errors import CitationError
from corpus.parse import parse_report
from corpus.passages import split_passages
from qa.answer import LONGEST_ANSWER, verify
from qa.asking.yes_no import Verdict
from qa.compose import LONGEST_QUOTE, SURE, citations_of, told
from qa.reading.reader import Reading
from tests.conftest import SHORT_REPORT

if TYPE_CHECKING:
    from corpus.report import Report

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


def text(report: Report, readings: list[Reading], language: str, verdict: Verdict | None = None) -> str:
    return told(report, readings, language, verdict).text


def marked(sentence_id: str, words: str) -> Reading:
    """A reading whose answering words are known."""
    whole = reading(sentence_id)
    start = whole.sentence.start + whole.sentence.text.index(words)
    return replace(whole, spans=((start, start + len(words)),), exact=True)


def test_one_quote_stands_alone_in_chinese_and_behind_a_phrase_elsewhere():
    readings = [reading("P004.3")]
    assert text(REPORT, readings, "zh") == "改造农村危房412户。"
    assert text(REPORT, readings, "en") == "The report says: 改造农村危房412户。"
    assert text(REPORT, readings, "sw") == "The report says: 改造农村危房412户。"


def test_the_answering_words_come_first_where_they_are_known():
    assert text(REPORT, [marked("P003.2", "120.5亿元")], "zh").splitlines() == [
        "120.5亿元",
        "全县生产总值达到120.5亿元，增长4.2%。",
    ]
    assert text(REPORT, [marked("P003.2", "4.2%")], "de").startswith("Im Bericht steht: 4.2%\n")


def test_answering_words_that_are_the_whole_quote_are_not_said_twice():
    whole = marked("P004.3", "改造农村危房412户")
    assert text(REPORT, [whole], "zh") == "改造农村危房412户。"


def test_yes_and_no_come_before_everything_in_the_questions_language():
    readings = [reading("P004.3")]
    assert text(REPORT, readings, "zh", Verdict.YES) == "是。改造农村危房412户。"
    assert text(REPORT, readings, "en", Verdict.NO) == "No. The report says: 改造农村危房412户。"
    assert text(REPORT, readings, "ja", Verdict.YES).startswith("はい。")


def test_several_quotes_are_numbered_like_their_citations():
    assert text(REPORT, [reading("P003.2"), reading("P005.1")], "zh").splitlines() == [
        "全县生产总值达到120.5亿元，增长4.2%。 [1]",
        "今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。 [2]",
    ]
    both = [marked("P003.2", "4.2%"), marked("P005.1", "7%以上")]
    assert text(REPORT, both, "zh").splitlines()[0] == "4.2%；7%以上"


def test_the_words_of_a_runner_up_do_not_stand_first():
    best, other = marked("P003.2", "4.2%"), replace(marked("P005.1", "7%以上"), runner_up=True)
    unsure = replace(best, confidence=SURE - 0.1)
    assert text(REPORT, [unsure], "zh").startswith("4.2%\n")
    assert not text(REPORT, [unsure, other], "zh").startswith("4.2%\n")
    assert text(REPORT, [best, other], "zh").splitlines() == [
        "4.2%",
        "全县生产总值达到120.5亿元，增长4.2%。 [1]",
        "今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。 [2]",
    ]
    assert [citation.highlights for citation in citations_of(REPORT, [best, other])] == [best.spans, ()]


def test_a_long_sentence_is_cut_to_the_clauses_around_the_answering_words():
    clauses = [f"第{n}项工作完成了{n * 7}个大大小小的有关建设项目" for n in range(10, 30)]
    report = parse_report(f"报告\n\n一、回顾\n\n{'，'.join(clauses)}。", "long")
    passage = split_passages(report)[-1]
    (sentence,) = passage.sentences
    start = report.source.index("140个")
    said = text(report, [Reading(passage, sentence, ((start, start + 4),), 1.0, 0.5, exact=True)], "zh")
    words, quote = said.splitlines()
    assert words == "140个"
    assert quote.startswith("…第")
    assert quote.endswith("，…")
    assert "完成了140个大大小小" in quote
    assert quote.strip("…") in report.source
    assert 60 <= len(quote) <= LONGEST_QUOTE


def test_an_answer_is_never_longer_than_said():
    long_report = parse_report(f"报告\n\n{'很' * 900}。", "long")
    passage = split_passages(long_report)[-1]
    sentence = passage.sentences[0]
    assert len(text(long_report, [Reading(passage, sentence, (), 1.0, 0.5)], "en")) <= LONGEST_ANSWER
    assert len(text(long_report, [Reading(passage, sentence, (), 1.0, 0.5)], "en")) > LONGEST_ANSWER - 20
