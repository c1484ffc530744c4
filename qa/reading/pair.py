"""What the reading model sees: `<s> question </s></s> headings </s> window </s>`, as token ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.tokenizer import Tokenizer

QUESTION_TOKENS = 64
HEADINGS_TOKENS = 64
PAIR_TOKENS = 512

BEGINNING, END = 0, 2
"""`<s>` and `</s>` of XLM-R's vocabulary."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a window as ids; `offsets` are the window's tokens in its text, the first is token `first`."""

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]


class PairEncoder:
    """Writes pairs; a question's and a heading's ids are kept, as twelve windows share them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take the tokenizer of the encoder that the reading model was trained from."""
        self._tokenizer = tokenizer

    def encode(self, question: str, headings: str, window: str) -> Pair:
        """Return the pair; what does not fit is cut from the window's end. Offsets skip blank tokens."""
        asked = self._ids(question)[:QUESTION_TOKENS]
        above = self._ids(headings)[:HEADINGS_TOKENS]
        head = [BEGINNING, *asked, END, END, *above, END]
        ids, offsets = self._tokenizer.encode_with_offsets(window)
        room = PAIR_TOKENS - len(head) - 1
        return Pair([*head, *ids[:room], END], len(head), offsets[:room])

    def _ids(self, text: str) -> list[int]:
        return self._tokenizer.encode([text])[0][1:-1]
