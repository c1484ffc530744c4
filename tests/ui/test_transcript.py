from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qa.answer import UNSURE_BELOW
from qa.suggest.overview import overview
from tests.ui.answers import answer_with, cite, passage_named, refusal_with
from ui.chat_words import chat_words
from ui.conversation import Conversation, answer_last
from ui.markup import element
from ui.toolbar import answer_text
from ui.transcript import short, transcript_html
from ui.welcome import related_html, welcome_html
from ui.words import Language

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.engine import ReportQA

WORDS = chat_words(Language.CHINESE)
QUESTION = "2017年地区生产总值是多少？"


def drawn_of(engine: ReportQA, conversation: Conversation, language: Language = Language.CHINESE) -> str:
    return transcript_html(engine.report, chat_words(language), conversation, element("section", "欢迎"), language)


def drawn_with(engine: ReportQA, answer: Answer) -> str:
    return drawn_of(engine, Conversation().ask(answer.question).close(answer))


def asked(engine: ReportQA, *questions: str) -> Conversation:
    conversation = Conversation()
    for question in questions:
        conversation = answer_last(engine, conversation.ask(question))
    return conversation


def test_the_welcome_gives_way_to_the_first_question(engine: ReportQA):
    assert "<section>欢迎</section>" in drawn_of(engine, Conversation())
    waiting = drawn_of(engine, Conversation().ask(QUESTION))
    assert "欢迎" not in waiting
    assert QUESTION in waiting
    assert f'<p class="searching">{WORDS.searching}</p>' in waiting


@pytest.mark.parametrize("language", Language)
def test_the_welcome_tells_what_the_report_is_and_offers_questions(engine: ReportQA, language: Language):
    words = chat_words(language)
    drawn = welcome_html(words, overview(engine.report), ["问题甲？", "问题乙？"])
    assert words.promise in drawn
    assert {Language.CHINESE: "2018年1月16日", Language.ENGLISH: "2018-01-16"}[language] in drawn
    assert drawn.count('class="example"') == 2


def test_nothing_is_offered_where_there_is_nothing_to_offer(engine: ReportQA):
    assert related_html(WORDS, []) == ""
    assert WORDS.examples not in welcome_html(WORDS, overview(engine.report), [])
    assert '<button type="button" class="example">还有呢？</button>' in related_html(WORDS, ["还有呢？"])


def test_an_answer_begins_with_its_decisive_words_then_quotes_with_the_answering_words_strong(engine: ReportQA):
    passage = passage_named(engine, "P041")
    drawn = drawn_with(engine, answer_with(cite(engine, passage, 0, (2, 6)), lead="住房保障"))
    lead = drawn.index('<p class="lead" lang="zh" dir="auto">住房保障</p>')
    quote = drawn.index('<blockquote lang="zh-CN">强化<strong>住房保障</strong>和市场调控。</blockquote>')
    assert lead < quote < drawn.index('class="chip"')


@pytest.mark.parametrize("lead", ["The report says:", "報告書の記述："])
def test_words_that_only_open_a_quote_stay_in_the_background(engine: ReportQA, lead: str):
    drawn = drawn_with(engine, answer_with(cite(engine, passage_named(engine, "P041"), 0), lead=lead))
    assert f'class="opening" lang="zh" dir="auto">{lead}</p>' in drawn
    assert 'class="lead"' not in drawn


def test_every_citation_has_a_labelled_link_to_its_place(engine: ReportQA):
    conversation = asked(engine, QUESTION, "2018年在住房方面有哪些安排？")
    drawn = drawn_of(engine, conversation)
    for turn in range(2):
        answer = conversation.answer_of(turn)
        assert answer
        assert answer.citations
        for number, citation in enumerate(answer.citations, start=1):
            place = (
                f'href="?passage={citation.sentence_ids[0]}" class="chip" data-turn="{turn}" data-citation="{number}"'
            )
            assert f'{place} aria-label="出处{number}：{citation.address}。打开原文"' in drawn


def test_an_answer_that_is_as_likely_wrong_as_right_is_told_to_be_unsure(engine: ReportQA):
    citation = cite(engine, passage_named(engine, "P041"), 0)
    assert WORDS.unsure in drawn_with(engine, answer_with(citation, confidence=UNSURE_BELOW - 0.01))
    assert WORDS.unsure not in drawn_with(engine, answer_with(citation, confidence=UNSURE_BELOW))


def test_what_the_report_does_not_say_is_told_calmly_with_the_nearest_passages_folded(engine: ReportQA):
    near = engine.passages[6:8]
    drawn = drawn_with(engine, refusal_with(*near, reason="报告没有提到“法国”，无法据此回答。"))
    assert f'<p class="verdict">{WORDS.not_said}</p>' in drawn
    assert "报告没有提到“法国”，无法据此回答。" in drawn
    assert '<details class="nearest"><summary>最接近的 2 段（不是答案）</summary>' in drawn
    for passage in near:
        assert f'href="?passage={passage.passage_id}"' in drawn
    for proof in ("chip", "blockquote", "data-copy", "<mark"):
        assert proof not in drawn


def test_a_refusal_without_near_passages_has_nothing_to_unfold(engine: ReportQA):
    assert "<details" not in drawn_with(engine, refusal_with())


def test_what_was_searched_is_told_where_it_is_not_what_was_asked(engine: ReportQA):
    answer = asked(engine, QUESTION).answer_of(0)
    assert answer
    follow_up = Conversation().ask("那2018年呢？").close(replace(answer, standalone_question=f"{QUESTION}2018"))
    assert f"Searched as: {QUESTION}2018" in drawn_of(engine, follow_up, Language.ENGLISH)
    assert "Searched as" not in drawn_of(engine, asked(engine, QUESTION), Language.ENGLISH)


def test_a_question_that_cannot_be_used_is_told_why_and_not_offered_again(engine: ReportQA):
    refused = drawn_of(engine, asked(engine, "长" * 1001))
    assert "没能回答：" in refused
    assert "retry" not in refused.replace("data-retry", "")


def test_an_answer_can_be_taken_along_with_its_sources(engine: ReportQA):
    answer = answer_with(cite(engine, passage_named(engine, "P041"), 0), lead="住房")
    first, second = answer_text(engine.report, answer).splitlines()
    assert first == "住房"
    assert second.startswith("“强化住房保障和市场调控。”（《2018年上海市青浦区政府工作报告》，")
    assert second.endswith("，P041.1）")


def test_a_long_address_is_shown_without_its_middle_steps():
    assert short("甲 › 乙 › 第1句") == "甲 › 乙 › 第1句"
    assert short("甲 › 乙 › 丙 › 丁 › 第1句") == "甲 › … › 丁 › 第1句"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![图](http://example.invalid/x.png)",
        "[点](javascript:alert(1))",
        "$$x^2$$ 与 **粗** `码`",
        '"><b>',
    ],
)
def test_a_question_is_shown_as_it_was_typed(engine: ReportQA, text: str):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f"</span>{escaped}</p>" in drawn_of(engine, asked(engine, text))


def test_a_reports_text_is_never_html_in_the_conversation(hostile_engine: ReportQA):
    drawn = drawn_of(hostile_engine, asked(hostile_engine, "全区生产总值达到多少？", "新增就业岗位多少个？"))
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert "<b " not in drawn
