"""Answers made by hand for the page's tests: quotes of the real report where a test wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Status

if TYPE_CHECKING:
    from corpus.passages import Passage
    from qa.engine import ReportQA


def passage_named(engine: ReportQA, passage_id: str) -> Passage:
    """Return a passage of the engine's report."""
    return next(passage for passage in engine.passages if passage.passage_id == passage_id)


def cite(engine: ReportQA, passage: Passage, sentence: int, *highlights: tuple[int, int]) -> Citation:
    """Cite a sentence of a passage, counted from 0; highlights count from the sentence's start."""
    found = passage.sentences[sentence]
    return Citation(
        document_id=engine.report.document_id,
        document_title=engine.report.title,
        passage_id=passage.passage_id,
        sentence_ids=(found.sentence_id,),
        address=passage.sentence_address(found),
        cited_text=found.text,
        start_char_index=found.start,
        end_char_index=found.end,
        highlights=tuple((found.start + low, found.start + high) for low, high in highlights),
        score=1.0,
    )


def answer_with(*citations: Citation, lead: str = "", confidence: float = 1.0, question: str = "问？") -> Answer:
    """Return an answer that quotes; its words are its lead."""
    return Answer(question, "zh", Status.ANSWERED, lead or "答。", confidence, citations, question, {}, lead=lead)


def refusal_with(*related: Passage, reason: str = "报告中没有找到这个问题的答案。") -> Answer:
    """Return an answer that the report does not say."""
    return Answer("问？", "zh", Status.NOT_IN_REPORT, reason, 0.1, (), "问？", {}, related=related)
