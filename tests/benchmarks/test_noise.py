from __future__ import annotations

import numpy as np
import pytest

from benchmarks.growing.noise import TEXT_NOISE, VECTOR_NOISE, chinese_characters, noisy_rows, noisy_text

TEXT = "全区生产总值完成1009.2亿元，增长7.4%；" * 200


def rows_of(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = np.random.default_rng(5).standard_normal((count, 64), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_noisy_text_keeps_its_length_and_everything_but_characters_and_digits():
    noisy = noisy_text(TEXT, "甲乙丙", np.random.default_rng(1))
    assert len(noisy) == len(TEXT)
    changed = [(old, new) for old, new in zip(TEXT, noisy, strict=True) if old != new]
    assert {new for old, new in changed if not old.isdigit()} == set("甲乙丙")
    assert all(new.isdigit() for old, new in changed if old.isdigit())
    assert not {old for old, _ in changed} & set("，；.%")


def test_about_the_share_said_is_changed():
    noisy = noisy_text(TEXT, "甲", np.random.default_rng(1))
    characters = len(chinese_characters(TEXT))
    assert noisy.count("甲") / characters == pytest.approx(TEXT_NOISE, abs=0.02)


def test_the_characters_of_a_text_are_only_the_chinese_ones_each_as_often_as_it_stands():
    assert chinese_characters("增长7.4%，GDP增长。") == "增长增长"


def test_the_rows_given_come_first_and_unchanged():
    rows = rows_of(30)
    assert np.array_equal(noisy_rows(rows, 100, np.random.default_rng(1))[:30], rows)
    assert np.array_equal(noisy_rows(rows, 20, np.random.default_rng(1)), rows[:20])


def test_copies_are_unit_rows_as_far_from_their_originals_as_is_said():
    rows = rows_of(30)
    grown = noisy_rows(rows, 100, np.random.default_rng(1))
    cosines = np.einsum("ij,ij->i", grown[30:], rows[np.arange(30, 100) % 30])
    assert grown.shape == (100, 64)
    assert np.linalg.norm(grown, axis=1) == pytest.approx(1, abs=1e-5)
    assert cosines.mean() == pytest.approx(1 / np.hypot(1, VECTOR_NOISE), abs=0.01)


def test_rows_of_equal_texts_have_copies_too():
    rows = rows_of(1).repeat(3, axis=0)
    assert np.allclose(noisy_rows(rows, 9, np.random.default_rng(1)), rows_of(1), atol=1e-6)


def test_the_same_seed_gives_the_same_rows():
    once, again = (noisy_rows(rows_of(7), 50, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(once, again)
