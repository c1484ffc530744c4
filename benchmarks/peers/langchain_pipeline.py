"""A LangChain pipeline as its guides write it: splitter, embeddings, FAISS store, BM25, both joined by rank.

The splitter gets the separators that LangChain's guide gives for languages without blanks between words, and pieces as
long as our passages may be. BM25 gets jieba's words: its default, words between blanks, finds nothing in Chinese. The
embeddings do what `HuggingFaceEmbeddings` does with a prompt for each side; langchain-huggingface 1.2 itself asks for
an older huggingface_hub than the rest here and cannot be installed beside it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import jieba
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

from benchmarks.peers.peer import piece_of
from corpus.passages import LONGEST_PASSAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.peers.peer import Pile
    from corpus.passages import Passage

OVERLAP = LONGEST_PASSAGE // 5
"""Characters that neighbouring pieces share: the share of LangChain's tutorials, 200 of 1,000."""

SEPARATORS = ["\n\n", "\n", " ", ".", ",", "\u200b", "\uff0c", "\u3001", "\uff0e", "\u3002", ""]


class PromptedEmbeddings(Embeddings):
    """A sentence-transformers model behind LangChain's interface."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model."""
        self._model = SentenceTransformer(str(model_folder), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts to be found."""
        vectors: list[list[float]] = self._model.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        vector: list[float] = self._model.encode_query(text).tolist()
        return vector


class LangChainPipeline:
    """Hybrid search: an `EnsembleRetriever` over BM25 and FAISS, weighted alike."""

    def __init__(self, model_folder: Path) -> None:
        """Load the model and jieba's dictionary."""
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        self._embeddings = PromptedEmbeddings(model_folder)
        self._pieces: dict[str, Passage] = {}

    @property
    def passages(self) -> Sequence[Passage]:
        """The pieces that the splitter cut."""
        return [*self._pieces.values()]

    def build(self, pile: Pile, /) -> None:
        """Split the documents and index the pieces on both legs."""
        splitter = RecursiveCharacterTextSplitter(
            separators=SEPARATORS, chunk_size=LONGEST_PASSAGE, chunk_overlap=OVERLAP
        )
        pieces = [
            piece_of(pile, document, number, text)
            for document in pile.documents
            for number, text in enumerate(splitter.split_text(document.text))
        ]
        self._pieces = {piece.passage_id: piece for piece in pieces}
        texts, names = [piece.text for piece in pieces], [{"name": name} for name in self._pieces]
        self._lexical = BM25Retriever.from_texts(texts, metadatas=names, preprocess_func=jieba.lcut)
        self._dense = FAISS.from_texts(texts, self._embeddings, metadatas=names)

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Ask both legs for so many and return the best of what they find together."""
        self._lexical.k = limit
        dense = self._dense.as_retriever(search_kwargs={"k": limit})
        both = EnsembleRetriever(retrievers=[self._lexical, dense], weights=[0.5, 0.5], id_key="name")
        return [self._pieces[found.metadata["name"]] for found in both.invoke(question)[:limit]]
