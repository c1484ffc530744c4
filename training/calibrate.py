"""Fits what turns the reading model's scores into chances: `python -m training.calibrate --data D --cache C`.

Over the validation reports (2005, 2019), whole reports as the engine sees them: for every sentence of the windows that
search proposes, whether it holds the answer; for every question, whether the report answers at all. Prints the weights
for `qa/reading/cross_encoder.py`, the calibration error by ten-fold cross-validation with its reliability table, and
what thresholds refuse.
"""

from __future__ import annotations

import argparse
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import numpy as np
from platformdirs import user_cache_path
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from index.bundled import BundledEmbedder
from qa.evaluation.plots import Line, line_plot, share_axis, standalone
from qa.reading.cross_encoder import domain_doubt, sentences_read
from qa.reading.domain import DomainClassifier
from qa.reading.model import MODEL_FILE, ReadingModel
from qa.reading.windows import windows_of
from training.report_questions import FOUND, Reports, read_foreign_questions, read_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qa.engine import ReportQA
    from training.report_questions import ReportQuestion

QUESTIONS = Path(__file__).parent / "questions"
BINS = 10
FEATURES = ("judgement", "span score", "search score", "words marked")
PENALTY = 0.001
"""Of a squared weight, beside the mean surprise in nats: keeps weights finite where every list is ranked right."""

FALSE_REFUSALS = (0.02, 0.03, 0.05, 0.08, 0.10)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the sentences of its windows: `features` (sentences, 4), `holds` whether each has the answer.

    `passages` (sentences,) numbers the passage that each stands in, `found` (sentences,) is search's score of that;
    `doubt` (at most 0) is that the question is none for a report.
    """

    features: NDArray[np.float64]
    holds: NDArray[np.bool_]
    passages: NDArray[np.int64]
    found: NDArray[np.float64]
    answerable: bool
    doubt: float


def judge(
    model: ReadingModel,
    domain: DomainClassifier | None,
    engine: ReportQA,
    question: ReportQuestion,
    place: tuple[int, int],
) -> Judged:
    """Search and read one question; `place` is where its answer stands, or what tempts."""
    hits = engine.search(question.question, limit=FOUND, rerank=False)
    place_of = {hit.passage.passage_id: number for number, hit in enumerate(hits)}
    features, holds, passages = [], [], []
    for read in sentences_read(model, engine.report.title, question.question, windows_of(hits)):
        if read.may_answer:
            sentence = read.match.sentence
            features.append(astuple(read.features))
            holds.append(question.answer is not None and sentence.start < place[1] and sentence.end > place[0])
            passages.append(place_of[read.passage.passage_id])
    found = np.array([hits[number].score for number in passages])
    answerable = question.answer is not None
    doubt = domain_doubt(domain, question.question)
    return Judged(np.array(features, dtype=np.float64), np.array(holds), np.array(passages), found, answerable, doubt)


def judge_all(model: ReadingModel, domain: DomainClassifier, data: Path, cache: Path) -> list[Judged]:
    """Search and read every validation question."""
    reports = Reports(data / "reports" / "state_council_1954_2025.jsonl.gz", cache)
    files = [data / "reader" / "valid.jsonl", QUESTIONS / "pairs_valid.jsonl"]
    questions = [question for file in files for question in read_questions(file)]
    questions += read_foreign_questions(QUESTIONS / "domain_valid.jsonl", sorted({q.year for q in questions}))
    places = [(question, reports.locate(question)) for question in questions]
    judged = [judge(model, domain, reports.open(question.year), question, place) for question, place in places if place]
    read = [each for each in judged if len(each.holds)]
    print(f"{len(judged) - len(read)} questions refused unread: every sentence tells of another year")
    return read


Bin = tuple[float, float, int]
"""The mean chance of the questions in it, the share that was right, how many they are."""


def reliability(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> list[Bin]:
    """Return the bins that hold any question, of BINS of equal width."""
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    inside = [places == place for place in np.unique(places)]
    return [(float(chances[here].mean()), float(right[here].mean()), int(here.sum())) for here in inside]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of chance and share right, weighted by the sizes of the bins."""
    return sum(abs(chance - share) * size for chance, share, size in bins) / sum(size for _, _, size in bins)


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Return the bins as the text of an SVG file: on the straight line chances mean what they say."""
    holder = Element("div")
    measured = [(chance, share) for chance, share, _ in bins]
    lines = [Line("as told", [(0.0, 0.0), (1.0, 1.0)]), Line("measured", measured)]
    marks = [(chance, share, str(size)) for chance, share, size in bins]
    line_plot(
        holder, "Reliability", lines, share_axis("chance told"), share_axis("share that the report answers"), marks
    )
    return standalone(holder)


Ranked = tuple["NDArray[np.float64]", "NDArray[np.bool_]"]
"""What one question chooses from: features (rows, features), and which rows (rows,) are right."""


def weights_that_rank(lists: Sequence[Ranked]) -> NDArray[np.float64]:
    """Return the weights (features,) whose softmax over each list gives its right rows the greatest likelihood.

    Lists without a right row teach nothing and are left out. A logistic regression over all rows at once would compare
    the rows of different questions, which nobody asks for (McFadden 1974, the conditional logit).
    """
    taught = [(rows, right) for rows, right in lists if right.any()]

    def loss(weights: NDArray[np.float64]) -> float:
        surprise = [logsumexp(rows @ weights) - logsumexp(rows[right] @ weights) for rows, right in taught]
        return float(np.mean(surprise) + PENALTY * weights @ weights)

    weights: NDArray[np.float64] = minimize(loss, np.ones(taught[0][0].shape[1])).x
    return weights


def sentence_logits(judged: Sequence[Judged], columns: Sequence[int]) -> list[NDArray[np.float64]]:
    """Fit which sentence holds the answer on these features and print it; return each question's logits."""
    weights = weights_that_rank([(j.features[:, columns], j.holds) for j in judged])
    logits = [j.features[:, columns] @ weights for j in judged]
    first = np.mean([j.holds[of.argmax()] for j, of in zip(judged, logits, strict=True) if j.answerable])
    names = ", ".join(FEATURES[column] for column in columns)
    print(f"sentence by {names}: {weights.round(3)}, best one right {first:.3f}")
    return logits


