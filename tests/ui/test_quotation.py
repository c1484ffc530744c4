from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze
from tests.ui.answers import cite, passage_named
from ui.quotation import Segment, Stretch, address_html, marked_html, quote_html, quoted, segments

if TYPE_CHECKING:
    from qa.engine import ReportQA


def test_a_stretch_is_cut_at_its_edges_and_at_the_answering_words(engine: ReportQA):
    passage = passage_named(engine, "P041")
    stretch = Stretch.of(cite(engine, passage, 0, (2, 6)), 1)
    cut = segments(engine.report, passage.start, passage.end, [stretch])
    assert cut[:3] == (
        Segment("强化", (0,)),
        Segment("住房保障", (0,), answering=True),
        Segment("和市场调控。", (0,)),
    )
    assert cut[3].stretches == ()


def test_the_segments_of_every_passage_are_its_whole_text(engine: ReportQA):
    for passage in engine.passages:
        stretches = [Stretch.of(cite(engine, passage, place, (0, 1)), 1) for place in (0, len(passage.sentences) - 1)]
        text = "".join(segment.text for segment in segments(engine.report, passage.start, passage.end, stretches))
        assert squeeze(text) == squeeze(passage.text)


def test_what_belongs_to_two_stretches_is_marked_with_both_numbers(engine: ReportQA):
    passage = passage_named(engine, "P041")
    citation = cite(engine, passage, 0)
    both = [Stretch.of(citation, 1), Stretch.of(citation, 2)]
    drawn = marked_html(engine.report, passage.start, passage.end, both, both[1])
    assert drawn.startswith('<mark class="current" data-citation="1 2">强化住房保障和市场调控。</mark>')


def test_answering_words_that_are_the_whole_quote_do_not_stand_out(engine: ReportQA):
    passage = passage_named(engine, "P041")
    length = passage.sentences[0].end - passage.sentences[0].start
    assert quote_html(engine.report, cite(engine, passage, 0, (0, length))) == "强化住房保障和市场调控。"
    assert "<strong>" in quote_html(engine.report, cite(engine, passage, 0, (0, length - 1)))


def test_a_page_break_inside_a_quote_is_not_seen(engine: ReportQA):
    passage, number = next(
        (passage, number)
        for passage in engine.passages
        for number, sentence in enumerate(passage.sentences)
        if "\n" in sentence.text
    )
    assert "\n" not in quote_html(engine.report, cite(engine, passage, number))


def test_a_quote_to_take_along_names_report_address_and_sentence(engine: ReportQA):
    citation = cite(engine, passage_named(engine, "P041"), 0)
    told = quoted(engine.report, citation.cited_text, citation.address, "P041.1")
    assert told == (
        "“强化住房保障和市场调控。”（《2018年上海市青浦区政府工作报告》，二、2018年主要任务 › "
        "（四）做好公共服务和民生保障 › 强化住房保障和市场调控 › 第1句，P041.1）"
    )


def test_an_address_is_drawn_step_by_step():
    assert address_html("甲 › 乙") == "<span>甲</span> › <span>乙</span>"
