"""What is the same for every tab: the top of the page, the style sheets, the scripts."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from corpus.parse import parse_report
from ui.app import COLOURS
from ui.chat_words import chat_words
from ui.composer import composer_html
from ui.masthead import masthead_html
from ui.panel import script, static_text, styles
from ui.words import Language, words_in

STATIC = sorted(entry.name for entry in files("ui").joinpath("static").iterdir())


def test_the_top_names_the_report_and_offers_the_other_language_by_its_own_name():
    report = parse_report("某县<b>报告\n\n一、工作\n\n甲。\n", "x")
    drawn = masthead_html(report, words_in(Language.CHINESE))
    assert "某县&lt;b&gt;报告</h1>" in drawn
    assert '<button type="button" class="switch" lang="en">English</button>' in drawn
    assert 'lang="zh-CN">中文</button>' in masthead_html(report, words_in(Language.ENGLISH))


@pytest.mark.parametrize("language", Language)
def test_the_question_box_has_a_label(language: Language):
    words = chat_words(language)
    drawn = composer_html(words)
    assert f'<label for="question-box" class="unseen">{words.question}</label>' in drawn


def test_all_style_sheets_are_served_as_one_and_the_colours_come_first():
    joined = styles()
    assert joined.startswith(static_text("base.css"))
    for name in STATIC:
        if name.endswith(".css"):
            assert static_text(name) in joined


def test_what_gradio_paints_by_itself_has_the_colours_of_the_style_sheet():
    for light, dark in COLOURS.values():
        assert f"{light};" in static_text("base.css")
        assert f"{dark};" in static_text("base.css")


def test_scripts_stand_one_after_the_other():
    assert script("connection.js", "side.js") == static_text("connection.js") + "\n" + static_text("side.js")


@pytest.mark.parametrize("name", STATIC)
def test_nothing_is_named_that_another_host_would_have_to_send(name: str):
    code = re.sub(r"/\*.*?\*/|(?:^|\s)// [^\n]*", "", static_text(name), flags=re.DOTALL | re.MULTILINE)
    assert "//" not in code.replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in code