def lean_on_search(judged: Sequence[Judged], logits: Sequence[NDArray[np.float64]]) -> float:
    """Return what a standard deviation of search's score of a passage adds to the logit of its best sentence.

    Fitted on the passages of the questions that the report answers; `logits` (sentences,) is one array a question.
    """
    lists: list[Ranked] = []
    for question, by_sentence in zip(judged, logits, strict=True):
        insides = [question.passages == number for number in np.unique(question.passages)]
        rows = np.array([(by_sentence[inside].max(), question.found[inside][0]) for inside in insides])
        lists.append((rows, np.array([question.holds[inside].any() for inside in insides])))
    reader, search = weights_that_rank(lists)
    return float(search / reader)


def main() -> None:
    """Print what was fitted and how good it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="where prepare wrote its reports")
    parser.add_argument("--model", type=Path, default=MODEL_FILE)
    parser.add_argument("--plot", type=Path, help="write the reliability plot to this SVG file")
    options = parser.parse_args()
    embedder = BundledEmbedder.open(user_cache_path("report-qa", appauthor=False) / "models")
    model = ReadingModel(embedder.words, file=options.model)
    judged = judge_all(model, DomainClassifier(embedder), options.data, options.cache)
    answerable = np.array([j.answerable for j in judged])
    seen = np.mean([j.holds.any() for j in judged if j.answerable])
    print(f"{len(judged)} questions, {answerable.sum()} answerable, {seen:.3f} of them from what is read")
    for columns in ([2], [0, 1, 3]):
        sentence_logits(judged, columns)
    logits = sentence_logits(judged, [0, 1, 2, 3])
    best = np.array([[*j.features[of.argmax()], j.doubt] for j, of in zip(judged, logits, strict=True)])
    print(f"ranking: search counts {lean_on_search(judged, logits):.3f} a standard deviation")
    regression = LogisticRegression(C=1.0)
    chances = cross_val_predict(regression, best, answerable, cv=10, method="predict_proba")[:, 1]
    print(f"report answers: AUC {roc_auc_score(answerable, chances):.4f}, ten-fold")
    bins = reliability(chances, answerable)
    for chance, share, size in bins:
        print(f"  chance {chance:.2f}: right {share:.2f} of {size}")
    error = expected_calibration_error(bins)
    if options.plot:
        options.plot.write_text(reliability_plot(bins), encoding="utf-8")
    regression.fit(best, answerable)
    print(f"report: {regression.intercept_.round(3)} {regression.coef_[0].round(3)}, calibration error {error:.4f}")
    for share in FALSE_REFUSALS:
        bar = np.quantile(chances[answerable], share)
        print(f"  below {bar:.3f}: {share:.2f} refused falsely, {np.mean(chances[~answerable] < bar):.3f} rightly")


if __name__ == "__main__":
    main()
