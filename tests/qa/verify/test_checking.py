"""Whatever of a quote, its note, the short answer or the head is changed in an exported file is found."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qa.export import Conversation, Format, export
from qa.export.conversation import page_of
from qa.export.html import read_html
from qa.export.markdown import read_markdown
from qa.export.word_reader import read_word
from qa.verify import Fault, Verification, verify_page
from tests.qa.export.test_word import edited
from tests.qa.kept import (
    ANSWERS,
    CONVERSATION,
    OTHER_DOCUMENT,
    OTHER_VERSION,
    PASSAGES,
    REFUSALS,
    REPORT,
    SOURCE,
    answered,
    reading,
)

if TYPE_CHECKING:
    from corpus.report import Report
    from qa.export.page import Page

SHORT = Conversation.of(REPORT, ANSWERS[:3])
MARKDOWN, HTML = (export(SHORT, form).decode() for form in (Format.MARKDOWN, Format.HTML))
WORD = export(SHORT, Format.WORD)
WORD_PARTS = ("word/document.xml", "word/footnotes.xml")


def verified(page: Page, report: Report = REPORT) -> Verification:
    return verify_page(page, report, PASSAGES)


def faults(verification: Verification) -> set[Fault]:
    problems = [*verification.problems, *(problem for quote in verification.quotes for problem in quote.problems)]
    return {problem.fault for problem in problems}


def tampered(old: str, new: str, count: int = -1) -> list[Verification]:
    """What comes of the same change in all three formats."""
    assert old in MARKDOWN
    pages = [read_markdown(MARKDOWN.replace(old, new, count)), read_html(HTML.replace(old, new, count))]
    word = WORD
    for part in WORD_PARTS:
        if count < 0 or part == WORD_PARTS[0]:
            word = edited(word, part, old, new) if in_part(part, old) else word
    return [verified(page) for page in [*pages, read_word(word)]]


def in_part(part: str, text: str) -> bool:
    return text.encode() in ZipFile(BytesIO(WORD)).read(part)


@pytest.mark.parametrize("conversation", [CONVERSATION, SHORT], ids=["all", "short"])
@pytest.mark.parametrize("form", Format)
def test_an_export_proves_itself(form: Format, conversation: Conversation):
    data = export(conversation, form)
    if form is Format.WORD:
        verification = verified(read_word(data))
    else:
        verification = verified((read_html if form is Format.HTML else read_markdown)(data.decode()))
    assert verification.sound
    assert len(verification.quotes) == sum(len(answer.citations) for answer in conversation.answers)
    assert all(quote.place for quote in verification.quotes)


def test_the_words_of_a_runner_up_may_not_be_put_first():
    beside = replace(reading("P004.1", "7%以上"), runner_up=True)
    said = Conversation.of(REPORT, (answered("增长多少？", reading("P002.2", "4.2%"), beside),))
    text = export(said, Format.MARKDOWN).decode()
    assert verified(read_markdown(text)).sound
    assert text.count("4.2%**") == 1
    for other in ("7%以上", "4.2%；7%以上"):
        assert faults(verified(read_markdown(text.replace("4.2%**", f"{other}**")))) == {Fault.ANSWER_ALTERED}


def test_refusals_alone_hold_no_quotes_and_are_not_sound():
    verification = verified(page_of(REFUSALS))
    assert (verification.sound, verification.quotes, verification.problems) == (False, (), ())


def test_text_that_looks_like_a_quote_in_a_question_is_none():
    assert verified(page_of(CONVERSATION)).sound
    assert {quote.number for quote in verified(page_of(CONVERSATION)).quotes} == set(range(1, 23))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("引文：全县生产总值达到120.5亿元", "引文：全县生产总值达到130.5亿元", Fault.TEXT_ALTERED),
        ("经济稳步发展 › 第2句", "经济稳步发展 › 第3句", Fault.PLACE_ALTERED),
        ("2021年甲县政府工作报告 › 一、", "2020年甲县政府工作报告 › 一、", Fault.PLACE_ALTERED),
        ("P002 · P002.2", "P002 · P002.3", Fault.PLACE_ALTERED),
        ("P002 · P002.2", "P003 · P002.2", Fault.PLACE_ALTERED),
        ("字符 73–96", "字符 74–96", Fault.OFFSETS_MOVED),
        ("字符 73–96", "字符 73–97", Fault.OFFSETS_MOVED),
        ("字符 73–96", "字符 96–73", Fault.OFFSETS_MOVED),
        ("字符 73–96", "字符 9999–99999", Fault.OFFSETS_MOVED),
        ("字符 81–88 · 120.5亿元", "字符 81–87 · 120.5亿元", Fault.PLACE_ALTERED),
        ("字符 81–88 · 120.5亿元", "字符 81–88 · 130.5亿元", Fault.PLACE_ALTERED),
        ("字符 81–88 · 120.5亿元", "字符 1–8 · 120.5亿元", Fault.PLACE_ALTERED),
        ("字符 73–96", "字符 七三–96", Fault.NOTE_DAMAGED),
    ],
)
def test_a_change_in_a_note_is_named_for_what_it_is_in_every_format(old: str, new: str, fault: Fault):
    for verification in tampered(old, new):
        assert not verification.sound
        assert fault in faults(verification)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("全县生产总值达到120.5亿元", "全县生产总值达到130.5亿元", Fault.BODY_ALTERED),
        ("120.5亿元", "121.5亿元", Fault.ANSWER_ALTERED),
        ("报告问答：2021", "报告问答：2020", Fault.HEAD_ALTERED),
        ("SHA-256", "SHA-255", Fault.HEAD_ALTERED),
        ("county-2021", "county-2020", Fault.OTHER_DOCUMENT),
    ],
)
def test_a_change_in_the_body_only_is_named_for_what_it_is(old: str, new: str, fault: Fault):
    verification = verified(read_markdown(MARKDOWN.replace(old, new, 1)))
    assert not verification.sound
    assert faults(verification) == {fault}


def test_a_changed_figure_in_the_body_is_found_in_every_format():
    body = "达到<mark>120.5亿元</mark>、".removesuffix("、")
    word = edited(WORD, WORD_PARTS[0], "<w:t>120.5亿元</w:t></w:r><w:r>", "<w:t>130.5亿元</w:t></w:r><w:r>")
    for page in (
        read_markdown(MARKDOWN.replace("> 全县生产总值达到120.5", "> 全县生产总值达到130.5", 1)),
        read_html(HTML.replace(body, body.replace("120", "130"), 1)),
        read_word(word),
    ):
        (wrong,) = [quote for quote in verified(page).quotes if not quote.sound]
        assert [problem.fault for problem in wrong.problems] == [Fault.BODY_ALTERED]
        assert wrong.problems[0].found == "全县生产总值达到130.5亿元，增长4.2%。"
        assert wrong.problems[0].expected == "全县生产总值达到120.5亿元，增长4.2%。"


def test_an_altered_quote_is_told_what_the_report_has():
    verification = verified(read_markdown(MARKDOWN.replace("引文：全县生产总值达到120", "引文：全县生产总值达到130")))
    (problem,) = [p for p in verification.quotes[0].problems if p.fault is Fault.TEXT_ALTERED]
    assert problem.expected == "全县生产总值达到120.5亿元，增长4.2%。"


def test_moved_offsets_are_told_where_the_quote_stands():
    verification = verified(read_markdown(MARKDOWN.replace("字符 73–96", "字符 83–106")))
    (problem,) = verification.quotes[0].problems
    assert (problem.fault, problem.found) == (Fault.OFFSETS_MOVED, "83–106")
    assert (problem.stands_at, problem.stands_in) == ((73, 96), "P002.2")
    assert SOURCE[73:96] == "全县生产总值达到120.5亿元，增长4.2%。"


def test_a_quote_that_stands_twice_is_held_to_the_place_that_is_cited():
    twice = answered("农村危房？", reading("P004.2"))
    assert verified(page_of(Conversation.of(REPORT, [twice]))).sound
    first, second = (found.start() for found in re.finditer("改造农村危房412户。", SOURCE))
    markdown = export(Conversation.of(REPORT, [twice]), Format.MARKDOWN).decode()
    verification = verified(read_markdown(markdown.replace(f"字符 {second}–", f"字符 {first}–")))
    assert not verification.sound


def test_a_quote_that_was_cut_is_altered_even_if_its_offsets_were_cut_too():
    cut = MARKDOWN.replace("，增长4.2%。", "。", 3)
    assert Fault.TEXT_ALTERED in faults(verified(read_markdown(cut)))
    shorter = MARKDOWN.replace("412户。", "412户").replace("增长4.2%。", "增长4.2%").replace("73–96", "73–95")
    assert not verified(read_markdown(shorter)).sound


def test_another_version_of_the_report_is_told_from_another_document():
    page = page_of(SHORT)
    for report, fault in ((OTHER_VERSION, Fault.OTHER_VERSION), (OTHER_DOCUMENT, Fault.OTHER_DOCUMENT)):
        verification = verified(page, report)
        assert faults(verification) == {fault}
        assert len(verification.problems) == 1
        moved = verification.quotes[0].problems[0]
        assert (moved.stands_at, moved.stands_in) == ((73, 96), "P002.2")


def test_a_report_under_another_name_is_the_same_report():
    assert verified(page_of(SHORT), replace(REPORT, document_id="renamed")).sound


def test_a_note_that_names_another_document_than_the_head_is_found():
    changed = re.sub(r"(原文：county-202)1( · SHA-256 \w{16}\n)", r"\g<1>2\2", MARKDOWN, count=1)
    verification = verified(read_markdown(changed))
    assert faults(verification) == {Fault.OTHER_DOCUMENT}


def test_a_quote_without_a_note_and_a_note_without_a_quote_are_found():
    quote = "> 全县生产总值达到120.5亿元，增长4.2%。[^1]\n"
    assert faults(verified(read_markdown(MARKDOWN.replace(quote, quote.replace("[^1]", ""), 1)))) == {
        Fault.NOTE_MISSING,
        Fault.QUOTE_MISSING,
    }
    assert Fault.QUOTE_MISSING in faults(verified(read_markdown(MARKDOWN.replace(quote, "", 1))))
    assert Fault.NOTE_MISSING in faults(verified(read_markdown(MARKDOWN.replace("[^1]:", "[^7]:"))))


def test_a_note_that_stands_twice_is_found():
    note = MARKDOWN[MARKDOWN.index("[^1]:") : MARKDOWN.index("[^2]:")]
    fake = note.replace("120.5", "130.5")
    assert not verified(read_markdown(MARKDOWN.replace(note, fake + note))).sound
    assert not verified(read_markdown(MARKDOWN + "\n" + fake)).sound


def test_quotes_that_changed_places_are_found():
    swapped = MARKDOWN.replace("。[^1]", "。[^x]").replace("。[^2]", "。[^1]").replace("。[^x]", "。[^2]")
    assert not verified(read_markdown(swapped)).sound


def test_an_answer_that_lost_its_style_still_counts_as_one():
    for plain in ("130.5亿元", "120.5亿元左右"):
        verification = verified(read_markdown(MARKDOWN.replace("**120.5亿元**", plain, 1)))
        assert faults(verification) == {Fault.ANSWER_ALTERED}
    assert verified(read_markdown(MARKDOWN.replace("**120.5亿元**", "120.5亿元", 1))).sound


def test_an_answer_whose_quotes_were_taken_out_is_found():
    gone = re.sub(r"^> .*\n", "", MARKDOWN, flags=re.MULTILINE)
    gone = gone[: gone.index("[^1]:")]
    assert Fault.ANSWER_ALTERED in faults(verified(read_markdown(gone)))


def test_what_someone_writes_around_the_quotes_is_not_judged():
    around = (
        MARKDOWN.replace("## 问：增长多少？", "我的按语：这很重要。[^9]\n\n## 问：增长多少？") + "\n[^9]: 自己的注。\n"
    )
    assert verified(read_markdown(around.replace("# 报告问答：2021年甲县政府工作报告", "# 我的文章", 1))).sound
    without_head = MARKDOWN[MARKDOWN.index("## ") :]
    assert verified(read_markdown(without_head)).sound


LINES = MARKDOWN.splitlines()
PROVED = [n for n, line in enumerate(LINES) if line.startswith(("> ", "**", "[^", "    "))]
"""The lines whose every character is proved: quotes, short answers and notes."""


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_single_character_of_what_is_proved_can_change_unseen(data: st.DataObject):
    number = data.draw(st.sampled_from(PROVED))
    line = LINES[number]
    at = data.draw(st.integers(0, len(line) - 1))
    new = data.draw(st.sampled_from(["", "0", "7", "不", ".", "句", line[at] * 2, "−", " "]))
    lines = [*LINES[:number], line[:at] + new + line[at + 1 :], *LINES[number + 1 :]]
    page = read_markdown("\n".join(lines))
    assume(page != page_of(SHORT))  # a space at a line's end, or the sign of a line break
    assert not verified(page).sound, lines[number]


@settings(deadline=None)
@given(st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_no_digit_of_the_heads_digest_can_change_unseen(at: int, digit: str):
    line = LINES[2]
    start = line.index(REPORT.fingerprint) + at
    assume(line[start] != digit)
    changed = MARKDOWN.replace(line, line[:start] + digit + line[start + 1 :])
    assert faults(verified(read_markdown(changed))) == {Fault.OTHER_VERSION}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_digit_of_a_quote_or_note_can_change_unseen_in_html_and_word(data: st.DataObject):
    if data.draw(st.booleans()):
        spans = [found.span() for found in re.finditer(r"<(blockquote|li id).*?</(blockquote|li)>", HTML)]
        seen = [n for span in spans for n in range(*span) if HTML.rfind(">", 0, n) > HTML.rfind("<", 0, n)]
        at = data.draw(st.sampled_from([n for n in seen if HTML[n].isdigit()]))
        page = read_html(HTML[:at] + ("3" if HTML[at] != "3" else "4") + HTML[at + 1 :])
    else:
        part = ZipFile(BytesIO(WORD)).read("word/footnotes.xml").decode()
        at = data.draw(st.sampled_from([n for n in range(len(part)) if part[n].isdigit() and in_text(part, n)]))
        other = part[:at] + ("3" if part[at] != "3" else "4") + part[at + 1 :]
        page = read_word(edited(WORD, "word/footnotes.xml", part, other))
    assert not verified(page).sound


def in_text(xml: str, at: int) -> bool:
    """Whether an offset lies in text that people read."""
    return xml.rfind("<w:t", 0, at) > xml.rfind("</w:t>", 0, at) and xml.rfind(">", 0, at) > xml.rfind("<", 0, at)
