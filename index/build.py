"""From a report's passages to what is searched."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from corpus.text import readable
from corpus.years import year_of_report, years_in, years_told
from index.arrays import blocks
from index.crowding import crowding, crowding_nearby
from index.dense import DenseIndex
from index.embedder import TextRole
from index.lexical import LexicalIndex
from index.nearest import DenseRows, NearestPassages
from index.search import CROWDING_WEIGHT, WHOLE_PASSAGE_WEIGHT, SearchIndex
from index.years import YearsTold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Report
    from index.embedder import Embedder, Progress

EVERY_ROW_UP_TO = 30_000
"""Sentences up to which a query scores every row, exactly: with more of them it would take longer than 60 ms."""

LONGEST_HEADING_IN_CONTEXT = 30
"""Characters of a heading that go before a sentence: some run to 60 and would outweigh the sentence itself."""


def build_index(
    report: Report,
    passages: Sequence[Passage],
    embedder: Embedder | None,
    *,
    progress: Progress | None = None,
    every_row_up_to: int = EVERY_ROW_UP_TO,
) -> SearchIndex:
    """Index the passages of a report; without an embedder only the lexical half is built.

    One of more than `every_row_up_to` sentences becomes a large index, of which a query scores the best passages only.
    """
    large = sum(len(passage.sentences) for passage in passages) > every_row_up_to
    dense, crowded, nearest = None, np.zeros(0, dtype=np.float32), None
    if embedder is not None and large:
        nearest = NearestPassages.build(_dense_rows(report, passages, embedder, progress))
    elif embedder is not None:
        texts = [*chain.from_iterable(_texts(report, passages))]
        vectors = embedder.embed(texts, TextRole.PASSAGE, progress=progress)
        dense = DenseIndex.build(vectors)
        sentences = (len(texts) - len(passages)) // 2
        crowded = np.concatenate([crowding(rows) for rows in np.split(vectors, [sentences, 2 * sentences])])
    held_in = year_of_report(report)
    return assembled(
        report,
        passages,
        passage_terms=LexicalIndex.build(" ".join((*passage.place, passage.text)) for passage in passages),
        sentence_terms=LexicalIndex.build(sentence.text for passage in passages for sentence in passage.sentences),
        dense=dense,
        crowding=crowded,
        nearest=nearest,
        large=large,
        passage_years=YearsTold.of(years_in(" ".join(passage.place), held_in) for passage in passages),
        sentence_years=YearsTold.of(
            years_told(passage.place, sentence.text, held_in) for passage in passages for sentence in passage.sentences
        ),
    )


def assembled(
    report: Report,
    passages: Sequence[Passage],
    *,
    passage_terms: LexicalIndex,
    sentence_terms: LexicalIndex,
    dense: DenseIndex | None,
    crowding: NDArray[np.float32],
    nearest: NearestPassages | None,
    large: bool,
    passage_years: YearsTold,
    sentence_years: YearsTold,
) -> SearchIndex:
    """Put an index together from what is kept on disk and what is quicker told again: whose each sentence is."""
    held_in = year_of_report(report)
    named: frozenset[int] = frozenset().union(*passage_years.sets)
    firsts = first_sentences(passages)
    return SearchIndex(
        passages=tuple(passages),
        owners=np.repeat(np.arange(len(passages), dtype=np.int64), np.diff(firsts)),
        firsts=firsts,
        passage_terms=passage_terms,
        sentence_terms=sentence_terms,
        dense=dense,
        crowding=crowding,
        nearest=nearest,
        large=large,
        passage_years=passage_years,
        years_covered=named | {held_in, held_in - 1} if named and held_in else named,
        sentence_years=sentence_years,
    )


def first_sentences(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """Return the place of each passage's first sentence, and behind them how many sentences there are, int64."""
    return np.concatenate([[0], np.cumsum([len(passage.sentences) for passage in passages])]).astype(np.int64)


def _texts(report: Report, passages: Sequence[Passage]) -> tuple[Iterator[str], Iterator[str], Iterator[str]]:
    """Return what is embedded: all sentences alone, all in context, all passages in context."""
    pairs = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    return (
        (readable(sentence.text) for _, sentence in pairs),
        (in_context(report, passage, sentence.text) for passage, sentence in pairs),
        (in_context(report, passage, passage.text) for passage in passages),
    )


def _dense_rows(
    report: Report, passages: Sequence[Passage], embedder: Embedder, progress: Progress | None
) -> DenseRows:
    """Embed a large report; of each sentence the mean of its two rows is kept."""
    firsts = first_sentences(passages)
    counts = int(firsts[-1]), int(firsts[-1]), len(passages)
    alone, in_context, whole = (
        _embedded(texts, count, embedder, sum(counts[:kind]), sum(counts), progress)
        for kind, (texts, count) in enumerate(zip(_texts(report, passages), counts, strict=True))
    )
    half = np.float32(CROWDING_WEIGHT / 2)
    sentence_crowding = half * (crowding_nearby(alone) + crowding_nearby(in_context))
    for rows in blocks(len(alone)):
        alone[rows] = (alone[rows] + in_context[rows]) / 2
    passage_crowding = np.float32(CROWDING_WEIGHT) * crowding_nearby(whole)
    return DenseRows(alone, whole, sentence_crowding, passage_crowding, firsts, WHOLE_PASSAGE_WEIGHT)


def _embedded(
    texts: Iterator[str], count: int, embedder: Embedder, before: int, in_all: int, progress: Progress | None
) -> NDArray[np.float32]:
    """Embed texts in blocks: those of a million sentences need not stand in memory at once."""
    made: NDArray[np.float32] | None = None
    for rows in blocks(count):
        vectors = embedder.embed([*islice(texts, rows.stop - rows.start)], TextRole.PASSAGE)
        if made is None:
            made = np.empty((count, vectors.shape[1]), dtype=np.float32)
        made[rows] = vectors
        if progress:
            progress(before + rows.stop, in_all)
    assert made is not None  # a large report has texts
    return made


def in_context(report: Report, passage: Passage, text: str) -> str:
    """Return a passage's text, or a sentence of it, behind title, headings and topic: `去年` alone tells no year."""
    headings = [heading[:LONGEST_HEADING_IN_CONTEXT] for heading in passage.headings]
    return f"{' '.join([report.title, *headings, *filter(None, [passage.topic])])}：{readable(text)}"
