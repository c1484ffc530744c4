"""What judged answers come to: shares with their intervals, and the threshold that suits a peer best.

A peer is scored twice. Where it answers everything, no right answer is lost to a threshold. With one it also refuses:
the one that is best on the very questions it is then measured on, which no one has who sets it beforehand. Ours has
the one it ships with, chosen on other reports.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import mean, median
from typing import TYPE_CHECKING

from qa.evaluation.comparison import mcnemar, permutation_test
from qa.evaluation.intervals import Estimate, estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.peers.answering import Judged

Value = tuple[str, float]
"""What a question shares its luck with, and what it counts."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What all questions come to at a threshold; each is a share, `length` the median of the answers given."""

    answered: float
    correct: float
    cited: float
    both: float
    refused: float
    length: float


def correct(answer: Judged) -> bool:
    """Tell whether an answer is given and says what it must."""
    return answer.sureness is not None and answer.correct


def cited(answer: Judged) -> bool:
    """Tell whether an answer is given and cites all the evidence."""
    return answer.sureness is not None and answer.cited


def both(answer: Judged) -> bool:
    """Tell whether an answer is given, says what it must, and cites all the evidence."""
    return correct(answer) and answer.cited


def with_threshold(answers: Sequence[Judged], least: float) -> list[Judged]:
    """Return the answers, those of which their maker is less sure than `least` taken back."""
    return [
        replace(answer, sureness=None) if answer.sureness is not None and answer.sureness < least else answer
        for answer in answers
    ]


def best_threshold(answers: Sequence[Judged]) -> float:
    """Return the threshold of the best balanced score: the least of those that are as good."""
    scores = sorted({answer.sureness for answer in answers if answer.sureness is not None})
    candidates = [float("-inf"), *scores, float("inf")]
    return max(candidates, key=lambda least: mean(value for _, value in balanced(with_threshold(answers, least))))


def balanced(answers: Sequence[Judged]) -> list[Value]:
    """Return values whose mean is the balanced score.

    That is the mean of two shares: of what the report answers, answered correctly with the evidence cited; of what it
    does not answer, refused. Each question is weighted so that either kind counts one half.
    """
    answerable = sum(answer.answerable for answer in answers)
    weights = {True: _weight(answerable, len(answers)), False: _weight(len(answers) - answerable, len(answers))}
    return [
        (answer.unit, weights[answer.answerable] * (both(answer) if answer.answerable else answer.sureness is None))
        for answer in answers
    ]


def _weight(questions: int, of: int) -> float:
    return of / (2 * questions) if questions else 0.0


def share(answers: Sequence[Judged], right: Callable[[Judged], bool]) -> list[Value]:
    """Return 1 for each question with an answer in the report that is right, 0 for each other one of them."""
    return [(answer.unit, float(right(answer))) for answer in answers if answer.answerable]


def estimated(values: Sequence[Value]) -> Estimate:
    """Return the mean with its interval, of one value at least."""
    found = estimate(values)
    assert found is not None  # there is a value
    return found


def chance(ours: Sequence[Value], theirs: Sequence[Value]) -> float:
    """Return the chance of so large a difference if both were as good: McNemar's test, or by permutation.

    The second where questions share a conversation, or count differently.
    """
    pairs = [(unit, before, after) for (unit, before), (_, after) in zip(theirs, ours, strict=True)]
    alone = len({unit for unit, _, _ in pairs}) == len(pairs)
    return (
        mcnemar(pairs) if alone and {value for _, *two in pairs for value in two} <= {0, 1} else permutation_test(pairs)
    )


def rates(answers: Sequence[Judged]) -> Rates:
    """Return what the answers come to."""
    answerable = [answer for answer in answers if answer.answerable]
    others = [answer for answer in answers if not answer.answerable]
    lengths = [answer.length for answer in answers if answer.sureness is not None]
    return Rates(
        answered=mean(answer.sureness is not None for answer in answerable),
        correct=mean(map(correct, answerable)),
        cited=mean(map(cited, answerable)),
        both=mean(map(both, answerable)),
        refused=mean(answer.sureness is None for answer in others),
        length=float(median(lengths or [0])),
    )
