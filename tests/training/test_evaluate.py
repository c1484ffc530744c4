from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from training.evaluate import Read, character_f1, normal, on_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("１２０．５ 亿元", "1205亿元"),
        ("《GDP》增长\u200b 4.2%！", "gdp增长42"),
        ("“十三五”——规划", "十三五规划"),
        ("，。 ", ""),
    ],
)
def test_answers_are_compared_without_punctuation_blanks_width_and_case(text: str, compared: str):
    assert normal(text) == compared


@pytest.mark.parametrize(
    ("said", "wanted", "f1"),
    [
        ("412户", ["412户"], 1.0),
        ("４１２ 户。", ["412户"], 1.0),
        ("2020年新建6所", ["新建6所"], 8 / 13),  # 4 of 9 characters are right, 4 of 4 found
        ("6所", ["新建6所"], 2 / 3),  # 2 of 2, 2 of 4
        ("甲乙丙丁", ["丁丙乙甲"], 1 / 4),  # the same characters, but no two of them in this order
        ("甲乙丙甲乙", ["乙丙丁甲乙"], 2 / 5),  # the longest common substring, 甲乙 or 乙丙, and not both
        ("甲", ["乙"], 0.0),
        ("", ["乙"], 0.0),
        ("。", ["，"], 1.0),
        ("6所", ["4所", "公办幼儿园", "6所"], 1.0),  # the best of the given answers
        ("6所", ["4所", "公办幼儿园"], 1 / 2),
    ],
)
def test_character_f1_takes_the_longest_common_substring(said: str, wanted: list[str], f1: float):
    assert character_f1(said, wanted) == pytest.approx(f1)


class FirstWords:
    """Reads as many characters of a window as the question has."""

    def read(self, triples: Sequence[tuple[str, str, str]]) -> list[Read]:
        return [Read(window[: len(question)], 0.0, 0.0) for question, _, window in triples]


def test_a_set_is_scored_by_mean_f1_and_exact_match(tmp_path: Path):
    rows = [
        {"question": "哪", "answers": [{"text": "乙"}, {"text": "甲。"}]},
        {"question": "哪个", "answers": [{"text": "县"}]},
        {"question": "哪个县", "answers": [{"text": "乡"}]},
    ]
    path = tmp_path / "set.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump({"data": [{"paragraphs": [{"context": "甲县在东。", "qas": rows}]}]}, file)
    # read: 甲 (exact), 甲县 (2/3), 甲县在 (nothing)
    assert on_set(FirstWords(), path) == {"questions": 3, "f1": 55.56, "exact": 33.33}
    assert on_set(FirstWords(), path, most=1)["questions"] == 1
