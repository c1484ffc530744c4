"""Exact nearest neighbours among sentence vectors: FAISS, inner product on unit rows."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


_HEADER = struct.Struct("<4siq16x?iQ")
"""How FAISS's file of an exact index begins: kind, dimensions, rows, whether trained, metric, numbers that follow."""


class DenseIndex:
    """A FAISS index over unit rows; what a row stands for is the caller's to know."""

    def __init__(self, faiss_index: Any) -> None:  # noqa: ANN401 (FAISS has no types)
        """Take a FAISS index as it is."""
        self._index = faiss_index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """Index float32 unit rows of shape (rows, dimensions)."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def from_bytes(cls, data: bytes) -> DenseIndex:
        """Read what `to_bytes` wrote. Raises ValueError when the bytes are no FAISS index."""
        import faiss

        # FAISS reads twenty other kinds, and makes room for as many numbers as a file says it has.
        kind, dimensions, rows, _, _, numbers = _HEADER.unpack_from(data.ljust(_HEADER.size))
        if kind != b"IxFI" or numbers != dimensions * rows or len(data) != _HEADER.size + 4 * numbers:
            raise ValueError("no FAISS index of the kind that is written here")
        if not (np.abs(np.frombuffer(data, dtype="<f4", offset=_HEADER.size)) <= 1.001).all():
            raise ValueError("the rows of the FAISS index are no unit vectors")
        try:
            return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))
        except RuntimeError as error:
            raise ValueError(f"no FAISS index: {error}") from error

    def to_bytes(self) -> bytes:
        """Return the index in FAISS's own file format."""
        import faiss

        data: bytes = faiss.serialize_index(self._index).tobytes()
        return data

    @property
    def size(self) -> int:
        """Rows in the index."""
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        """Columns of a row."""
        return int(self._index.d)

    def similarities(self, query: NDArray[np.float32], /) -> NDArray[np.float32]:
        """Return the cosine of every row with the unit vector `query` of shape (dimensions,); shape (size,)."""
        import faiss

        vector = np.ascontiguousarray(query, dtype=np.float32)
        similarities = np.empty(self.size, dtype=np.float32)
        library: Any = faiss
        library.fvec_inner_products_ny(  # the kernel of its search, which sorts besides
            faiss.swig_ptr(similarities), faiss.swig_ptr(vector), self._index.get_xb(), self.dimensions, self.size
        )
        return similarities
