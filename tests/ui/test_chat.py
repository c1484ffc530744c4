from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qa.answer import Answer, Status
from ui.chat import Chat
from ui.conversation import Conversation
from ui.evidence import Place
from ui.words import Language, words_in

if TYPE_CHECKING:
    from qa.engine import ReportQA

QUESTION = "2017年地区生产总值是多少？"


def asked(chat: Chat, *questions: str) -> Conversation:
    conversation = Conversation()
    for question in questions:
        conversation = chat.answer(conversation.ask(question))
    return conversation


@pytest.mark.parametrize("language", Language)
def test_an_empty_conversation_welcomes_with_examples_in_the_visitors_language(engine: ReportQA, language: Language):
    drawn = Chat(engine).transcript(Conversation(), language)
    expected = {Language.CHINESE: "2017年地区生产总值是多少？", Language.ENGLISH: "What was GDP in 2017?"}
    assert words_in(language).welcome in drawn
    assert f'<button type="button" class="example">{expected[language]}</button>' in drawn


def test_a_question_waits_in_sight(engine: ReportQA):
    drawn = Chat(engine).transcript(Conversation().ask(QUESTION), Language.CHINESE)
    assert QUESTION in drawn
    assert words_in(Language.CHINESE).searching in drawn


def test_an_answer_shows_its_quote_and_a_labelled_button_for_each_citation(engine: ReportQA):
    chat = Chat(engine)
    conversation = asked(chat, QUESTION)
    drawn = chat.transcript(conversation, Language.CHINESE)
    answer = conversation.answer_of(0)
    assert answer is not None
    assert "1009.2亿元" in drawn
    for number, citation in enumerate(answer.citations, start=1):
        label = f"出处{number}：{citation.address}。打开原文"
        assert f'data-turn="0" data-citation="{number}"' in drawn
        assert f'aria-label="{label}"' in drawn


def test_a_quote_that_the_answer_does_not_show_stands_under_it(engine: ReportQA):
    chat = Chat(engine)
    conversation = asked(chat, QUESTION)
    answer = conversation.answer_of(0)
    assert answer is not None
    first = answer.citations[0]
    shortened = Conversation().ask(QUESTION).close(replace(answer, answer="7.4%"))
    quote = engine.report.quote(first.start_char_index, first.end_char_index)
    assert "<blockquote" not in chat.transcript(
        conversation.ask("x").close(replace(answer, answer=quote)), Language.CHINESE
    )
    assert f'<blockquote lang="zh-CN">{quote}</blockquote>' in chat.transcript(shortened, Language.CHINESE)


def test_the_marker_at_a_lines_end_opens_its_citation_and_no_other_brackets_do(engine: ReportQA):
    chat = Chat(engine)
    answer = asked(chat, QUESTION).answer_of(0)
    assert answer is not None
    text = "见[1]处。 [1]\n没有这个。 [9]"
    drawn = chat.transcript(Conversation().ask("x").close(replace(answer, answer=text)), Language.CHINESE)
    assert drawn.count('class="marker"') == 1
    assert "<p>见[1]处。 <button" in drawn
    assert "<p>没有这个。 [9]</p>" in drawn


def test_what_the_report_does_not_say_is_told_calmly_with_the_nearest_passages_folded(engine: ReportQA):
    answer = Answer(
        question="火星？",
        language="zh",
        status=Status.NOT_IN_REPORT,
        answer="报告中没有找到这个问题的答案。",
        confidence=0.0,
        citations=(),
        standalone_question="火星？",
        timing_ms={},
        related=engine.passages[6:8],
    )
    conversation = Conversation().ask("火星？").close(answer)
    chat = Chat(engine)
    drawn = chat.transcript(conversation, Language.CHINESE)
    assert answer.answer in drawn
    assert '<details class="nearest"><summary>最接近的段落（不是答案）</summary>' in drawn
    assert engine.passages[6].address in drawn
    assert "<mark" not in chat.evidence(conversation, Place(), Language.CHINESE)


def test_what_was_searched_is_told_where_it_is_not_what_was_asked(engine: ReportQA):
    chat = Chat(engine)
    answer = asked(chat, QUESTION).answer_of(0)
    assert answer is not None
    follow_up = replace(answer, standalone_question="2018年地区生产总值是多少？")
    drawn = chat.transcript(Conversation().ask("那2018年呢？").close(follow_up), Language.ENGLISH)
    assert "Searched as: 2018年地区生产总值是多少？" in drawn
    assert "Searched as" not in chat.transcript(asked(chat, QUESTION), Language.ENGLISH)


def test_a_fault_of_the_program_is_told_without_its_insides(engine: ReportQA):
    chat = Chat(engine)
    given_up = chat.give_up(Conversation().ask(QUESTION))
    assert words_in(Language.ENGLISH).internal_error in chat.transcript(given_up, Language.ENGLISH)
    assert given_up.failed_question == QUESTION


def test_a_place_that_does_not_exist_opens_nothing(engine: ReportQA):
    chat = Chat(engine)
    conversation = asked(chat, QUESTION)
    assert "<mark" in chat.evidence(conversation, Place(0, 1), Language.CHINESE)
    assert "<mark" not in chat.evidence(conversation, Place(7, 1), Language.CHINESE)
    assert 'class="current"' not in chat.evidence(conversation, Place(0, 99), Language.CHINESE)


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
    chat = Chat(engine)
    drawn = chat.transcript(asked(chat, text), Language.CHINESE)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f"</span>{escaped}</p>" in drawn


def test_a_reports_text_is_never_html_in_the_conversation(hostile_engine: ReportQA):
    chat = Chat(hostile_engine)
    drawn = chat.transcript(asked(chat, "全区生产总值达到多少？", "新增就业岗位多少个？"), Language.CHINESE)
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert "<b " not in drawn
