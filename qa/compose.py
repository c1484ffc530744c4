"""From readings to an answer: quotes, numbered citations, and the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text import readable
from qa.answer import LONGEST_ANSWER, Citation
from qa.asking.language import phrases
from qa.asking.yes_no import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Report
    from qa.asking.language import Phrases
    from qa.reading.reader import Reading

LONGEST_QUOTE = 120
"""Characters a sentence of a quote where the answering words stand first; a longer one is cut to the clauses around
them."""

SHORTEST_QUOTE = 60
"""Characters that a quote keeps however many share the answer."""

DECISIVE_CHARACTERS = 60
"""Answering words up to this length stand by themselves in front of the quote."""

SURE = 0.5
"""Least confidence of every reading at which the words of several stand first together."""

_WIDE = ("：", "。")
_OPENS = ("：", ":", "。", ".")
_CLAUSE = re.compile(r"[^，；。！？、,;!?]*[，；。！？、,;!?]*[”’』」）】》]*")


def citations_of(report: Report, readings: Sequence[Reading]) -> tuple[Citation, ...]:
    """Return one citation a sentence, in the order of the readings; neighbours in a passage become one citation."""
    return tuple(_citation(report, run) for run in runs_of(readings))


def runs_of(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Return the readings with those of neighbouring sentences of a passage together, in the order of the first."""
    runs: list[list[Reading]] = []
    for reading in readings:
        beside = next((run for run in runs if _beside(run, reading)), None)
        if beside is None:
            runs.append([reading])
        else:
            beside.append(reading)
            beside.sort(key=lambda member: member.sentence.start)
    return runs


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
        highlights=tuple(span for reading in run if not reading.runner_up for span in reading.spans),
        score=round(max(reading.confidence for reading in run), 4),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words: `lead` stands first (yes or no, who says it, the answering words), then the quotes."""

    lead: str
    quotes: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it; a lead that only opens the quote shares its line."""
        if len(self.quotes) > 1 or (self.lead and not self.lead.endswith(_OPENS)):
            return "\n".join(filter(None, [self.lead, *self.quotes]))
        gap = "" if not self.lead or self.lead.endswith(_WIDE) else " "
        return f"{self.lead}{gap}{''.join(self.quotes)}"


def told(report: Report, readings: Sequence[Reading], language: str, verdict: Verdict | None = None) -> Told:
    """Return what a person reads, at most LONGEST_ANSWER characters.

    The lead holds yes or no where a verdict is given, and the answering words where the reader knows them; the quotes
    are numbered as `citations_of` orders them. What is not quoted is in the question's language.
    """
    said, runs = phrases(language), runs_of(readings)
    decisive = _decisive(report, readings)
    lead = _joined(_joined(_word(said, verdict), said.says.strip()), decisive)
    room = LONGEST_ANSWER - len(lead) - 6 * len(runs)
    longest = max(room // len(runs), SHORTEST_QUOTE)
    quotes = [_quote(report, run, min(longest, LONGEST_QUOTE * len(run)) if decisive else longest) for run in runs]
    if len(quotes) == 1:
        return Told(lead, (quotes[0],))
    return Told(lead, tuple(f"{quote} [{number}]" for number, quote in enumerate(quotes, 1)))


def _joined(first: str, second: str) -> str:
    return f"{first}{'' if not first or first.endswith(_WIDE) else ' '}{second}" if second else first


def _word(said: Phrases, verdict: Verdict | None) -> str:
    return "" if verdict is None else {Verdict.YES: said.yes, Verdict.NO: said.no}[verdict]


def _decisive(report: Report, readings: Sequence[Reading]) -> str:
    """Return the answering words of the readings that are no runners-up.

    None where they are not known, or are as long as the quotes.
    """
    first = [reading for reading in readings if not reading.runner_up]
    words = [report.quote(*span).strip("，；。、：,;: ") for reading in first for span in reading.spans]
    whole = sum(len(report.quote(reading.sentence.start, reading.sentence.end)) for reading in first)
    alone = len(runs_of(readings)) == 1
    known = all(reading.exact and marks_words(reading) and (alone or reading.confidence >= SURE) for reading in first)
    text = "；".join(filter(None, dict.fromkeys(words)))
    return text if known and len(text) <= min(DECISIVE_CHARACTERS, 0.7 * whole) else ""


def marks_words(reading: Reading) -> bool:
    """Tell whether a reading marks words in its sentence, and not all of it."""
    return reading.spans not in ((), ((reading.sentence.start, reading.sentence.end),))


def deciding_clause(report: Report, reading: Reading) -> str:
    """Return the clause that the answering words stand in, the whole sentence where the words are not known."""
    start, end = reading.sentence.start, reading.sentence.end
    if reading.exact:
        clauses = _clauses(report, start, end)
        first, last = _touched(clauses, reading.spans[0][0], reading.spans[-1][1])
        start, end = clauses[first][0], clauses[last][1]
    return report.quote(start, end)


def _quote(report: Report, run: Sequence[Reading], longest: int) -> str:
    """Return a run's sentences, or, where they are longer, the clauses around the answering words between `…`."""
    start, end = run[0].sentence.start, run[-1].sentence.end
    text = readable(report.source[start:end])
    if len(text) <= longest:
        return text
    clauses = _clauses(report, start, end)
    spans = [span for reading in run if not reading.runner_up for span in reading.spans] or [(start, end)]
    first, last = _touched(clauses, spans[0][0], spans[-1][1])
    while True:
        for wider in ((first - 1, last), (first, last + 1)):
            inside = wider[0] >= 0 and wider[1] < len(clauses)
            if inside and clauses[wider[1]][1] - clauses[wider[0]][0] <= longest - 2:
                first, last = wider
                break
        else:
            break
    cut = readable(report.source[clauses[first][0] : clauses[last][1]])[: longest - 2]
    return ("…" if first else "") + cut.strip() + ("…" if last + 1 < len(clauses) or len(cut) == longest - 2 else "")


def _clauses(report: Report, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the clauses of a stretch, each with the mark that ends it."""
    found = ((start + clause.start(), start + clause.end()) for clause in _CLAUSE.finditer(report.source[start:end]))
    return [clause for clause in found if clause[0] < clause[1]]


def _touched(clauses: Sequence[tuple[int, int]], low: int, high: int) -> tuple[int, int]:
    """Return the first and the last of the clauses that hold something between two offsets."""
    touched = [n for n, clause in enumerate(clauses) if clause[0] < high and clause[1] > low]
    return touched[0], touched[-1]
