from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.feedback import LONGEST_COMMENT, FeedbackStore, Thumb, Wrong, wrong_word
from tests.ui.answers import answer_with, cite
from ui.feedback_form import form_html, keep_feedback
from ui.keeping_words import keeping_words
from ui.words import Language

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answer import Answer
    from qa.engine import ReportQA

WORDS = keeping_words(Language.ENGLISH)
UP = {"verdict": "up", "wrong": "", "comment": ""}


@pytest.fixture
def answer(engine: ReportQA) -> Answer:
    return answer_with(cite(engine, engine.passages[3], 0))


def test_a_thumb_is_kept_with_what_the_answer_cited(answer: Answer, tmp_path: Path):
    store = FeedbackStore(tmp_path)
    assert keep_feedback(store, WORDS, answer, "some-report", UP) == {"kept": True, "told": WORDS.thanks}
    (kept,) = store.read().feedback
    assert (kept.verdict, kept.document_id, kept.sentence_ids) == (
        Thumb.UP,
        "some-report",
        answer.citations[0].sentence_ids,
    )


def test_who_changes_their_mind_adds_a_line_and_the_newest_comes_first(answer: Answer, tmp_path: Path):
    store = FeedbackStore(tmp_path)
    down = {"verdict": "down", "wrong": "incomplete", "comment": "还有\x07一句\n\x00没引"}
    for given in (UP, down):
        keep_feedback(store, WORDS, answer, "some-report", given)
    last, first = store.read().feedback
    assert (first.verdict, last.verdict, last.wrong) == (Thumb.UP, Thumb.DOWN, Wrong.INCOMPLETE)
    assert last.comment == "还有一句 没引"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(answer: Answer, tmp_path: Path):
    (tmp_path / "file").write_text("")
    outcome = keep_feedback(FeedbackStore(tmp_path / "file"), WORDS, answer, "some-report", UP)
    assert outcome["kept"] is False
    assert outcome["told"].startswith("It could not be kept; the answer stands: cannot keep feedback in ")
    assert "\n" not in outcome["told"]


def test_a_comment_that_is_too_long_is_told_and_not_kept(answer: Answer, tmp_path: Path):
    store = FeedbackStore(tmp_path)
    given = {"verdict": "down", "wrong": "", "comment": "x" * (LONGEST_COMMENT + 1)}
    assert keep_feedback(store, WORDS, answer, "some-report", given)["kept"] is False
    assert store.read().feedback == ()


@pytest.mark.parametrize("language", Language)
def test_the_form_offers_every_reason_and_names_what_it_asks(language: Language):
    words = keeping_words(language)
    drawn = form_html(words)
    for wrong in Wrong:
        assert f'value="{wrong}"><' in drawn.replace("></input>", ">")
        assert wrong_word(wrong, words.language) in drawn
    assert f'<h2 id="wrong-heading">{words.wrong}</h2>' in drawn
    assert 'aria-labelledby="wrong-heading"' in drawn
