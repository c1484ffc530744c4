from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from training.domain import QUESTIONS, fitted, rows_of, training_questions
from training.report_questions import FOR_A_REPORT, read_foreign_questions

if TYPE_CHECKING:
    from pathlib import Path


def test_the_weights_take_plain_vectors_and_give_what_the_regression_gives():
    random = np.random.default_rng(3)
    vectors = random.normal(size=(200, 5)).astype(np.float32) * [1, 5, 0.1, 2, 1] + 3
    fits = (vectors[:, 0] + vectors[:, 1] > 6).tolist()
    weights = random.uniform(1, 3, 200).tolist()
    scaler = StandardScaler().fit(vectors)
    expected = LogisticRegression(C=0.1, max_iter=2000).fit(scaler.transform(vectors), fits, sample_weight=weights)
    learned = fitted(vectors, fits, weights, strength=0.1)
    assert learned.shape == (6,)
    ours = vectors @ learned[:-1] + learned[-1]
    assert ours == pytest.approx(expected.decision_function(scaler.transform(vectors)), abs=1e-4)


def test_questions_that_no_report_answers_are_asked_of_every_report_in_turn(tmp_path: Path):
    kinds = ["chat", "offtopic", FOR_A_REPORT, "injection"]
    lines = [{"lang": "zh", "kind": kind, "question": f"{kind}吗"} for kind in kinds]
    path = tmp_path / "domain_some.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    questions = read_foreign_questions(path, ["2005", "2019"])
    assert [(q.question, q.year) for q in questions] == [
        ("chat吗", "2019"),
        ("offtopic吗", "2005"),
        ("injection吗", "2005"),
    ]
    assert all(question.whole and question.answer is None and not question.place for question in questions)


def test_no_question_is_for_training_and_for_validation():
    assert not {r["question"] for r in rows_of(QUESTIONS / "domain_train.jsonl")} & {
        r["question"] for r in rows_of(QUESTIONS / "domain_valid.jsonl")
    }


def test_odd_questions_for_a_report_and_all_others_count_more_than_ordinary_ones(tmp_path: Path):
    (tmp_path / "reader").mkdir()
    line = {"report": "2001", "lang": "zh", "kind": "fact", "question": "普通的问题", "passage": "", "answer": None}
    (tmp_path / "reader" / "train.jsonl").write_text(json.dumps(line), encoding="utf-8")
    questions = training_questions(tmp_path)
    assert questions[0] == ("普通的问题", True, 1.0)
    assert {fits for _, fits, weight in questions if weight > 1} == {True, False}
