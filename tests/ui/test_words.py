from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from ui.chat_words import chat_words
from ui.side_words import side_words
from ui.words import Language, preferred_language, words_in


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.CHINESE),
        ("zh-TW", Language.CHINESE),
        ("en-US,en;q=0.9,zh-CN;q=0.8", Language.ENGLISH),
        ("en;q=0.5, zh;q=0.7", Language.CHINESE),
        ("fr-FR, zh;q=0.4", Language.CHINESE),
        ("fr-FR,de;q=0.5", Language.ENGLISH),
        ("zh;q=oops", Language.ENGLISH),
        ("", Language.ENGLISH),
        (None, Language.ENGLISH),
    ],
)
def test_the_interface_speaks_the_browsers_language(header: str | None, language: Language):
    assert preferred_language(header) is language


def test_the_switch_leads_to_the_other_language_and_back():
    assert Language.CHINESE.other is Language.ENGLISH
    assert Language.ENGLISH.other is Language.CHINESE


WORDS = [
    (words, field.name) for words in (words_in, chat_words, side_words) for field in fields(words(Language.CHINESE))
]


@pytest.mark.parametrize(("words", "field"), WORDS, ids=[f"{words.__name__}.{field}" for words, field in WORDS])
def test_both_languages_say_everything_with_the_same_blanks(words: object, field: str):
    assert callable(words)
    chinese, english = (getattr(words(language), field) for language in Language)
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in (chinese, english)]
    assert chinese.strip()
    assert english.strip()
    assert blanks[0] == blanks[1]
