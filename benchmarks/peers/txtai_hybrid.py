"""txtai: its hybrid search (`hybrid=True`), with e5's prompts as the `instructions` it has for such models.

Everything else is its default: dense and sparse scores weighted alike, FAISS behind it, words by Unicode's rules, which
for Chinese are single characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from txtai import Embeddings

from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.peers.peer import Pile
    from corpus.passages import Passage


class TxtaiHybrid:
    """An `Embeddings` over the passages."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model; txtai takes the pooling from its folder."""
        self._embeddings = Embeddings(
            path=str(model_folder), hybrid=True, gpu=False, instructions={"query": "query: ", "data": "passage: "}
        )
        self.passages: Sequence[Passage] = ()

    def build(self, pile: Pile, /) -> None:
        """Index the passages under their places."""
        self.passages = pile.passages
        self._embeddings.index([readable(passage.text) for passage in pile.passages])

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Search by both legs."""
        return [self.passages[row] for row, _ in self._embeddings.search(question, limit)]
