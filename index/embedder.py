"""The seam between search and whatever turns text into vectors."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Progress = Callable[[int, int], None]
    """Told (sentences done, sentences in all) while long work runs."""


class TextRole(StrEnum):
    """What a text is to the model: asymmetric models prompt the two differently."""

    QUERY = "query"
    PASSAGE = "passage"


class Embedder(Protocol):
    """Turns texts into unit vectors whose inner product is their similarity.

    `name` tells models apart (it is written into the index's manifest); the same name gives the same vectors.
    """

    @property
    def name(self) -> str:
        """The model's name, stable across processes."""

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return one row a text, in order: shape (len(texts), dimensions), float32, every row of length 1.

        A text's vector does not depend on its neighbours (to about 1e-3); an empty list gives a (0, dimensions)
        array; text beyond the model's window is cut, never an error.
        """


REMEMBERED = 256
"""Questions whose vectors are kept, 1.5 kB each: search and reader ask for the same one, and visitors repeat some."""


class RememberingEmbedder:
    """An embedder that keeps the vectors of the last questions; safe to share among threads if `embedder` is."""

    def __init__(self, embedder: Embedder) -> None:
        """Take the embedder that knows the vectors."""
        self.embedder = embedder
        self._question = lru_cache(maxsize=REMEMBERED)(self._embed_question)

    @property
    def name(self) -> str:
        """As the embedder."""
        return self.embedder.name

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Embed as the embedder does; one question alone is looked up, and its row is not to be written to."""
        if role is TextRole.QUERY and len(texts) == 1:
            return self._question(texts[0])
        return self.embedder.embed(texts, role, progress=progress)

    def _embed_question(self, question: str) -> NDArray[np.float32]:
        rows = self.embedder.embed([question], TextRole.QUERY)
        rows.flags.writeable = False
        return rows
