"""What a real Markdown processor makes of an export: markdown-it with GitHub's extensions and Pandoc's footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from qa.export import Conversation, as_markdown
from qa.export.conversation import page_of
from qa.export.markdown import escape, read_markdown
from qa.export.page import Role, shown
from tests.qa.kept import ANSWERS, CONVERSATION, HOSTILE, REPORT

if TYPE_CHECKING:
    from markdown_it.token import Token

PROCESSOR = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def tokens(markdown: str) -> list[Token]:
    """All tokens, those inside others too."""
    top = PROCESSOR.parse(markdown)
    return [token for outer in top for token in (outer, *(outer.children or ()))]


def test_a_markdown_processor_finds_as_many_quotes_and_footnotes_as_there_are_citations():
    found = tokens(as_markdown(CONVERSATION))
    citations = sum(len(answer.citations) for answer in ANSWERS)
    for kind in ("blockquote_open", "footnote_ref", "footnote_open"):
        assert sum(token.type == kind for token in found) == citations, kind


def test_a_markdown_processor_finds_no_markup_but_ours():
    ours = {
        "heading_open", "paragraph_open", "blockquote_open", "strong_open", "bullet_list_open", "list_item_open",
        "footnote_block_open", "footnote_open",
    }  # fmt: skip
    found = tokens(as_markdown(CONVERSATION))
    assert {token.type for token in found if token.type.endswith("_open")} == ours
    assert not {"html_block", "html_inline", "code_inline", "fence", "image", "hr"} & {token.type for token in found}


def test_a_markdown_processor_shows_every_line_as_it_was_said():
    inline = [token for token in PROCESSOR.parse(as_markdown(CONVERSATION)) if token.type == "inline"]
    said = ["".join(child.content for child in token.children or () if child.type == "text") for token in inline]
    page = page_of(CONVERSATION)
    assert said[: len(page.lines)] == [line.text for line in page.lines]
    assert said[len(page.lines) :] == ["".join(note.lines) for note in page.notes]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "# ", "> ", "- "])
def test_escaped_text_is_text_wherever_it_stands(before: str, text: str):
    (inline,) = [token for token in PROCESSOR.parse(before + escape(shown(text))) if token.type == "inline"]
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == shown(text)


def test_figures_and_chinese_stay_readable_in_the_source():
    assert escape("达到1009.2亿元、增长7.4%（上年同期：6%）；2017-2018年 3.5:1") == (
        "达到1009.2亿元、增长7.4%（上年同期：6%）；2017-2018年 3.5\\:1"
    )


@pytest.mark.parametrize("ends", ["\r\n", " \n", "\n"])
def test_an_export_is_read_whatever_an_editor_makes_of_line_ends(ends: str):
    markdown = as_markdown(CONVERSATION)
    assert read_markdown("\ufeff" + markdown.replace("\n", ends).rstrip()) == page_of(CONVERSATION)


def test_what_someone_adds_is_read_as_text():
    added = as_markdown(Conversation.of(REPORT, ANSWERS[:1])) + "\n再看[^1]另一处[^x]。\n\n    代码 > [^1]\n"
    assert read_markdown(added).lines[-1].text == "再看[^1]另一处[^x]。"
    assert read_markdown(added).lines[-1].role is Role.TEXT


def test_hard_line_breaks_are_told_from_backslashes_of_the_text():
    markdown = "[^1]: a\\\\\\\n    b\\\\\n    c\n"
    assert read_markdown(markdown).notes[0].lines == ("a\\", "b\\", "c")
    assert not re.search(r"(?<!\\)\\$", read_markdown(markdown).notes[0].lines[2])
