"""Fits what turns the reading model's scores into a chance: `python -m training.calibrate --data ../shared/data --cache DIR`.

Over the validation reports (2005, 2019), whole reports as the engine sees them: for every window that search proposes,
whether it holds the answer; for every question, whether the report answers at all. Prints the weights, the calibration
error, and for thresholds the share refused rightly and wrongly.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from qa.reading_model import MODEL_FILE, ReadingModel
from qa.windows import headings_above, windows_of
from training.model import open_weights
from training.report_questions import FOUND, Reports, read_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its windows: features (windows, 3) are judgement, span score, search score."""

    key: str
    features: NDArray[np.float64]
    holds: NDArray[np.bool_]
    right_span: NDArray[np.bool_]
    answerable: bool


def judge_all(options: argparse.Namespace) -> list[Judged]:
    """Search and read every validation question."""
    from index.tokenizer import Tokenizer, tokenizer_model

    packed = open_weights()
    model = ReadingModel(packed, Tokenizer(tokenizer_model(packed)), file=options.model)
    reports = Reports(options.data / "reports" / "state_council_1954_2025.jsonl.gz", options.cache)
    files = [options.data / "reader" / "valid.jsonl", Path(__file__).parent / "questions" / "pairs_valid.jsonl"]
    judged = []
    for question in (question for file in files for question in read_questions(file)):
        place = reports.locate(question)
        if place is None:
            continue
        engine = reports.open(question.year)
        windows = windows_of(engine.search(question.question, limit=FOUND))
        above = [headings_above(engine.report.title, window.passage) for window in windows]
        read = model.read(question.question, [(h, w.text) for h, w in zip(above, windows, strict=True)])
        answers = question.answer is not None
        holds = [answers and w.start <= place[0] and w.end >= place[1] for w in windows]
        spans = [w.start + r.start < place[1] and w.start + r.end > place[0] for w, r in zip(windows, read, strict=True)]
        features = np.array([(r.judgement, r.span_score, w.score) for w, r in zip(windows, read, strict=True)])
        judged.append(Judged(question.key, features, np.array(holds), np.array(spans), answers))
    return judged


def expected_calibration_error(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean distance of chance and share right over BINS bins, weighted by their sizes."""
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [
        abs(chances[places == b].mean() - right[places == b].mean()) * (places == b).mean()
        for b in range(BINS)
        if (places == b).any()
    ]
    return float(sum(gaps))


def main() -> None:
    """Print what was fitted and how good it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="where prepare wrote its reports")
    parser.add_argument("--model", type=Path, default=MODEL_FILE)
    options = parser.parse_args()
    judged = judge_all(options)
    _windows(judged)


def _windows(judged: Sequence[Judged]) -> None:
    features, holds = np.concatenate([j.features for j in judged]), np.concatenate([j.holds for j in judged])
    answerable = np.array([j.answerable for j in judged])
    print(f"{len(judged)} questions, {answerable.sum()} answerable; in the windows: "
          f"{np.mean([j.holds.any() for j in judged if j.answerable]):.3f}")
    for name, columns in (("judgement", [0]), ("span", [1]), ("both", [0, 1]), ("search", [2]), ("all", [0, 1, 2])):
        fitted = LogisticRegression(C=10.0).fit(features[:, columns], holds)
        logits = [fitted.decision_function(j.features[:, columns]) for j in judged]
        best = np.array([logit.max() for logit in logits])
        first = np.mean([j.holds[logit.argmax()] for j, logit in zip(judged, logits, strict=True) if j.answerable])
        span = np.mean([j.holds[logit.argmax()] and j.right_span[logit.argmax()]
                        for j, logit in zip(judged, logits, strict=True) if j.answerable])
        print(f"{name}: weights {fitted.coef_[0].round(3)} {fitted.intercept_.round(3)} first window right {first:.3f} "
              f"span right {span:.3f} AUC answerable {roc_auc_score(answerable, best):.4f}")
    second = np.array([np.sort(logit)[-2] if len(logit) > 1 else -9.0 for logit in logits])
    print(f"threshold at 5% false refusals: {np.quantile(best[answerable], 0.05):.3f}")
    for share in (0.02, 0.03, 0.05, 0.08, 0.10):
        bar = np.quantile(best[answerable], share)
        print(f"  false refusals {share:.2f}: refused {np.mean(best[~answerable] < bar):.3f} (bar {bar:.3f})")
    whole = np.column_stack([best, best - second])
    platt = LogisticRegression(C=10.0)
    chances = cross_val_predict(platt, whole[:, :1], answerable, cv=10, method="predict_proba")[:, 1]
    platt.fit(whole[:, :1], answerable)
    print(f"chance that the report answers: {platt.coef_[0].round(3)} {platt.intercept_.round(3)}, "
          f"calibration error (10-fold) {expected_calibration_error(chances, answerable):.4f}")


if __name__ == "__main__":
    main()
