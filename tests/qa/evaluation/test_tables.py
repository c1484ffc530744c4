from __future__ import annotations

from typing import TYPE_CHECKING

from qa.evaluation.comparison import compare
from qa.evaluation.tables import print_comparison, print_run
from qa.evaluation.words import words_for
from tests.qa.evaluation.conftest import outcome, run_of

if TYPE_CHECKING:
    import pytest

MARKS = {"recall@1": 1.0, "recall@3": 1.0, "recall@5": 1.0, "recall@10": 1.0, "mrr@10": 1.0, "ndcg@10": 1.0}


def test_a_run_is_printed_set_by_set(capsys: pytest.CaptureFixture[str]):
    outcomes = [outcome("a", **MARKS), outcome("b", right=False, set_name="hard"), outcome("c", answerable=False)]
    print_run(run_of(outcomes), words_for("en"))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Reader model 17bb50886256, least chance 0.2" in lines
    assert "Most memory at once 300 MiB" in lines
    assert "all questions 3 0.667 (0.00–1.00) 0.500 – 1.000 0.500" in lines
    assert "hard 1 0.000 0.000 – 1.000 0.000" in lines
    assert "all questions 2 1.000 1.000 1.000 1.000 1.000 1.000" in lines
    assert "all questions 3 8 10 / 10 80 / 80 90 / 90 91 / 91" in lines


def test_a_run_is_printed_in_chinese(capsys: pytest.CaptureFixture[str]):
    print_run(run_of([outcome("a", **MARKS)]), words_for("zh"))
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("全部问题", "判对", "检索", "耗时", "内存峰值"))


def test_a_comparison_prints_what_differs_and_what_changed(capsys: pytest.CaptureFixture[str]):
    before = run_of([outcome("a"), outcome("b", right=False)])
    after = run_of([outcome("a", right=False, answered=True, answer="七\x1b亿"), outcome("b", right=False)])
    print_comparison(compare(before, after), words_for("en"))
    printed = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert "all questions right 2 0.500 0.000 -0.500 (-1.00 … +0.00) 1.000" in lines
    assert not any(line.startswith("all questions verbatim") for line in lines)
    assert ("Worse (1)" in lines, "Better (0)" in lines) == (True, True)
    assert "before (confidence 0.90): 1009.2亿元" in lines
    assert "after (confidence 0.90): 七�亿" in lines
    assert "\x1b" not in printed
