"""From a question to the readings that answer it, also where it asks several things at once.

A question that names two years needs a sentence for each, one that asks several things a sentence for each part. What
search finds for a part leans on what it finds for the whole question. Where only one clause asks and the whole question
is refused, the clause is read by itself, and believed where the whole question leads to the same sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from corpus.text import readable
from corpus.years import years_in, years_with_figures
from index.search import ranked, score
from qa.answer import LONGEST_ANSWER
from qa.asking.places import tells_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.embedder import Embedder
    from index.search import Hit, Scores, SearchIndex
    from qa.asking.question import Question
    from qa.reading.reader import Reader, Reading

SHARE_OF_THE_WHOLE = 0.3
"""How much of a part's score comes from the whole question; 0.15 and 0.3 answered most development questions."""

FARTHEST_OTHER_YEAR = 3.0
"""Standard deviations below the best reading at which another year's best still belongs to the answer."""

ROOM_FOR_WORDS = 60
"""Characters kept for the phrase before the quotes, their numbers and the blanks inside them."""

PART_WINDOWS = 4
"""Stretches that the reader looks at for a part of the question."""

READ = 20
"""Passages that the reader sees: all evidence stood among the first ten for 0.95 of the hardest questions."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The readings that answer, and the hits of the whole question, both best first.

    `missing_years` are those asked for that the report does not cover, where that is why nothing was read.
    """

    readings: list[Reading]
    hits: list[Hit]
    missing_years: frozenset[int] = frozenset()


def gather(index: SearchIndex, question: Question, embedder: Embedder | None, reader: Reader) -> Gathered:
    """Read what search finds for the question and for each of its parts.

    Several things asked give their readings in the report's order. Of a year that the report does not cover only
    sentences tell that name it. Together the readings keep to LONGEST_ANSWER characters.
    """
    whole = score(index, question.text, embedder, years=question.years)
    hits = ranked(index, question.text, whole, limit=READ)
    findings = reader.read(question, _about(question, hits))
    readings = findings.readings
    if question.years and index.years_covered and not question.years & index.years_covered:
        years_of = years_with_figures if years_with_figures(question.text) else partial(years_in, held_in=None)
        named = [reading for reading in readings if years_of(reading.sentence.text) & question.years]
        return Gathered(_fitting(named), hits, frozenset() if named else question.years)
    extra = [
        *(_other_years(question, hits, reader, readings[0]) if readings else ()),
        *_parts(index, question, embedder, reader, whole),
    ]
    if not readings and not extra and question.core and findings.best:
        # By itself a clause often finds something else, because it does not say what it is about.
        alone = _read_part(index, question.core, embedder, reader, whole)
        readings = [reading for reading in alone if reading.sentence == findings.best]
    fitting = _fitting([*readings[:1], *extra, *readings[1:]])
    if extra:
        fitting.sort(key=lambda reading: reading.sentence.start)
    return Gathered(fitting, hits)


def _other_years(question: Question, hits: Sequence[Hit], reader: Reader, best: Reading) -> Iterator[Reading]:
    """Yield, for each year the question names, the best reading under a heading of that year."""
    if len(question.years) < 2:
        return
    for year in sorted(question.years):
        of_year = [hit for hit in _about(question, hits) if year in hit.years]
        for reading in reader.read(question, of_year, most=PART_WINDOWS).readings[:1]:
            if reading.strength >= best.strength - FARTHEST_OTHER_YEAR:
                yield reading


def _parts(
    index: SearchIndex, question: Question, embedder: Embedder | None, reader: Reader, whole: Scores
) -> Iterator[Reading]:
    """Yield the best reading for each part of the question."""
    for part in question.parts:
        yield from _read_part(index, part, embedder, reader, whole)


def _read_part(
    index: SearchIndex, part: Question, embedder: Embedder | None, reader: Reader, whole: Scores
) -> list[Reading]:
    """Return the best reading for a part of a question; none where nothing answers it."""
    scores = score(index, part.text, embedder, years=part.years).leaning_on(whole, SHARE_OF_THE_WHOLE)
    hits = _about(part, ranked(index, part.text, scores, limit=READ))
    return reader.read(part, hits, most=PART_WINDOWS).readings[:1]


def _about(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that tell of the places that the question is about: another place's figure is a wrong answer."""
    return [hit for hit in hits if tells_of(hit.passage, question.places)]


def _fitting(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings without repeats, leaving out those that would make the answer too long."""
    kept: list[Reading] = []
    room = LONGEST_ANSWER - ROOM_FOR_WORDS
    for reading in readings:
        length = len(readable(reading.sentence.text))
        if (length <= room or not kept) and reading.sentence not in [other.sentence for other in kept]:
            kept.append(reading)
            room -= length
    return kept
