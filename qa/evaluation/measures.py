"""What is measured on a question: each measure is a number between 0 and 1, or says nothing about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Measure(StrEnum):
    """A measure by its name in JSON. The mean over the questions that have it is the figure."""

    RIGHT = "right"
    """Answered correctly where the report answers, refused where it does not."""
    CORRECT = "correct"
    """Of what the report answers: answered, with what must be said, in at most LONGEST_ANSWER characters."""
    CITED = "cited"
    """Of what the report answers: answered, and the quotes hold all the evidence."""
    VERBATIM = "verbatim"
    """Every quote stands where its offsets say, and an answer has at least one."""
    ANSWERED = "answered_when_it_should"
    """Of what the report answers: not refused."""
    REFUSAL_PRECISION = "refusal_precision"
    """Of what was refused: the report does not answer it."""
    REFUSAL_RECALL = "refusal_recall"
    """Of what the report does not answer: refused."""
    RECALL_1 = "recall@1"
    """Whether the first passages that `search` returns hold all the evidence."""
    RECALL_3 = "recall@3"
    RECALL_5 = "recall@5"
    RECALL_10 = "recall@10"
    MRR = "mrr@10"
    """One over the rank of the first passage with evidence, 0 below the tenth."""
    NDCG = "ndcg@10"
    """Discounted cumulative gain of the passages with evidence over that of the best order."""


ANSWERING = (Measure.RIGHT, Measure.CORRECT, Measure.CITED, Measure.VERBATIM, Measure.ANSWERED)
REFUSING = (Measure.REFUSAL_PRECISION, Measure.REFUSAL_RECALL)
RECALLS = (Measure.RECALL_1, Measure.RECALL_3, Measure.RECALL_5, Measure.RECALL_10)
RANKING = (*RECALLS, Measure.MRR, Measure.NDCG)
GRADED = (Measure.MRR, Measure.NDCG)
"""Those that may lie between 0 and 1 on a question; every other is one or the other."""

Marks = Mapping[Measure, float]
"""What a question got by each measure that says something about it."""
