from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.answer import Answer, Citation, Status
from ui.evidence import Place, Segment, cited_passages, evidence_html
from ui.words import Language, words_in

if TYPE_CHECKING:
    from corpus.passages import Passage
    from qa.engine import ReportQA

WORDS = words_in(Language.CHINESE)


def cite(engine: ReportQA, passage: Passage, sentence: int, *highlights: tuple[int, int]) -> Citation:
    """Cite a sentence of a passage; highlights count from the sentence's start."""
    found = passage.sentences[sentence]
    return Citation(
        document_id=engine.report.document_id,
        document_title=engine.report.title,
        passage_id=passage.passage_id,
        sentence_ids=(found.sentence_id,),
        address=passage.sentence_address(found),
        cited_text=found.text,
        start_char_index=found.start,
        end_char_index=found.end,
        highlights=tuple((found.start + low, found.start + high) for low, high in highlights),
        score=1.0,
    )


def passage_named(engine: ReportQA, passage_id: str) -> Passage:
    return next(passage for passage in engine.passages if passage.passage_id == passage_id)


def answer_with(*citations: Citation) -> Answer:
    return Answer("问？", "zh", Status.ANSWERED, "答。", 1.0, citations, "问？", {})


def test_a_citation_marks_its_sentence_and_the_answering_words_in_their_passage(engine: ReportQA):
    passage = passage_named(engine, "P041")
    shown = cited_passages(engine.report, engine.passages, [cite(engine, passage, 0, (2, 6))])
    assert shown[0].address == passage.address
    assert shown[0].segments[:3] == (
        Segment("强化", (1,)),
        Segment("住房保障", (1,), answering=True),
        Segment("和市场调控。", (1,)),
    )
    assert shown[0].segments[3].citations == ()


def test_the_segments_of_every_passage_are_its_whole_text(engine: ReportQA):
    for passage in engine.passages:
        last = len(passage.sentences) - 1
        citations = [cite(engine, passage, 0, (0, 1)), cite(engine, passage, last)]
        (shown,) = cited_passages(engine.report, engine.passages, citations)
        text = "".join(segment.text for segment in shown.segments)
        assert squeeze(text) == squeeze(passage.text)


def test_citations_of_one_passage_stand_in_it_once_with_their_own_numbers(engine: ReportQA):
    first, other = passage_named(engine, "P041"), passage_named(engine, "P016")
    citations = [cite(engine, first, 2), cite(engine, other, 0), cite(engine, first, 0)]
    shown = cited_passages(engine.report, engine.passages, citations)
    assert [passage.passage_id for passage in shown] == ["P041", "P016"]
    assert [segment.citations for segment in shown[0].segments] == [(3,), (), (1,), ()]


def test_a_stretch_of_two_citations_carries_both_numbers(engine: ReportQA):
    passage = passage_named(engine, "P041")
    citation = cite(engine, passage, 0)
    (shown,) = cited_passages(engine.report, engine.passages, [citation, citation])
    assert shown.segments[0].citations == (1, 2)


def test_a_page_break_inside_a_citation_is_not_seen(engine: ReportQA):
    passage, number = next(
        (passage, number)
        for passage in engine.passages
        for number, sentence in enumerate(passage.sentences)
        if "\n" in sentence.text
    )
    (shown,) = cited_passages(engine.report, engine.passages, [cite(engine, passage, number)])
    assert all("\n" not in segment.text for segment in shown.segments)


def test_the_open_citation_is_the_current_one(engine: ReportQA):
    passage = passage_named(engine, "P041")
    answer = answer_with(cite(engine, passage, 0), cite(engine, passage, 2))
    drawn = evidence_html(engine.report, engine.passages, WORDS, answer, Place(turn=3, citation=2))
    assert '<mark class="current" data-citation="2">' in drawn
    assert '<mark data-citation="1">强化住房保障和市场调控。</mark>' in drawn
    assert 'data-turn="3"' in drawn


def test_without_citations_the_panel_says_what_it_is_for(engine: ReportQA):
    for answer in (None, answer_with()):
        drawn = evidence_html(engine.report, engine.passages, WORDS, answer, Place())
        assert drawn == f'<p class="evidence-empty">{WORDS.evidence_empty}</p>'


def test_a_reports_text_is_never_html(hostile_engine: ReportQA):
    passages = [passage for passage in hostile_engine.passages if "<" in passage.text]
    citations = [cite(hostile_engine, passage, 0) for passage in passages]
    place = Place()
    drawn = evidence_html(hostile_engine.report, hostile_engine.passages, WORDS, answer_with(*citations), place)
    assert "&lt;script&gt;window.hacked = 1&lt;/script&gt;" in drawn
    assert "<script" not in drawn
    assert "<b " not in drawn
