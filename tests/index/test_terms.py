from __future__ import annotations

import pytest

from index.expansion import expand
from index.terms import terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("森林覆盖率", ["森", "林", "覆", "盖", "率", "森林", "林覆", "覆盖", "盖率"]),
        ("PM2.5 平均", ["pm", "2.5", "平", "均", "平均"]),
        ("增长7.4%", ["增", "长", "增长", "7.4%"]),
        ("１００９．２亿", ["1009.2", "亿"]),
        ("比例0.8:46.3", ["比", "例", "比例", "0.8:46.3"]),
        ("Река Суджоу", ["река", "суджоу"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_terms_are_characters_pairs_words_and_whole_numbers(text: str, expected: list[str]):
    assert terms(text) == expected


def test_a_page_break_does_not_part_a_pair():
    assert "导航" in terms("北斗导\n\n航基地")


def test_traditional_characters_count_as_simplified():
    assert terms("歷史建築") == terms("历史建筑")


@pytest.mark.parametrize("text", ["\ud800", "\0", "a\u200bb", "ﷺ" * 300, "\U0010ffff"])
def test_odd_characters_do_no_harm(text: str):
    assert isinstance(terms(text), list)


def test_an_abbreviation_is_spelled_out_behind_it():
    assert expand("2017年GDP多少") == "2017年GDP（生产总值）多少"


def test_a_word_that_holds_an_abbreviation_is_left_alone():
    assert expand("small worlds of wtopia") == "small worlds of wtopia"
