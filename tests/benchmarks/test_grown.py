from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.growing.grown import IN_CONTEXT, PASSAGES, SENTENCES, PreparedEmbedder, Source
from corpus.library import built_in_report
from corpus.passages import split_passages
from corpus.text import sentence_spans
from index.embedder import TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TEXTS = tuple(paragraph.text for paragraph in built_in_report().paragraphs)
REAL = [text[start:end] for text in TEXTS for start, end in sentence_spans(text, 0, len(text))]


class CountingEmbedder:
    """Tells a text's length, so that its rows show whose they are."""

    name = "counting"

    def embed(self, texts: Sequence[str], _: TextRole, /, *, progress: object = None) -> NDArray[np.float32]:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def sentences_at(size: int) -> list[str]:
    report = Source(TEXTS, (), Path()).report(size)
    return [sentence.text for paragraph in report.paragraphs for sentence in paragraph.sentences]


@pytest.mark.parametrize("size", [1, 50, len(REAL), len(REAL) + 1, 3 * len(REAL) + 7])
def test_a_grown_report_has_exactly_the_sentences_wanted(size: int):
    assert len(sentences_at(size)) == size


def test_the_real_sentences_come_first_and_their_copies_differ():
    grown = sentences_at(2 * len(REAL))
    assert grown[: len(REAL)] == REAL
    copies = grown[len(REAL) :]
    assert [len(copy) for copy in copies] == [len(sentence) for sentence in REAL]
    assert sum(copy == sentence for copy, sentence in zip(copies, REAL, strict=True)) < len(REAL) / 5


def test_a_smaller_report_is_the_beginning_of_a_larger():
    assert sentences_at(2 * len(REAL) + 5)[: len(REAL) + 40] == sentences_at(len(REAL) + 40)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    for place, name in enumerate((SENTENCES, IN_CONTEXT, PASSAGES)):
        np.save(tmp_path / name, np.eye(8, dtype=np.float32)[[place, place + 3]])
    return Source(TEXTS, (), tmp_path)


def test_prepared_rows_are_those_of_sentences_then_in_context_then_of_passages(source: Source):
    passages = split_passages(source.report(6))
    prepared = PreparedEmbedder(source, passages, CountingEmbedder())
    rows = prepared.embed(["text"] * (12 + len(passages)), TextRole.PASSAGE)
    assert [int(row.argmax()) for row in rows[[0, 1, 6, 7, 12, 13]]] == [0, 3, 1, 4, 2, 5]


def test_prepared_rows_are_the_same_asked_for_at_once_or_in_blocks(source: Source):
    passages = split_passages(source.report(6))
    whole = PreparedEmbedder(source, passages, CountingEmbedder())
    parts = PreparedEmbedder(source, passages, CountingEmbedder())
    rows = whole.embed(["text"] * whole.count, TextRole.PASSAGE)
    blocks = [parts.embed(["text"] * size, TextRole.PASSAGE) for size in (5, 4, whole.count - 9)]
    assert np.array_equal(np.concatenate(blocks), rows)


def test_a_question_goes_to_the_model(source: Source):
    prepared = PreparedEmbedder(source, split_passages(source.report(6)), CountingEmbedder())
    assert prepared.embed(["four"], TextRole.QUERY).tolist() == [[4, 1]]


def test_an_index_that_wants_other_rows_is_told_so(source: Source):
    prepared = PreparedEmbedder(source, split_passages(source.report(6)), CountingEmbedder())
    with pytest.raises(ValueError, match="more rows are prepared, 3,000 texts"):
        prepared.embed(["one"] * 3_000, TextRole.PASSAGE)
