from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.text import sentence_spans, trim
from training.examples import Example, read_examples, window_around, windows_beside, write_examples

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "甲县在东。乙县在西。丙县在南。丁县在北。"
TEXTS = st.text(alphabet="甲乙丙1，。！；”\n ", min_size=1, max_size=60)


@st.composite
def text_and_span(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a stretch of it without blanks at its ends, as answers are."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    start, end = trim(text, start, draw(st.integers(start + 1, len(text))))
    assume(start < end)
    return text, start, end


def touched(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [span for span in sentence_spans(text, 0, len(text)) if span[0] < end and span[1] > start]


@given(text_and_span(), st.integers(1, 70), st.integers(0, 9))
def test_a_window_is_whole_sentences_that_hold_the_span(place: tuple[str, int, int], longest: int, seed: int):
    text, start, end = place
    low, high = window_around(text, start, end, longest, Random(seed))
    spans = sentence_spans(text, 0, len(text))
    assert low in {span[0] for span in spans}
    assert high in {span[1] for span in spans}
    assert low <= start
    assert high >= end


@given(text_and_span(), st.integers(1, 70), st.integers(0, 9))
def test_a_window_grows_as_far_as_it_may_and_no_further(place: tuple[str, int, int], longest: int, seed: int):
    text, start, end = place
    low, high = window_around(text, start, end, longest, Random(seed))
    own = touched(text, start, end)
    assert high - low <= longest or (low, high) == (own[0][0], own[-1][1])
    for before, after in sentence_spans(text, 0, len(text)):
        if after <= low and not text[after:low].strip():
            assert high - before > longest
        if before >= high and not text[high:before].strip():
            assert after - low > longest


def test_a_window_grows_at_either_side():
    seen = {window_around(TEXT, 6, 8, 10, Random(seed)) for seed in range(20)}
    assert {TEXT[low:high] for low, high in seen} == {"甲县在东。乙县在西。", "乙县在西。丙县在南。"}


@given(text_and_span(), st.integers(1, 70))
def test_windows_beside_hold_every_sentence_that_does_not_touch_the_span_once(
    place: tuple[str, int, int], longest: int
):
    text, start, end = place
    runs = windows_beside(text, start, end, longest)
    own = touched(text, start, end)
    beside = [span for span in sentence_spans(text, 0, len(text)) if span not in own]
    assert all(high <= start or low >= end for low, high in runs)
    assert [span for low, high in runs for span in beside if low <= span[0] and span[1] <= high] == beside
    assert all(high - low <= longest or (low, high) in beside for low, high in runs)


def test_windows_beside_are_as_long_as_they_may_be():
    runs = windows_beside(TEXT, 1, 3, 10)
    assert [TEXT[low:high] for low, high in runs] == ["乙县在西。丙县在南。", "丁县在北。"]


def test_no_window_beside_reaches_over_the_span():
    runs = windows_beside(TEXT, 6, 8, 100)
    assert [TEXT[low:high] for low, high in runs] == ["甲县在东。", "丙县在南。丁县在北。"]


@pytest.mark.parametrize(("start", "end", "answer"), [(0, 2, "甲县"), (-1, -1, "")])
def test_an_example_says_its_answer(start: int, end: int, answer: str):
    assert Example("x/1", "哪个县？", "", TEXT, start, end).answer == answer


def test_what_is_written_is_read_again(tmp_path: Path):
    examples = [
        Example("x/1", "哪个县在东？", "标题 › 一、方位", TEXT, 0, 2),
        Example("x/2", 'Which "county"?\t', "", "一\n二\u2028三\\ 😀", -1, -1),
    ]
    path = tmp_path / "new" / "examples.jsonl"
    assert write_examples(path, iter(examples)) == 2
    assert list(read_examples(path)) == examples
    assert len(path.read_text(encoding="utf-8").split("\n")) == 3
