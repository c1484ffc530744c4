"""From readings to an answer: quotes, numbered citations, and the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import readable
from qa.answer import LONGEST_ANSWER, Citation
from qa.language import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Report
    from qa.reader import Reading


def citations_of(report: Report, readings: Sequence[Reading]) -> tuple[Citation, ...]:
    """Return one citation a sentence, in the order of the readings; neighbours in a passage become one citation."""
    runs: list[list[Reading]] = []
    for reading in readings:
        beside = next((run for run in runs if _beside(run, reading)), None)
        if beside is None:
            runs.append([reading])
        else:
            beside.append(reading)
            beside.sort(key=lambda member: member.sentence.start)
    return tuple(_citation(report, run) for run in runs)


def _beside(run: Sequence[Reading], reading: Reading) -> bool:
    """Tell whether a reading's sentence stands right before or after a run in the same passage."""
    if run[0].passage.passage_id != reading.passage.passage_id:
        return False
    places = [reading.passage.sentences.index(member.sentence) for member in (run[0], run[-1], reading)]
    return places[2] in (places[0] - 1, places[1] + 1)


def _citation(report: Report, run: Sequence[Reading]) -> Citation:
    first, last = run[0], run[-1]
    start, end = first.sentence.start, last.sentence.end
    address = first.passage.sentence_address(first.sentence)
    if first is not last:
        address = f"{address.removesuffix('句')}–{last.sentence.sentence_id.partition('.')[2]}句"
    return Citation(
        document_id=report.document_id,
        document_title=report.title,
        passage_id=first.passage.passage_id,
        sentence_ids=tuple(reading.sentence.sentence_id for reading in run),
        address=address,
        cited_text=report.source[start:end],
        start_char_index=start,
        end_char_index=end,
        highlights=tuple(span for reading in run for span in reading.spans),
        score=round(max(reading.confidence for reading in run), 4),
    )


def answer_text(citations: Sequence[Citation], language: str) -> str:
    """Return what a person reads: the quotes, in the question's language where words stand around them."""
    quotes = [readable(citation.cited_text) for citation in citations]
    says = phrases(language).says
    if len(quotes) == 1:
        text = says + quotes[0]
    else:
        numbered = [f"{quote} [{number}]" for number, quote in enumerate(quotes, 1)]
        text = "\n".join([says.rstrip(), *numbered] if says else numbered)
    return text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"
