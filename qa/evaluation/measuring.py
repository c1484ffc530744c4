"""Asks an engine the questions of a set, and keeps what became of each."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from corpus.errors import QuestionTooLongError
from qa.answer import Status
from qa.evaluation.judging import judge, length_of
from qa.evaluation.measures import Measure
from qa.evaluation.outcome import Offer, Outcome
from qa.evaluation.ranking import DEPTH, Ranking, rank_marks, ranking_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer
    from qa.engine import ReportQA
    from qa.evaluation.measures import Marks
    from qa.evaluation.questions import GoldQuestion, QuestionSet

PIECES = 2
"""Passages asked for where DEPTH whole paragraphs are wanted, in units of DEPTH: a long one comes in pieces."""


def outcomes_of(engine: ReportQA, question_set: QuestionSet) -> Iterator[Outcome]:
    """Yield the outcome of each question, in order, as it is asked: first `ask`, then `search` where one answers.

    Models and index are loaded before the first is asked, so that no question pays for them.
    """
    engine.warm_up()
    for gold in question_set.questions:
        yield _outcome(engine, question_set.name, gold)


def offer_of(lenient: ReportQA, gold: GoldQuestion) -> Offer | None:
    """Return what an engine without a threshold would answer a question that was refused, None where nothing."""
    answer = _ask(lenient, gold)
    if answer.status is Status.NOT_IN_REPORT:
        return None
    return Offer(answer.confidence, _right(judge(gold, answer, lenient.report), gold))


def _outcome(engine: ReportQA, set_name: str, gold: GoldQuestion) -> Outcome:
    started = perf_counter()
    answer = _ask(engine, gold)
    wall = 1000 * (perf_counter() - started)
    answered, marks = answer.status is Status.ANSWERED, judge(gold, answer, engine.report)
    ranking = _search(engine, gold, answer) if gold.answerable else None
    return Outcome(
        set_name=set_name,
        question_id=gold.question_id,
        together=gold.together,
        language=gold.language,
        kind=gold.kind,
        follow_up=bool(gold.history),
        question=gold.text,
        standalone_question=answer.standalone_question,
        answerable=gold.answerable,
        wanted=gold.answers,
        answered=answered,
        answer=answer.answer,
        confidence=answer.confidence,
        cited=tuple(sentence_id for citation in answer.citations for sentence_id in citation.sentence_ids),
        length=length_of(answer),
        timing_ms={**answer.timing_ms, "wall": wall},
        marks={**marks, **(rank_marks(ranking) if ranking else {})},
        ranking=ranking,
        offer=Offer(answer.confidence, _right(marks, gold)) if answered else None,
    )


def _ask(engine: ReportQA, gold: GoldQuestion) -> Answer:
    try:
        return engine.ask(gold.text, history=gold.history)
    except QuestionTooLongError as error:
        return engine.refusal(gold.text, str(error))


def _search(engine: ReportQA, gold: GoldQuestion, answer: Answer) -> Ranking:
    """Rank passages for the question, for a follow-up for what it stands for."""
    query = answer.standalone_question if gold.history else gold.text
    try:
        hits = engine.search(query, limit=DEPTH * PIECES if gold.paragraph else DEPTH)
    except QuestionTooLongError:
        hits = []
    return ranking_of(gold, [hit.passage for hit in hits], engine.passages)


def _right(marks: Marks, gold: GoldQuestion) -> bool:
    """Tell whether an answer that was given is right: no answer is to what the report does not tell."""
    return gold.answerable and marks[Measure.CORRECT] == 1


def peak_memory() -> int | None:
    """Return the most memory that this process has held at once, in bytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
