"""Measures a trained reading model: `python -m training.evaluate FOLDER --data ../shared/data`.

Spans by character F1 and exact match as CMRC 2018 scores them (punctuation and blanks aside, the best of the given
answers); answerability by the area under the ROC curve over `reader/valid.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Protocol

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from corpus.text import squeeze
from index.tokenizer import Tokenizer, tokenizer_model
from qa.reading.model import LONGEST_SPAN
from qa.reading.pair import PairEncoder
from qa.reading.windows import headings_above
from training.model import Batch, ReadingModel, WordTable, best_spans, open_weights
from training.report_questions import Reports, read_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Read:
    """What the model makes of a pair: the span's text, its score over none, and the answerability logit."""

    text: str
    span: float
    judged: float


class Model(Protocol):
    """Reads triples (question, headings, window)."""

    def read(self, triples: Sequence[tuple[str, str, str]]) -> list[Read]:
        """Return one reading a triple, in order."""


class Trained:
    """The averaged weights of a run, in float32."""

    def __init__(self, folder: Path) -> None:
        """Load the run's weights."""
        packed = open_weights()
        self._model = ReadingModel(packed).eval()
        self._model.load_state_dict(torch.load(folder / "model.pt"))
        self._encoder, self._table = PairEncoder(Tokenizer(tokenizer_model(packed))), WordTable(packed)

    def read(self, triples: Sequence[tuple[str, str, str]]) -> list[Read]:
        """Return one reading a triple, in order."""
        pairs = [self._encoder.encode(*triple) for triple in triples]
        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n].ids))
        made: dict[int, Read] = {}
        for low in range(0, len(order), 16):
            rows = order[low : low + 16]
            batch = Batch.of([pairs[row] for row in rows], padding=1)
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                start, end, judged = self._model(self._table.rows(batch.ids), batch)
            first, last, score = best_spans(start, end, LONGEST_SPAN)
            for n, row in enumerate(rows):
                pair, window = pairs[row], triples[row][2]
                inside = pair.offsets[int(first[n]) - pair.first : int(last[n]) - pair.first + 1]
                text = window[inside[0][0] : inside[-1][1]] if inside else ""
                made[row] = Read(text, float(score[n]), float(judged[n]))
        return [made[row] for row in range(len(pairs))]


def normal(text: str) -> str:
    """Return the text without punctuation and blanks, folded, as CMRC 2018 compares answers."""
    folded = unicodedata.normalize("NFKC", squeeze(text)).lower()
    return "".join(character for character in folded if unicodedata.category(character)[0] not in "PSZ")


def character_f1(said: str, wanted: Iterable[str]) -> float:
    """Return the best F1 over characters of a span and any of the right answers."""
    return max(_f1(normal(said), normal(answer)) for answer in wanted)


def _f1(said: str, wanted: str) -> float:
    if not said or not wanted:
        return float(said == wanted)
    # the longest common substring, as the set's own script takes it, not the bag of characters
    common = _longest_common(said, wanted)
    precision, recall = common / len(said), common / len(wanted)
    return 2 * precision * recall / (precision + recall) if common else 0.0


def _longest_common(one: str, other: str) -> int:
    best, row = 0, [0] * (len(other) + 1)
    for left in one:
        previous = 0
        for place, right in enumerate(other, 1):
            previous, row[place] = row[place], previous + 1 if left == right else 0
            best = max(best, row[place])
    return best


def on_set(model: Model, path: Path, most: int | None = None) -> dict[str, float]:
    """Return mean F1 and exact match over a file in SQuAD's form, whole paragraphs as windows."""
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    asked = [
        (paragraph["context"], row["question"], [answer["text"] for answer in row["answers"]])
        for article in articles
        for paragraph in article["paragraphs"]
        for row in paragraph["qas"]
    ]
    if most:
        asked = Random(3).sample(asked, min(most, len(asked)))
    read = model.read([(question, "", context) for context, question, _ in asked])
    f1 = [character_f1(reading.text, answers) for reading, (_, _, answers) in zip(read, asked, strict=True)]
    exact = [
        any(normal(reading.text) == normal(answer) for answer in answers)
        for reading, (_, _, answers) in zip(read, asked, strict=True)
    ]
    return {
        "questions": len(asked),
        "f1": round(100 * float(np.mean(f1)), 2),
        "exact": round(100 * float(np.mean(exact)), 2),
    }


def on_valid(model: Model, data: Path, folder: Path) -> dict[str, float]:
    """Return span overlap, F1, exact match and the AUC of answerability over reader/valid.jsonl's own passages."""
    reports = Reports(data / "reports" / "state_council_1954_2025.jsonl.gz", folder)
    rows = [json.loads(line) for line in (data / "reader" / "valid.jsonl").read_text(encoding="utf-8").splitlines()]
    triples = []
    for question, row in zip(read_questions(data / "reader" / "valid.jsonl"), rows, strict=True):
        engine, place = reports.open(question.year), reports.locate(question)
        passage = next((p for p in engine.passages if place and p.start <= place[0] < p.end), None)
        above = headings_above(engine.report.title, passage) if passage else engine.report.title
        triples.append((row["question"], above, row["passage"]))
    read = model.read(triples)
    right = [(reading, row["answer"]) for reading, row in zip(read, rows, strict=True) if row["answer"]]
    answerable = [row["answer"] is not None for row in rows]
    return {
        "overlap": round(float(np.mean([_longest_common(normal(r.text), normal(a)) > 0 for r, a in right])), 4),
        "f1": round(float(np.mean([character_f1(r.text, [a]) for r, a in right])), 4),
        "exact": round(float(np.mean([normal(r.text) == normal(a) for r, a in right])), 4),
        "auc_judged": round(float(roc_auc_score(answerable, [r.judged for r in read])), 4),
        "auc_span": round(float(roc_auc_score(answerable, [r.span for r in read])), 4),
        "auc_both": round(float(roc_auc_score(answerable, [r.judged + r.span / 2 for r in read])), 4),
    }


def main() -> None:
    """Print one line a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="where prepare wrote its reports")
    parser.add_argument("--most", type=int, help="so many questions of each reading set only")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = Trained(options.folder)
    print("reader-valid", on_valid(model, options.data, options.cache), flush=True)
    for name in ("mrc/cmrc2018_dev", "xquad/xquad.zh"):
        print(name, on_set(model, options.data / f"{name}.json.gz", options.most), flush=True)


if __name__ == "__main__":
    main()
