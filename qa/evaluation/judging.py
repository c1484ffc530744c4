"""What one answer got right, by the rules of the development questions' `score.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.answer import LONGEST_ANSWER, Status
from qa.evaluation.measures import Marks, Measure
from qa.evaluation.paragraph_sets import paragraph_of

if TYPE_CHECKING:
    from corpus.report import Report
    from qa.answer import Answer
    from qa.evaluation.questions import GoldQuestion


def judge(gold: GoldQuestion, answer: Answer, report: Report) -> Marks:
    """Return the marks of an answer; the ranking of passages is not judged here."""
    answered = answer.status is Status.ANSWERED
    marks = {Measure.VERBATIM: _verbatim(answer, report, answered)}
    if gold.answerable:
        correct = answered and _says(gold, answer)
        marks |= {
            Measure.RIGHT: correct,
            Measure.CORRECT: correct,
            Measure.CITED: answered and _quotes(gold, answer),
            Measure.ANSWERED: answered,
        }
    else:
        marks |= {Measure.RIGHT: not answered, Measure.REFUSAL_RECALL: not answered}
    if not answered:
        marks[Measure.REFUSAL_PRECISION] = not gold.answerable
    return {measure: float(mark) for measure, mark in marks.items()}


def length_of(answer: Answer) -> int:
    """Return the characters of an answer, white space aside."""
    return len(squeeze(answer.answer))


def _verbatim(answer: Answer, report: Report, answered: bool) -> bool:
    quotes = [(report.source[c.start_char_index : c.end_char_index], c.cited_text) for c in answer.citations]
    return all(stands == quoted for stands, quoted in quotes) and bool(quotes or not answered)


def _says(gold: GoldQuestion, answer: Answer) -> bool:
    said = squeeze(answer.answer).lower()
    held = all(any(squeeze(wanted).lower() in said for wanted in group) for group in gold.answers)
    return held and len(said) <= LONGEST_ANSWER


def _quotes(gold: GoldQuestion, answer: Answer) -> bool:
    """Tell whether the quotes, of a set with paragraphs of its own those from the right one, hold all the evidence."""
    own = [c for c in answer.citations if gold.paragraph in (None, paragraph_of(c.passage_id))]
    quoted = squeeze("\n".join(citation.cited_text for citation in own))
    return all(any(squeeze(stretch) in quoted for stretch in group) for group in gold.evidence)
