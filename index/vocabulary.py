"""The terms that an index knows, in order, as bytes that may be mapped from disk: a term is looked up by halving."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Term n is `letters[starts[n]:starts[n + 1]]`, UTF-8; terms stand in the order of their code points, each once.

    A million sentences have millions of terms; as a dict they took a gigabyte and seconds to load.
    """

    letters: NDArray[np.uint8]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, terms: Iterable[str]) -> Vocabulary:
        """Return the vocabulary of terms that are in order already, none twice."""
        spelled = [term.encode() for term in terms]
        starts = np.concatenate([[0], np.cumsum([len(term) for term in spelled])]).astype(np.int64)
        return cls(np.frombuffer(b"".join(spelled), dtype=np.uint8), starts)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.starts) - 1

    def number_of(self, term: str) -> int | None:
        """Return a term's number, None for one that is not known. UTF-8 keeps the order of code points."""
        wanted = term.encode("utf-8", "replace")
        number = bisect_left(range(len(self)), wanted, key=self._spelled)
        return number if number < len(self) and self._spelled(number) == wanted else None

    def _spelled(self, number: int) -> bytes:
        return self.letters.data[self.starts[number] : self.starts[number + 1]].tobytes()
