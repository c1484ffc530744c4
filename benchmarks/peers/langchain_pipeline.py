"""A LangChain pipeline as its guides write it: splitter, embeddings, FAISS store, BM25, both joined by rank.

The splitter gets pieces as long as our passages may be and the separators that Langchain-Chatchat gives it for Chinese:
paragraphs, then sentences, then clauses. Those of LangChain's own guide for languages without blanks between words cut
at blanks and points first, through `34.8 亿元` and `32.6%`. BM25 gets jieba's words: its default, words between
blanks, finds nothing in Chinese.

Answers come from the compression that its guide builds where no language model is at hand: what is retrieved is split
again, at the ends of sentences, what repeats is dropped, and `EmbeddingsFilter` keeps what is nearest to the question.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import jieba
from langchain_classic.embeddings import CacheBackedEmbeddings
from langchain_classic.retrievers import ContextualCompressionRetriever, EnsembleRetriever
from langchain_classic.retrievers.document_compressors import DocumentCompressorPipeline, EmbeddingsFilter
from langchain_community.document_transformers import EmbeddingsRedundantFilter
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.stores import InMemoryByteStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peers.langchain_embeddings import PromptedEmbeddings
from benchmarks.peers.peer import Extract, piece_of
from corpus.passages import LONGEST_PASSAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from langchain_core.documents import Document

    from benchmarks.peers.peer import Pile
    from corpus.passages import Passage

OVERLAP = LONGEST_PASSAGE // 5
"""Characters that neighbouring pieces share: the share of LangChain's tutorials, 200 of 1,000."""

SEPARATORS = ["\n\n", "\n", "(?<=[\u3002\uff01\uff1f])", "(?<=\uff1b)", "(?<=\uff0c)", ""]


SHORT = 100
"""Characters of what is ranked when what was found is split again, about a long sentence."""

SAME = 0.98
"""Cosine from which on two say the same: e5's lie close together, and pieces that overlap repeat each other."""


class LangChainPipeline:
    """Hybrid search: an `EnsembleRetriever` over BM25 and FAISS, weighted alike."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model and jieba's dictionary."""
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        self._embeddings = PromptedEmbeddings(str(model_folder))
        self._remembered = CacheBackedEmbeddings.from_bytes_store(
            self._embeddings, InMemoryByteStore(), key_encoder="sha256"
        )
        self._pieces: dict[str, Passage] = {}

    @property
    def passages(self) -> Sequence[Passage]:
        """The pieces that the splitter cut."""
        return [*self._pieces.values()]

    def build(self, pile: Pile, /) -> None:
        """Split the documents and index the pieces on both legs."""
        splitter = _splitter(LONGEST_PASSAGE, OVERLAP)
        pieces = [
            piece_of(pile, document, number, text)
            for document in pile.documents
            for number, text in enumerate(splitter.split_text(document.text))
        ]
        self._pieces = {piece.passage_id: piece for piece in pieces}
        texts, names = [piece.text for piece in pieces], [{"name": name} for name in self._pieces]
        self._lexical = BM25Retriever.from_texts(texts, metadatas=names, preprocess_func=jieba.lcut)
        self.store = FAISS.from_texts(texts, self._embeddings, metadatas=names)

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Ask both legs for so many and return the best of what they find together."""
        return [self._piece(found) for found in self._both(limit).invoke(question)[:limit]]

    def nearness(self, question: str, /) -> float | None:
        """Return the best score of the FAISS store between 0 and 1; the ensemble has none."""
        ((_, score),) = self.store.similarity_search_with_relevance_scores(question, k=1)
        return float(score)

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        """Compress what both legs find."""
        remembered = self._remembered
        nearest = EmbeddingsFilter(embeddings=remembered, k=limit)
        steps = [
            _splitter(SHORT, 0),
            EmbeddingsRedundantFilter(embeddings=remembered, similarity_threshold=SAME),
            nearest,
        ]
        compressor = DocumentCompressorPipeline(transformers=steps)
        retriever = ContextualCompressionRetriever(base_compressor=compressor, base_retriever=self._both(limit))
        return [
            Extract(found.page_content, float(found.state["query_similarity_score"]), self._piece(found))
            for found in retriever.invoke(question)
        ]

    def _both(self, limit: int) -> EnsembleRetriever:
        self._lexical.k = limit
        dense = self.store.as_retriever(search_kwargs={"k": limit})
        return EnsembleRetriever(retrievers=[self._lexical, dense], weights=[0.5, 0.5], id_key="name")

    def _piece(self, found: Document) -> Passage:
        return self._pieces[found.metadata["name"]]


def _splitter(characters: int, overlap: int) -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        separators=SEPARATORS, is_separator_regex=True, keep_separator="end", chunk_size=characters,
        chunk_overlap=overlap,
    )  # fmt: skip
