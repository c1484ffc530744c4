"""From a report's passages to what is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.text import readable
from corpus.years import year_of_report, years_in, years_told
from index.dense import DenseIndex, crowding
from index.embedder import TextRole
from index.lexical import LexicalIndex
from index.search import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Report
    from index.embedder import Embedder, Progress

LONGEST_HEADING_IN_CONTEXT = 30
"""Characters of a heading that go before a sentence: some run to 60 and would outweigh the sentence itself."""


def build_index(
    report: Report,
    passages: Sequence[Passage],
    embedder: Embedder | None,
    *,
    progress: Progress | None = None,
) -> SearchIndex:
    """Index the passages of a report; without an embedder only the lexical half is built."""
    pairs = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    dense, crowded = None, np.zeros(0, dtype=np.float32)
    if embedder is not None:
        texts = [readable(sentence.text) for _, sentence in pairs]
        texts += [in_context(report, passage, sentence.text) for passage, sentence in pairs]
        texts += [in_context(report, passage, passage.text) for passage in passages]
        vectors = embedder.embed(texts, TextRole.PASSAGE, progress=progress)
        dense = DenseIndex.build(vectors)
        crowded = np.concatenate([crowding(rows) for rows in np.split(vectors, [len(pairs), 2 * len(pairs)])])
    return assembled(
        report,
        passages,
        passage_terms=LexicalIndex.build([" ".join((*passage.place, passage.text)) for passage in passages]),
        sentence_terms=LexicalIndex.build([sentence.text for _, sentence in pairs]),
        dense=dense,
        crowding=crowded,
    )


def assembled(
    report: Report,
    passages: Sequence[Passage],
    *,
    passage_terms: LexicalIndex,
    sentence_terms: LexicalIndex,
    dense: DenseIndex | None,
    crowding: NDArray[np.float32],
) -> SearchIndex:
    """Put an index together from what is kept on disk and what is quicker told again: owners and years."""
    held_in = year_of_report(report)
    passage_years = tuple(years_in(" ".join(passage.place), held_in) for passage in passages)
    named: frozenset[int] = frozenset().union(*passage_years)
    return SearchIndex(
        passages=tuple(passages),
        owners=np.repeat(np.arange(len(passages), dtype=np.int64), [len(p.sentences) for p in passages]),
        passage_terms=passage_terms,
        sentence_terms=sentence_terms,
        dense=dense,
        crowding=crowding,
        passage_years=passage_years,
        years_covered=named | {held_in, held_in - 1} if named and held_in else named,
        sentence_years=tuple(
            years_told(passage.place, sentence.text, held_in) for passage in passages for sentence in passage.sentences
        ),
    )


def in_context(report: Report, passage: Passage, text: str) -> str:
    """Return a passage's text, or a sentence of it, behind title, headings and topic: `去年` alone tells no year."""
    headings = [heading[:LONGEST_HEADING_IN_CONTEXT] for heading in passage.headings]
    return f"{' '.join([report.title, *headings, *filter(None, [passage.topic])])}：{readable(text)}"
