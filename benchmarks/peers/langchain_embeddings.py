"""A sentence-transformers model behind LangChain's interface, as `HuggingFaceEmbeddings` with a prompt for each side.

langchain-huggingface 1.2 itself asks for an older huggingface_hub than the rest here and cannot be installed beside it.
"""

from __future__ import annotations

from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer


class PromptedEmbeddings(Embeddings):
    """The embeddings of a model's folder."""

    def __init__(self, model_folder: str) -> None:
        """Load the model."""
        self._model = SentenceTransformer(model_folder, device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts to be found."""
        vectors: list[list[float]] = self._model.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        vector: list[float] = self._model.encode_query(text).tolist()
        return vector
