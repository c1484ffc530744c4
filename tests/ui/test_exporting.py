from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qa.export import Format, read_export
from qa.verify import verify_page
from ui.chat_words import chat_words
from ui.conversation import Conversation, Failure, answer_last
from ui.exporting import exported, exports_html
from ui.words import Language

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import ReportQA
    from qa.verify import Verification


@pytest.fixture(scope="module")
def spoken(engine: ReportQA) -> Conversation:
    conversation = Conversation()
    for question in ("2017年地区生产总值是多少？", "长" * 1001, "2018年在住房方面有哪些安排？", "法国的首都是哪里？"):
        conversation = answer_last(engine, conversation.ask(question))
    return conversation


def checked(engine: ReportQA, folder: Path, file: dict[str, str]) -> tuple[Format, Verification]:
    path = folder / file["name"]
    path.write_bytes(b64decode(file["data"]))
    form, page = read_export(path)
    return form, verify_page(page, engine.report, engine.passages)


@pytest.mark.parametrize("form", Format)
def test_one_answer_and_the_whole_conversation_are_taken_along_with_every_quote_sound(
    engine: ReportQA, spoken: Conversation, form: Format, tmp_path: Path
):
    read, one = checked(engine, tmp_path, exported(engine.report, spoken, form, 0))
    assert (read, one.sound) == (form, True)
    answers = [spoken.answer_of(turn) for turn in range(len(spoken.turns))]
    citations = [len(answer.citations) for answer in answers if answer]
    assert len(one.quotes) == citations[0]
    _, whole = checked(engine, tmp_path, exported(engine.report, spoken, form))
    assert whole.sound
    assert len(whole.quotes) == sum(citations)


def test_a_file_is_named_after_the_report_and_the_answer(engine: ReportQA, spoken: Conversation):
    assert exported(engine.report, spoken, Format.WORD, 0)["name"] == "2018年上海市青浦区政府工作报告-1.docx"
    assert exported(engine.report, spoken, Format.MARKDOWN)["name"] == "2018年上海市青浦区政府工作报告.md"


def test_a_title_that_is_a_path_or_markup_makes_a_plain_name(hostile_engine: ReportQA):
    report = replace(hostile_engine.report, title="../a/<b>：" + "长" * 300)
    name = exported(report, Conversation(), Format.HTML)["name"]
    assert name == ("a_b_" + "长" * 300)[:60] + ".html"


@pytest.mark.parametrize("turn", [None, 0, 7])
def test_where_nothing_was_answered_the_file_holds_no_quote(engine: ReportQA, tmp_path: Path, turn: int | None):
    failed = Conversation().ask("问？").close(Failure("no"))
    _, verification = checked(engine, tmp_path, exported(engine.report, failed, Format.HTML, turn))
    assert verification.quotes == ()


def test_the_buttons_say_what_they_take_along():
    drawn = exports_html(chat_words(Language.ENGLISH), 3)
    assert drawn.startswith('<div class="exports" id="exports-3" hidden>')
    assert 'data-format="word" data-turn="3" aria-label="This answer: Word"' in drawn
    assert 'data-format="word" aria-label="Whole conversation: Word"' in drawn
