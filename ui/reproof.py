"""Answers that come back from a browser: made again from the report, so that nothing is shown that it does not give."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from corpus.errors import CitationError
from qa.answer import Status, verify
from qa.asking.language import detect_language, no_word_phrase, phrases
from qa.asking.question import read_question
from qa.asking.scope import Outside, why_outside
from qa.asking.yes_no import asks_yes_or_no, verdict
from qa.compose import citations_of, deciding_clause, told
from qa.export.notes import Place
from qa.verify.proof import Proof, ways_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer, Citation
    from qa.asking.yes_no import Verdict
    from qa.compose import Told
    from qa.engine import ReportQA
    from qa.reading.reader import Reading


class Reproof:
    """Proves answers about one engine's report."""

    def __init__(self, engine: ReportQA) -> None:
        """Take the engine; needs neither model nor index."""
        self._engine = engine
        self._proof = Proof(engine.report, engine.passages)

    def proven(self, answer: Answer) -> Answer:
        """Return an answer as the engine could have given it to its question.

        Raises CitationError when a citation is not in the report, or when the answer says what neither its citations
        nor the reasons for a refusal give.
        """
        scores = (answer.confidence, *(citation.score for citation in answer.citations))
        if not all(0 <= score <= 1 for score in scores) or (answer.status is Status.ANSWERED) != bool(answer.citations):
            raise CitationError("the answer contradicts itself")
        language = detect_language(answer.question)
        if not answer.citations:
            if answer.lead or answer.answer not in self._refusals(answer.standalone_question, language):
                raise CitationError("the report does not give this reason")
            return replace(answer, language=language)
        readings = [reading for citation in answer.citations for reading in self._readings(citation)]
        for said in self._tellings(answer.standalone_question, language, readings):
            if said.lead == answer.lead:
                return replace(answer, language=language, answer=said.text)
        raise CitationError("the citations do not give this answer")

    def _readings(self, citation: Citation) -> list[Reading]:
        """Return the sentences that a citation quotes, once it is proven to be made of them."""
        verify(self._engine.report, citation)
        readings = self._proof.readings(Place.of(citation))
        made = citations_of(self._engine.report, readings)
        if [replace(again, score=citation.score, highlights=citation.highlights) for again in made] != [citation]:
            raise CitationError("the citation is not made of whole sentences of the report")
        return readings

    def _tellings(self, question: str, language: str, readings: list[Reading]) -> Iterator[Told]:
        """Yield what the engine may have said with these sentences: with the answering words first, and without.

        Which sentence decided between yes and no is not kept; each may have.
        """
        report = self._engine.report
        ways = list(ways_to_read(readings))
        verdicts: set[Verdict | None] = {None}
        if asks_yes_or_no(question, language):
            clauses = (deciding_clause(report, reading) for read in ways for reading in read)
            verdicts = {verdict(question, language, clause) for clause in clauses}
        for said, read in product(verdicts, ways):
            yield told(report, read, language, said)

    def _refusals(self, question: str, language: str) -> set[str]:
        """Return the reasons that there can be for not answering a question."""
        asked = read_question(question, self._engine.held_in, self._engine.report.title)
        outside = self._engine.scope.outside(question)
        reasons = {phrases(language).not_in_report, no_word_phrase(language)}
        reasons |= {why_outside(Outside.YEAR, str(year), language) for year in asked.years}
        return reasons | ({why_outside(*outside, language)} if outside else set())
