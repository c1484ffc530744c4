"""txtai: its hybrid search (`hybrid=True`), with e5's prompts as the `instructions` it has for such models.

Everything else is its default: dense and sparse scores weighted alike, FAISS behind it, words by Unicode's rules, which
for Chinese are single characters. Its extractive pipelines (`Questions`, `RAG` with a question-answering model) need a
model from a hub, English by default; without one, its embeddings rank the sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from txtai import Embeddings

from benchmarks.peers.peer import Remembered, nearest_first, sentences_of
from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.peers.peer import Extract, Pile
    from corpus.passages import Passage


class TxtaiHybrid:
    """An `Embeddings` over the passages."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model; txtai takes the pooling from its folder."""
        self._embeddings = Embeddings(
            path=str(model_folder), hybrid=True, gpu=False, instructions={"query": "query: ", "data": "passage: "}
        )
        self._sentences = Remembered(lambda texts: self._embeddings.batchtransform(texts, "data"))
        self.passages: Sequence[Passage] = ()

    def build(self, pile: Pile, /) -> None:
        """Index the passages under their places."""
        self.passages = pile.passages
        self._embeddings.index([readable(passage.text) for passage in pile.passages])

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Search by both legs."""
        return [self.passages[row] for row, _ in self._embeddings.search(question, limit)]

    def nearness(self, question: str, /) -> float | None:
        """Return the best score of both legs together."""
        return next((float(score) for _, score in self._embeddings.search(question, 1)), None)

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        """Rank the sentences as `Embeddings.similarity` does, which would encode them anew each time."""
        sentences = sentences_of(self.search(question, limit))
        vectors = self._sentences.encode([text for text, _ in sentences])
        return nearest_first(sentences, (vectors @ self._embeddings.transform(question, "query")).tolist())
