"""What the reading model learns from: a question, the headings above a window of text, and the answer in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from corpus.text import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from random import Random


@dataclass(frozen=True, slots=True)
class Example:
    """One question and one window; `start` and `end` are the answer's offsets in `window`, both -1 for no answer."""

    source: str
    question: str
    headings: str
    window: str
    start: int
    end: int

    @property
    def answer(self) -> str:
        """The answer's text; empty for none."""
        return self.window[self.start : self.end] if self.start >= 0 else ""


def write_examples(path: Path, examples: Iterable[Example]) -> int:
    """Write one JSON object a line; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = [json.dumps(asdict(example), ensure_ascii=False) + "\n" for example in examples]
    path.write_text("".join(written), encoding="utf-8")
    return len(written)


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Example(**json.loads(line))


def window_around(text: str, start: int, end: int, longest: int, random: Random) -> tuple[int, int]:
    """Return the offsets of whole sentences that hold `text[start:end]`, grown at random sides up to `longest`."""
    spans = sentence_spans(text, 0, len(text))
    low = max((n for n, span in enumerate(spans) if span[0] <= start), default=0)
    high = min((n for n, span in enumerate(spans) if span[1] >= end), default=len(spans) - 1)
    low, high = min(low, high), max(low, high)
    while True:
        sides = [side for side in (-1, 1) if 0 <= (low + side if side < 0 else high + side) < len(spans)]
        random.shuffle(sides)
        for side in sides:
            wider = (low - 1, high) if side < 0 else (low, high + 1)
            if spans[wider[1]][1] - spans[wider[0]][0] <= longest:
                low, high = wider
                break
        else:
            return spans[low][0], spans[high][1]


def windows_beside(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """Return the offsets of runs of whole sentences that do not touch `text[start:end]`."""
    runs: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, 0, len(text)):
        if low < end and high > start:
            continue
        joins = runs and not (runs[-1][1] <= start < low) and high - runs[-1][0] <= longest
        if joins:
            runs[-1] = runs[-1][0], high
        else:
            runs.append((low, high))
    return runs
