"""The years that passages and sentences tell of, as numbers that a query compares all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class YearsTold:
    """Row n tells of the years `sets[kinds[n]]`; of the sets, mostly few, each is there once."""

    sets: tuple[frozenset[int], ...]
    kinds: NDArray[np.int32]

    @classmethod
    def of(cls, every: Iterable[frozenset[int]]) -> YearsTold:
        """Take the years of each row, in order."""
        numbers: dict[frozenset[int], int] = {}
        kinds = np.array([numbers.setdefault(years, len(numbers)) for years in every], dtype=np.int32)
        return cls(tuple(numbers), kinds)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.kinds)

    def __getitem__(self, row: int) -> frozenset[int]:
        """Return the years that a row tells of."""
        return self.sets[int(self.kinds[row])]

    def others(self, years: frozenset[int], rows: NDArray[np.int64] | slice = slice(None)) -> NDArray[np.float32]:
        """Return 1 for each row that tells of years but none of these, else 0 (always where none are asked for)."""
        other = np.array([bool(years and told and not told & years) for told in self.sets], dtype=np.float32)
        return other[self.kinds[rows]]

    def as_arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return the kinds, the years of all sets one after another, and how many each has."""
        years = [year for told in self.sets for year in sorted(told)]
        return self.kinds, np.array(years, dtype=np.int32), np.array([len(told) for told in self.sets], dtype=np.int32)

    @classmethod
    def from_arrays(cls, kinds: NDArray[np.int32], years: NDArray[np.int32], lengths: NDArray[np.int32]) -> YearsTold:
        """Return what `as_arrays` took apart. Raises ValueError when the three do not fit together."""
        if int(lengths.sum()) != len(years) or (len(kinds) and not 0 <= kinds.min() <= kinds.max() < len(lengths)):
            raise ValueError("the years told are not those of its rows")
        return cls(tuple(frozenset(part.tolist()) for part in np.split(years, np.cumsum(lengths)[:-1])), kinds)
