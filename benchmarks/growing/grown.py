"""A report of any length, with rows for its vectors of which only the first were really embedded."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.growing.noise import chinese_characters, noisy_blocks, noisy_text
from corpus.passages import split_passages
from corpus.text import sentence_spans
from index.build import build_index
from index.embedder import TextRole
from qa.engine import Settings, open_embedder
from qa.evaluation.paragraph_sets import report_of
from qa.evaluation.questions import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Report
    from index.embedder import Embedder, Progress

SENTENCES, IN_CONTEXT, PASSAGES, QUESTIONS = "sentences.npy", "in-context.npy", "passages.npy", "questions.npy"


@dataclass(frozen=True, slots=True)
class Source:
    """What every size is made from: real paragraphs, questions about them, and the folder of what was embedded."""

    texts: tuple[str, ...]
    questions: tuple[str, ...]
    folder: Path

    def rows(self, name: str, count: int) -> NDArray[np.float32]:
        """Return so many rows of a kind: the embedded ones, then noisy copies, the same in every process."""
        return np.concatenate([*self.blocks(name, count)])

    def blocks(self, name: str, count: int) -> Iterator[NDArray[np.float32]]:
        """Yield what `rows` returns, some at a time."""
        return noisy_blocks(np.load(self.folder / name), count, np.random.default_rng(SEED))

    @property
    def queries(self) -> NDArray[np.float32]:
        """The questions' rows, shape (questions, dimensions)."""
        rows: NDArray[np.float32] = np.load(self.folder / QUESTIONS)
        return rows

    def report(self, sentences: int) -> Report:
        """Return a report of so many sentences: the real ones, then, from the first again, noisy copies."""
        return report_of("growth", [*_grown(self.texts, sentences)])


def _grown(texts: Sequence[str], sentences: int) -> Iterator[str]:
    generator = np.random.default_rng(SEED)
    characters = chinese_characters("".join(texts))
    left, copies = sentences, False
    while left > 0:
        for text in texts:
            spans = sentence_spans(text, 0, len(text))[:left]
            if not spans:
                return
            copy = noisy_text(text, characters, generator) if copies else text
            yield copy[: spans[-1][1]]
            left -= len(spans)
        copies = True


class PreparedEmbedder:
    """An embedder whose rows of passages are known beforehand, in the order in which an index asks for them."""

    def __init__(self, source: Source, passages: Sequence[Passage], embedder: Embedder) -> None:
        """Prepare the rows of a report's sentences alone, sentences in context and passages."""
        sentences = sum(len(passage.sentences) for passage in passages)
        counts = {SENTENCES: sentences, IN_CONTEXT: sentences, PASSAGES: len(passages)}
        self.name = embedder.name
        self.count = sum(counts.values())
        self._left = self.count
        self._blocks = chain.from_iterable(source.blocks(name, count) for name, count in counts.items())
        self._ready = np.zeros((0, 0), dtype=np.float32)
        self._embedder = embedder

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the next of the prepared rows for passages, those of the model for a question."""
        if role is TextRole.QUERY:
            return self._embedder.embed(texts, role)
        if len(texts) > self._left:
            raise ValueError(f"{self._left:,} more rows are prepared, {len(texts):,} texts are to be embedded")
        blocks = [self._ready] if len(self._ready) else []
        while sum(map(len, blocks)) < len(texts):
            blocks.append(next(self._blocks))
        rows = np.concatenate(blocks)
        self._left -= len(texts)
        self._ready = rows[len(texts) :]
        return rows[: len(texts)]


class RecordingEmbedder:
    """An embedder that keeps the rows of passages that it gave, and the seconds that they took."""

    def __init__(self, embedder: Embedder) -> None:
        """Pass everything on to an embedder."""
        self.name = embedder.name
        self._embedder = embedder

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Embed and keep."""
        started = perf_counter()
        self.rows = self._embedder.embed(texts, role, progress=progress)
        self.seconds = perf_counter() - started
        return self.rows


def embed_first(source: Source, sentences: int) -> float:
    """Embed the first so many sentences as an index does, and the questions, into the source's folder.

    Returns the seconds that a row took.
    """
    embedder = open_embedder(Settings())
    assert embedder is not None  # only lexical settings give none
    report = source.report(sentences)
    recording = RecordingEmbedder(embedder)
    build_index(report, split_passages(report), recording)
    kinds = np.split(recording.rows, [sentences, 2 * sentences])
    for name, rows in zip((SENTENCES, IN_CONTEXT, PASSAGES), kinds, strict=True):
        np.save(source.folder / name, rows)
    np.save(source.folder / QUESTIONS, embedder.embed(source.questions, TextRole.QUERY))
    return recording.seconds / len(recording.rows)
