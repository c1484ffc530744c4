from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.errors import CitationError
from qa.answer import UNSURE_BELOW
from qa.asking.language import phrases
from qa.export import Conversation
from qa.export.conversation import page_of
from qa.export.page import Line, Note, Page, Role
from tests.qa.kept import ANSWERS, REPORT, SOURCE, answered, reading, refused

if TYPE_CHECKING:
    from qa.answer import Answer


def page(*answers: Answer) -> Page:
    return page_of(Conversation.of(REPORT, answers))


def texts(found: Page, role: Role) -> list[str]:
    return [line.text for line in found.lines if line.role is role]


def test_an_answer_is_exported_with_its_question_its_words_its_quote_and_its_note():
    found = page(answered("2020年全县生产总值是多少？", reading("P002.2", "120.5亿元")))
    start = SOURCE.index("全县生产总值")
    assert [(line.role, line.text) for line in found.lines][2:5] == [
        (Role.QUESTION, "问：2020年全县生产总值是多少？"),
        (Role.ANSWER, "120.5亿元"),
        (Role.QUOTE, "全县生产总值达到120.5亿元，增长4.2%。"),
    ]
    assert found.notes == (
        Note(
            1,
            (
                "2021年甲县政府工作报告 › 一、2020年工作回顾 › 经济稳步发展 › 第2句",
                "引文：全县生产总值达到120.5亿元，增长4.2%。",
                f"位置：P002 · P002.2 · 字符 {start}–{start + 23}",
                f"作答词：字符 {start + 8}–{start + 15} · 120.5亿元",
                f"原文：county-2021 · SHA-256 {REPORT.fingerprint[:16]}",
            ),
        ),
    )


def test_the_head_names_the_report_and_the_whole_digest_of_its_text():
    found = page()
    assert found.lines[0] == Line(Role.TITLE, "报告问答：2021年甲县政府工作报告")
    assert found.lines[1] == Line(Role.TEXT, f"原文：county-2021 · SHA-256 {REPORT.fingerprint}")


def test_words_are_in_the_language_of_each_answer():
    found = page(ANSWERS[3], ANSWERS[4], ANSWERS[0])
    assert found.language == "en"
    assert texts(found, Role.TITLE) == ["Questions to the report: 2021年甲县政府工作报告"]
    assert [text[:9] for text in texts(found, Role.QUESTION)] == ["Question:", "問：糧食總產量是多", "问：2020年全县"]
    assert [note.lines[2][:5] for note in found.notes] == ["Place", "位置：P0", "位置：P0"]
    assert [note.lines[2].split(" ")[-2] for note in found.notes] == ["characters", "字元", "字符"]


def test_a_refusal_is_exported_as_one_with_addresses_and_without_quotes():
    found = page(refused("法国的首都是哪里？"))
    assert "报告没有说。" in texts(found, Role.TEXT)
    assert texts(found, Role.ITEM) == ["P002 一、2020年工作回顾 › 经济稳步发展"]
    assert texts(found, Role.ANSWER) == texts(found, Role.QUOTE) == []
    assert found.notes == ()


def test_an_answer_that_may_be_wrong_says_so_below_its_quotes_and_one_that_is_likely_right_does_not():
    answer = answered("2020年全县生产总值是多少？", reading("P002.2", "120.5亿元"))
    doubtful = replace(answer, confidence=UNSURE_BELOW - 0.01)
    assert [line.role for line in page(doubtful).lines][4:6] == [Role.QUOTE, Role.TEXT]
    assert page(doubtful).lines[5].text == phrases("zh").unsure
    assert phrases("zh").unsure not in texts(page(replace(answer, confidence=UNSURE_BELOW)), Role.TEXT)


def test_what_was_searched_stands_under_a_follow_up_only():
    assert "检索时作：2020年和2021年生产总值增长多少？" in texts(page(ANSWERS[1]), Role.TEXT)
    assert not any("检索时作" in text for text in texts(page(ANSWERS[0]), Role.TEXT))


def test_notes_are_numbered_through_the_conversation():
    found = page(ANSWERS[0], ANSWERS[1], ANSWERS[5], ANSWERS[2])
    assert [note.number for note in found.notes] == [1, 2, 3, 4]
    assert [line.notes for line in found.lines if line.notes] == [(1,), (2,), (3,), (4,)]


def test_a_quote_across_a_page_break_reads_as_one_and_its_answering_words_are_marked():
    quote = "新建“村村通”公交 12 条，开通北斗导航基地 *一期*"
    found = page(answered("开通了什么？", reading("P003.2", "北斗导\n\n航基地")))
    (line,) = [line for line in found.lines if line.role is Role.QUOTE]
    assert line.text.startswith(quote)
    assert [line.text[start:end] for start, end in line.marks] == ["北斗导航基地"]


def test_answering_words_that_are_the_whole_quote_are_not_told_apart():
    found = page(answered("农村危房？", reading("P003.3")))
    (line,) = [line for line in found.lines if line.role is Role.QUOTE]
    assert line.marks == ()
    assert not any("作答词" in text for text in found.notes[0].lines)


@pytest.mark.parametrize("change", [{"cited_text": "全县生产总值达到121.5亿元，增长4.2%。"}, {"start_char_index": 0}])
def test_a_quote_that_is_not_in_the_report_is_never_exported(change: dict[str, object]):
    answer = ANSWERS[0]
    wrong = replace(answer, citations=(replace(answer.citations[0], **change),))
    with pytest.raises(CitationError):
        Conversation.of(REPORT, [wrong])
