from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import PassageNotFoundError
from tests.ui.answers import answer_with, cite, passage_named
from ui.contents import contents_html
from ui.evidence import LONGEST_REFERENCE, Place, evidence_html, open_place
from ui.side_words import side_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA

WORDS = side_words(Language.CHINESE)


def test_the_citation_that_was_followed_is_the_one_being_read_and_its_neighbours_are_marked_too(engine: ReportQA):
    passage = passage_named(engine, "P041")
    answer = answer_with(cite(engine, passage, 0), cite(engine, passage, 2, (0, 5)))
    drawn = evidence_html(engine, WORDS, Place("P041.3", turn=3, citation=2), answer)
    assert '<mark class="current" data-citation="2"><strong>' in drawn
    assert '<mark data-citation="1">强化住房保障和市场调控。</mark>' in drawn
    assert 'data-reference="P041.3" data-turn="3" data-citation="2"' in drawn


def test_a_sentence_that_no_answer_led_to_is_marked_without_a_number(engine: ReportQA):
    drawn = evidence_html(engine, WORDS, Place("P041.1"), None)
    assert '<mark class="current">强化住房保障和市场调控。</mark>' in drawn


def test_a_whole_passage_is_opened_without_a_mark(engine: ReportQA):
    assert "<mark" not in evidence_html(engine, WORDS, Place("P041"), None)


def test_citations_of_other_passages_are_not_looked_for_in_this_one(engine: ReportQA):
    answer = answer_with(cite(engine, passage_named(engine, "P016"), 0))
    opened = open_place(engine, Place("P041", turn=0, citation=1), answer)
    assert opened.marked == ()
    assert opened.address == passage_named(engine, "P041").address


def test_the_way_leads_from_passage_to_passage_through_the_whole_report(engine: ReportQA):
    walked, reference = [], "P000"
    while reference:
        opened = open_place(engine, Place(reference), None)
        walked.append(opened.passage.passage_id)
        reference = opened.next or ""
    assert walked == [passage.passage_id for passage in engine.passages]
    assert open_place(engine, Place("P004.3"), None).previous == "P003"


@pytest.mark.parametrize("reference", ["P999", "P001.99", "nonsense", "<script>"])
def test_a_place_that_the_report_does_not_have_gets_a_calm_line(engine: ReportQA, reference: str):
    with pytest.raises(PassageNotFoundError):
        open_place(engine, Place(reference), None)
    drawn = evidence_html(engine, WORDS, Place(reference), None)
    escaped = reference.replace("<", "&lt;").replace(">", "&gt;")
    assert f'<p class="missing" role="status">报告里没有 {escaped}。</p>' in drawn
    assert "<script" not in drawn


def test_of_an_endless_id_only_the_beginning_is_shown(engine: ReportQA):
    drawn = evidence_html(engine, WORDS, Place("P" * 100_000), None)
    assert "P" * LONGEST_REFERENCE in drawn
    assert len(drawn) < 2000


def test_what_is_copied_is_the_sentence_with_its_address(engine: ReportQA):
    drawn = evidence_html(engine, WORDS, Place("P041.1"), None)
    assert 'data-copy="“强化住房保障和市场调控。”（《2018年上海市青浦区政府工作报告》，二、2018年主要任务' in drawn
    assert 'data-link="?passage=P041.1"' in drawn
    assert 'href="?passage=P041.1" target="_blank"' in drawn


def test_a_reports_text_is_never_html(hostile_engine: ReportQA):
    for passage in hostile_engine.passages:
        answer = answer_with(*(cite(hostile_engine, passage, place) for place in range(len(passage.sentences))))
        place = Place(passage.passage_id, turn=0, citation=1)
        drawn = evidence_html(hostile_engine, WORDS, place, answer)
        assert "<script" not in drawn
        assert "<b " not in drawn
        assert ("&lt;script&gt;window.hacked = 1&lt;/script&gt;" in drawn) == ("<script" in passage.text)


def test_every_line_of_the_contents_leads_to_a_passage_of_the_report(engine: ReportQA):
    from qa.suggest.overview import overview

    about = overview(engine.report)
    drawn = contents_html(WORDS, about)
    for part in about.parts:
        for entry in (part, *part.chapters):
            assert f'<a href="?passage={entry.passage_id}">{entry.title}</a>' in drawn
            assert engine.cite(entry.passage_id)
    assert len(about.parts) >= 2
