"""A plain script: sentence-transformers encodes the paragraphs, FAISS finds the nearest, as their guides show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
from sentence_transformers import SentenceTransformer

from benchmarks.peers.peer import Remembered, nearest_first, sentences_of
from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.peers.peer import Extract, Pile
    from corpus.passages import Passage


class PlainFaiss:
    """Dense search alone, with e5's prompts; exact, inner product of unit rows."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model."""
        self._model = SentenceTransformer(str(model_folder), device="cpu")
        self._sentences = Remembered(self._model.encode_document)
        self.passages: Sequence[Passage] = ()

    def build(self, pile: Pile, /) -> None:
        """Encode the passages in the library's own batches."""
        self.passages = pile.passages
        vectors = self._model.encode_document([readable(passage.text) for passage in pile.passages])
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Encode the question and search."""
        _, rows = self._index.search(self._model.encode_query([question]), min(limit, len(self.passages)))
        return [self.passages[row] for row in rows[0].tolist()]

    def nearness(self, question: str, /) -> float | None:
        """Return the best cosine."""
        scores, _ = self._index.search(self._model.encode_query([question]), 1)
        return float(scores[0][0])

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        """Rank the sentences by their cosine with the question."""
        sentences = sentences_of(self.search(question, limit))
        vectors = self._sentences.encode([text for text, _ in sentences])
        return nearest_first(sentences, (vectors @ self._model.encode_query(question)).tolist())
