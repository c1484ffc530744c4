"""What every format must do: give back exactly what was written into it, whatever the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.export import Conversation, Format
from qa.export.conversation import page_of
from qa.export.html import read_html, write_html
from qa.export.markdown import read_markdown, write_markdown
from qa.export.page import Line, Note, Page, Role, shown
from qa.export.word import write_word
from qa.export.word_reader import read_word
from tests.qa.kept import CONVERSATION, HOSTILE, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable

ROUND_TRIPS: dict[Format, Callable[[Page], Page]] = {
    Format.MARKDOWN: lambda page: read_markdown(write_markdown(page)),
    Format.HTML: lambda page: read_html(write_html(page)),
    Format.WORD: lambda page: read_word(write_word(page)),
}
every_format = pytest.mark.parametrize("form", Format)

MARKUP = st.sampled_from(
    ["\\", "`", "*", "_", "[^1]", "]: ", "> ", "# ", "- ", "1. ", "<b>", "&lt;", "|", "**", "    ", "　"]
)
TEXTS = st.lists(st.one_of(MARKUP, st.text(max_size=6)), min_size=1, max_size=8).map("".join).map(shown).filter(bool)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Pages as writers get them: notes are numbered through in the order of their quotes."""
    lines, notes = [], []
    for role, text in draw(st.lists(st.tuples(st.sampled_from(Role), TEXTS), max_size=6)):
        numbers = ()
        if role is Role.QUOTE:
            notes.append(Note(len(notes) + 1, tuple(draw(st.lists(TEXTS, min_size=1, max_size=5)))))
            numbers = (len(notes),)
        lines.append(Line(role, text, numbers))
    return Page(tuple(lines), tuple(notes), "zh")


@every_format
@pytest.mark.parametrize("conversation", [CONVERSATION, REFUSALS], ids=["answers", "refusals"])
def test_an_export_says_what_the_conversation_says(form: Format, conversation: Conversation):
    page = page_of(conversation)
    assert ROUND_TRIPS[form](page) == page


@every_format
@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_is_markup_somewhere_comes_back_as_it_was_in_every_role(form: Format, text: str):
    lines = tuple(Line(role, shown(text), (1,) if role is Role.QUOTE else ()) for role in Role)
    page = Page(lines, (Note(1, (shown(text), shown(f"第二行 {text}"))),), "zh")
    assert ROUND_TRIPS[form](page) == page


@settings(max_examples=300, deadline=None)
@given(pages())
def test_any_page_survives_markdown(page: Page):
    assert ROUND_TRIPS[Format.MARKDOWN](page) == page


@settings(max_examples=300, deadline=None)
@given(pages())
def test_any_page_survives_html(page: Page):
    assert ROUND_TRIPS[Format.HTML](page) == page


@settings(max_examples=25, deadline=None)
@given(pages())
def test_any_page_survives_word(page: Page):
    assert ROUND_TRIPS[Format.WORD](page) == page


@given(st.text())
def test_what_is_shown_is_one_line_and_stays_as_it_is(text: str):
    once = shown(text)
    assert shown(once) == once == once.strip()
    assert len(once.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "held"),
    [("a\x00b", "a\ufffdb"), ("a\x1b[31mb", "a\ufffd[31mb"), ("a\tb", "a b"), ("北斗导\n\n航基地", "北斗导航基地"),
     ("two\nwords", "two words"), ("\ud800x\uffff", "\ufffdx\ufffd"), ("一　二  三", "一　二  三")],
)  # fmt: skip
def test_what_no_document_can_hold_is_shown_as_such(text: str, held: str):
    assert shown(text) == held
