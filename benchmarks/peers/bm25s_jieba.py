"""BM25 alone: bm25s over the words that jieba finds, with the library's own settings."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import bm25s
import jieba

from benchmarks.peers.peer import nearest_first, sentences_of
from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.peers.peer import Extract, Pile
    from corpus.passages import Passage


class Bm25sJieba:
    """Lexical search alone; a passage that shares no word with the question is not returned."""

    def __init__(self) -> None:
        """Load jieba's dictionary."""
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        self.passages: Sequence[Passage] = ()

    def build(self, pile: Pile, /) -> None:
        """Index the words of the passages."""
        self.passages = pile.passages
        self._index = bm25s.BM25()
        words = [_words(readable(passage.text)) for passage in pile.passages]
        self._index.index(words, show_progress=False)

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Search for the words of the question."""
        return [passage for passage, _ in self._scored(question, limit)]

    def nearness(self, question: str, /) -> float | None:
        """Return the best BM25 score."""
        return next((score for _, score in self._scored(question, 1)), None)

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        """Rank the sentences by BM25 among themselves."""
        sentences = sentences_of(self.search(question, limit))
        if not sentences:
            return []
        index = bm25s.BM25()
        index.index([_words(text) for text, _ in sentences], show_progress=False)
        return nearest_first(sentences, index.get_scores(_words(question)).tolist())

    def _scored(self, question: str, limit: int) -> list[tuple[Passage, float]]:
        most = min(limit, len(self.passages))
        rows, scores = self._index.retrieve([_words(question)], k=most, show_progress=False)
        found = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return [(self.passages[row], score) for row, score in found if score > 0]


def _words(text: str) -> list[str]:
    """Return the words that jieba finds, in the finer cut that it has for search engines, blanks left out."""
    return [word for word in jieba.lcut_for_search(text.lower()) if word.strip()]
