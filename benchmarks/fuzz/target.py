"""What is fuzzed: a target makes cases from random numbers and checks what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Target(Protocol):
    """One part of the program and how it is told right from wrong; opened in a process of its own.

    `at_once` cases are checked together, and one by one where they fail together.
    """

    at_once: int

    def make(self, random: Random, /) -> Any:  # noqa: ANN401 (whatever the target takes)
        """Return a case; the same random numbers give the same one."""

    def check(self, cases: Sequence[Any], /) -> None:
        """Raise, whatever the exception, where what comes of a case is wrong."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong with a case; its number, with target and seed, makes it again."""

    number: int
    said: str


def random_of(target: str, seed: int, number: int) -> Random:
    """Return the random numbers of one case: independent of all others, the same on every machine."""
    return Random(f"{target} {seed} {number}")
