from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.bundled import open_words
from qa.reading.pair import HEADINGS_TOKENS, PAIR_TOKENS, QUESTION_TOKENS, PairEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from index.tokenizer import Tokenizer

BEGINNING, END = 0, 2
QUESTION, HEADINGS = "危房改造了多少户？", "2021年甲县政府工作报告 › 民生持续改善"
WINDOW = "新建公办幼儿园6所，增长４．２％。改造农村危房 412户。"
LENGTHS = st.tuples(st.text(max_size=12), st.integers(1, 300)).map(lambda drawn: drawn[0] * drawn[1])


@pytest.fixture(scope="module")
def tokenizer(model_cache: Path) -> Tokenizer:
    return open_words(model_cache).tokenizer


@pytest.fixture(scope="module")
def encoder(tokenizer: Tokenizer) -> PairEncoder:
    return PairEncoder(tokenizer)


def body(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode([text])[0][1:-1]


def test_a_pair_is_question_headings_and_window_with_xlm_r_s_separators(tokenizer: Tokenizer, encoder: PairEncoder):
    pair = encoder.encode(QUESTION, HEADINGS, WINDOW)
    question, headings, window = (body(tokenizer, text) for text in (QUESTION, HEADINGS, WINDOW))
    assert pair.ids == [BEGINNING, *question, END, END, *headings, END, *window, END]
    assert pair.ids[pair.first :] == [*window, END]


def test_offsets_point_at_the_words_of_the_window(encoder: PairEncoder):
    pair = encoder.encode(QUESTION, HEADINGS, WINDOW)
    words = [WINDOW[low:high].strip() for low, high in pair.offsets]
    assert [word for word in words if word] == [
        "新建", "公", "办", "幼儿园", "6", "所", "，", "增长", "４．２", "％。",
        "改造", "农村", "危", "房", "4", "12", "户", "。",
    ]  # fmt: skip


@given(text=st.text(alphabet="新建公办幼儿园6所，。增长率", max_size=80))
@settings(deadline=None, max_examples=50)
def test_offsets_together_are_the_whole_window(encoder: PairEncoder, text: str):
    pair = encoder.encode(QUESTION, HEADINGS, text)
    assert "".join(text[low:high] for low, high in pair.offsets) == text


@given(question=LENGTHS, headings=LENGTHS, window=LENGTHS)
@settings(deadline=None, max_examples=40)
def test_no_pair_is_longer_than_the_encoder_s_window(encoder: PairEncoder, question: str, headings: str, window: str):
    pair = encoder.encode(question, headings, window)
    assert len(pair.ids) <= PAIR_TOKENS
    assert len(pair.ids) == pair.first + len(pair.offsets) + 1
    assert (pair.ids[0], pair.ids[pair.first - 1], pair.ids[-1]) == (BEGINNING, END, END)
    assert all(0 <= low <= high <= len(window) for low, high in pair.offsets)
    assert pair.offsets == sorted(pair.offsets)


def test_long_questions_and_headings_leave_room_for_the_window(tokenizer: Tokenizer, encoder: PairEncoder):
    question, headings, window = QUESTION * 100, HEADINGS * 100, WINDOW * 100
    pair = encoder.encode(question, headings, window)
    assert pair.first == QUESTION_TOKENS + HEADINGS_TOKENS + 4
    assert pair.ids[1 : 1 + QUESTION_TOKENS] == body(tokenizer, question)[:QUESTION_TOKENS]
    assert pair.ids[3 + QUESTION_TOKENS : pair.first - 1] == body(tokenizer, headings)[:HEADINGS_TOKENS]
    assert len(pair.ids) == PAIR_TOKENS
    assert pair.ids[pair.first : -1] == body(tokenizer, window)[: len(pair.offsets)]


def test_nothing_leaves_its_separators(encoder: PairEncoder):
    pair = encoder.encode("", "", "")
    assert (pair.ids, pair.first, pair.offsets) == ([BEGINNING, END, END, END, END], 4, [])
