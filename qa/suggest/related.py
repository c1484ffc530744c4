"""Questions worth asking after an answer, each tried on the engine first.

What is offered is answered: the engine has been asked that very question, and cites the sentence that it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from corpus.figures import figures_of
from corpus.text import fold
from corpus.years import years_in
from qa.suggest.neighbours import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.figures import Figure
    from qa.answer import Answer, Citation
    from qa.engine import ReportQA
    from qa.suggest.neighbours import Candidate, Reason

MOST_TRIED = 6
"""Questions that are tried on the engine; each takes as long as an answer."""

SECONDS = 2.0
"""Time after which no further question is tried."""

LEAST_CONFIDENCE = 0.3
"""Chance that the report answers, below which an answer is not sure enough to be offered unasked."""

_NUMBERING = 4
"""Characters that may stand before a heading's name (`三是要`)."""

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Related:
    """A question worth asking next; `sentence_id` is the sentence that answers it best."""

    question: str
    reason: Reason
    sentence_id: str


def related_questions(
    engine: ReportQA,
    answer: Answer,
    most: int = 3,
    *,
    earlier: Sequence[Answer] = (),
    figures: Sequence[Figure] | None = None,
    seconds: float = SECONDS,
    wanted: Callable[[], bool] = lambda: True,
) -> tuple[Related, ...]:
    """Return questions worth asking after an answer, about figures and headings near it and those of the other year.

    They are in Chinese after an answer in Chinese, else in English; after a refusal they are about the nearest
    passages. None was asked or answered in the conversation (`earlier` are its answers before this one, oldest first),
    no two are about the same thing. At most MOST_TRIED are tried on the engine, and none when `seconds` have passed or
    they are no longer `wanted`.
    `figures` are the report's, where they are at hand.
    """
    started = perf_counter()
    history = [each.question for each in (*earlier, answer)]
    surroundings = Surroundings(engine.report, figures_of(engine.report) if figures is None else figures)
    offers = _Offers((*earlier, answer))
    tried = 0
    for candidate in surroundings.candidates(*_told(answer)):
        late = perf_counter() - started >= seconds or not wanted()
        if late or len(offers.found) == most or tried == MOST_TRIED:
            break
        question = candidate.wording.text(answer.language)
        if offers.is_new(candidate, question):
            tried += 1
            offers.consider(candidate, engine.ask(question, history=history))
    return tuple(offers.found)


def _told(answer: Answer) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the sentences that an answer stands in, and its answering words; of a refusal, the nearest sentences."""
    cited = [sentence_id for citation in answer.citations for sentence_id in citation.sentence_ids]
    spans = [span for citation in answer.citations for span in citation.highlights]
    return cited or [passage.sentences[0].sentence_id for passage in answer.related], spans


class _Offers:
    """What has been found so far, beside what the conversation has asked and quoted."""

    def __init__(self, conversation: Sequence[Answer]) -> None:
        self.found: list[Related] = []
        self._asked = [fold(each.standalone_question) for each in conversation]
        self._quoted = {id_ for each in conversation for citation in each.citations for id_ in citation.sentence_ids}
        self._names: list[str] = []

    def is_new(self, candidate: Candidate, question: str) -> bool:
        """Tell whether a question is about something that was neither asked nor quoted nor is already offered."""
        name, years = fold(candidate.name), years_in(question, None)
        asked = any(name in other and years_in(other, None) in (years, frozenset()) for other in self._asked)
        same = any(_bare(question) == _bare(other) for other in self._asked)
        offered = any(name in other or other in name for other in self._names)
        return not asked and not same and not offered and candidate.sentence_id not in self._quoted

    def consider(self, candidate: Candidate, answer: Answer) -> None:
        """Take a question on if its answer is about what was asked and quotes nothing that was quoted before."""
        if answer.standalone_question != answer.question or answer.confidence < LEAST_CONFIDENCE:
            return
        best = max(answer.citations, key=lambda citation: citation.score)
        if answers(answer.citations, candidate) and not self._quoted.intersection(best.sentence_ids):
            self.found.append(Related(answer.question, candidate.reason, best.sentence_ids[0]))
            self._quoted.update(best.sentence_ids)
            self._names.append(fold(candidate.name))


def answers(citations: Sequence[Citation], candidate: Candidate) -> bool:
    """Tell whether the surest of an answer's citations holds what a question is about.

    A figure has to be among the answering words. Under a heading most of the citations have to stand, and the surest
    has to say more than the heading.
    """
    best = max(citations, key=lambda citation: citation.score)
    if candidate.span is None:
        under = [citation for citation in citations if _paragraph(citation) in candidate.paragraphs]
        more = len(_bare(best.cited_text)) > len(candidate.name) + _NUMBERING
        return more and best in under and 2 * len(under) > len(citations)
    start, end = candidate.span
    marked = any(low < end and high > start for low, high in best.highlights)
    return marked and candidate.sentence_id in best.sentence_ids


def _paragraph(citation: Citation) -> str:
    return citation.sentence_ids[0].partition(".")[0]


def _bare(question: str) -> str:
    return _MARKS.sub("", fold(question))
