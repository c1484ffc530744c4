"""Fits the check that a question is one for a report: `python -m training.domain --data ../shared/data`.

Questions over reports, answered or not, against small talk, orders to a chatbot and questions on anything else.
Prints what it is worth on validation questions; about two minutes on two cores, the embeddings.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from index.bundled import BundledEmbedder
from index.embedder import TextRole
from qa.reading.domain import DOMAIN_FILE
from training.report_questions import FOR_A_REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ODD_WEIGHT, OTHERS_WEIGHT = 4.0, 8.0
"""What an odd question for a report, and a question that is none, count beside an ordinary one: they are few."""

STRENGTH = 0.003
"""C of the regression over standardised elements."""

QUESTIONS = Path(__file__).parent / "questions"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the lines of a file of questions."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fitted(
    vectors: NDArray[np.float32], fits: Sequence[bool], weights: Sequence[float], strength: float = STRENGTH
) -> NDArray[np.float32]:
    """Return weights for plain vectors of shape (questions, size) and the constant, shape (size + 1,), float32."""
    scaler = StandardScaler().fit(vectors)
    regression = LogisticRegression(C=strength, max_iter=2000)
    regression.fit(scaler.transform(vectors), fits, sample_weight=weights)
    slopes = regression.coef_[0] / scaler.scale_
    return np.append(slopes, regression.intercept_[0] - slopes @ scaler.mean_).astype(np.float32)


def training_questions(data: Path) -> list[tuple[str, bool, float]]:
    """Return the questions, whether each is one for a report, and its weight."""
    reports = [*rows_of(data / "reader" / "train.jsonl"), *rows_of(QUESTIONS / "pairs_train.jsonl")]
    odd = rows_of(QUESTIONS / "domain_train.jsonl")
    weights = {True: ODD_WEIGHT, False: OTHERS_WEIGHT}
    for_reports = [(row["question"], row["kind"] == FOR_A_REPORT) for row in odd]
    return [(row["question"], True, 1.0) for row in reports] + [(q, fits, weights[fits]) for q, fits in for_reports]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write the weights and print what share of each validation kind stands below what few answered ones do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with reader/")
    parser.add_argument("--out", type=Path, default=DOMAIN_FILE)
    options = parser.parse_args(arguments)
    embedder = BundledEmbedder.open(user_cache_path("report-qa", appauthor=False) / "models")
    texts, fits, weights = zip(*training_questions(options.data), strict=True)
    learned = fitted(embedder.embed(texts, TextRole.QUERY), fits, weights)
    np.save(options.out, learned)
    print(f"{sum(fits)} questions for reports, {len(fits) - sum(fits)} others")
    reports = [*rows_of(options.data / "reader" / "valid.jsonl"), *rows_of(QUESTIONS / "pairs_valid.jsonl")]
    valid = [("answered", row["question"]) for row in reports if row["answer"]]
    valid += [(row["kind"], row["question"]) for row in rows_of(QUESTIONS / "domain_valid.jsonl")]
    logits = embedder.embed([text for _, text in valid], TextRole.QUERY) @ learned[:-1] + learned[-1]
    _print_worth(np.array([kind for kind, _ in valid]), logits)


def _print_worth(kinds: NDArray[np.str_], logits: NDArray[np.float32]) -> None:
    ours = np.isin(kinds, ["answered", FOR_A_REPORT])
    print(
        f"{ours.sum()} validation questions for reports, {(~ours).sum()} others, AUC {roc_auc_score(ours, logits):.4f}"
    )
    for share in (0.005, 0.01, 0.02, 0.05):
        bar = np.quantile(logits[ours], share)
        below = ", ".join(f"{kind} {np.mean(logits[kinds == kind] < bar):.2f}" for kind in np.unique(kinds))
        print(f"  below {bar:.2f}, {share:.3f} of those for reports: {below}")


if __name__ == "__main__":
    main()
