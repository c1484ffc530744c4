"""A whole run: every question of every set is asked, then those refused once more without a threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError
from qa.evaluation.machine import measured_on
from qa.evaluation.measuring import offer_of, outcomes_of, peak_memory
from qa.evaluation.run import Conditions, Run, SetRead
from qa.reading.model import model_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.engine import ReportQA
    from qa.evaluation.outcome import Outcome
    from qa.evaluation.questions import QuestionSet

PACKAGES = ("report-qa", "onnxruntime", "faiss-cpu", "numpy", "ir-measures")
"""Whose versions count."""

SHOWN_OF_DIGEST = 12
"""Hexadecimal digits that tell reading models apart."""

Progress = Callable[[str, int, int], None]
"""Is told which stage it is, how many questions are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A set with the engine that is asked it: over the report, or over the set's own paragraphs."""

    question_set: QuestionSet
    engine: ReportQA


def evaluate(asked: Sequence[Asked], progress: Progress) -> Run:
    """Ask everything and return the run; one that is interrupted (Ctrl-C) returns what was measured so far.

    Raises InvalidInputError when it is interrupted before the first answer.
    """
    outcomes: list[Outcome] = []
    peak: int | None = None
    complete = True
    try:
        for outcome in _asked(asked, progress):
            outcomes.append(outcome)
        peak = peak_memory()  # before the refused ones are asked again, which nobody else does
        for place, outcome in _asked_again(asked, outcomes, progress):
            outcomes[place] = outcome
    except KeyboardInterrupt:
        complete = False
    if not outcomes:
        raise InvalidInputError("stopped before the first question was answered; nothing was measured")
    return Run.of(_conditions(asked, peak or peak_memory(), complete), outcomes)


def _asked(asked: Sequence[Asked], progress: Progress) -> Iterator[Outcome]:
    total = sum(len(each.question_set.questions) for each in asked)
    done = 0
    progress("asking", done, total)
    for each in asked:
        for outcome in outcomes_of(each.engine, each.question_set):
            yield outcome
            done += 1
            progress("asking", done, total)


def _asked_again(
    asked: Sequence[Asked], outcomes: Sequence[Outcome], progress: Progress
) -> Iterator[tuple[int, Outcome]]:
    """Yield the place of each outcome that a smaller chance could change, and the outcome with what would be said."""
    gold = [(each.engine, question) for each in asked for question in each.question_set.questions]
    refused = [
        place for place, (engine, _) in enumerate(gold) if engine.reader.least_chance and not outcomes[place].answered
    ]
    lenient: dict[int, ReportQA] = {}
    for done, place in enumerate(refused, 1):
        engine, question = gold[place]
        if id(engine) not in lenient:
            lenient = {id(engine): engine.with_least_chance(0.0)}
        yield place, replace(outcomes[place], offer=offer_of(lenient[id(engine)], question))
        progress("without a threshold", done, len(refused))


def _conditions(asked: Sequence[Asked], peak: int | None, complete: bool) -> Conditions:
    engine = asked[0].engine
    reports = dict.fromkeys(each.engine.report.title or each.question_set.name for each in asked)
    return Conditions(
        version=version("report-qa"),
        machine=measured_on(PACKAGES),
        report="; ".join(reports),
        model=engine.embedder.name if engine.embedder else None,
        reader=model_fingerprint()[:SHOWN_OF_DIGEST] if engine.reader.uses_model else None,
        least_chance=engine.reader.least_chance,
        peak_memory=peak,
        complete=complete,
        sets=tuple(SetRead(each.name, len(each.questions), each.sha256) for each in (a.question_set for a in asked)),
    )
