"""The reading model: a question and a window of text in, whether it answers and which words do out.

A cross-encoder trained from e5-small (`training/MODEL_CARD.md`), run by onnxruntime. Its word embeddings are not in
the shipped file: they are the embedder's, and looked up in the package that carries those.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelError
from index.encoder_graph import open_session
from qa.reading.pair import PairEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.bundled import BundledWords
    from qa.reading.pair import Pair

MODEL_FILE = Path(__file__).parent / "data" / "reader.onnx"
RELEASED = "1824c38c330787d6b600a15d50a1094edf2ca8f7b5740018d15e22f4f9bd1de4"
"""SHA-256 of the released file; `report-qa doctor` compares."""

LONGEST_SPAN = 96
"""Tokens; lists of names are long."""


@dataclass(frozen=True, slots=True)
class WindowReading:
    """What the model makes of one window.

    `judgement` is the logit of "this window answers"; `start` and `end` are the best span's offsets in the window's
    text, `span_score` its logit over that of no span (both 0 for a window without a word).
    """

    judgement: float
    span_score: float
    start: int
    end: int

    @property
    def score(self) -> float:
        """The judgement and the span's score as one logit; equal parts separated best on the validation questions."""
        return self.judgement + self.span_score / 2


class ReadingModel:
    """The loaded model; safe to share among threads."""

    def __init__(self, words: BundledWords, *, threads: int = 2, file: Path = MODEL_FILE) -> None:
        """Load the model. Raises ModelError where its file is missing or damaged."""
        self._packed, self._pairs = words.packed, PairEncoder(words.tokenizer)
        # Windows side by side on one thread each are read a quarter faster than one after another on all of them.
        self._session = _open(file, threads=1)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")

    def read(self, question: str, windows: Sequence[tuple[str, str]]) -> list[WindowReading]:
        """Return one reading a window, in order; a window is its headings and its text."""
        pairs = [self._pairs.encode(question, headings, text) for headings, text in windows]
        longest_first = sorted(range(len(pairs)), key=lambda place: -len(pairs[place].ids))
        read = dict(zip(longest_first, self._pool.map(self._read, [pairs[n] for n in longest_first]), strict=True))
        return [read[place] for place in range(len(pairs))]

    def _read(self, pair: Pair) -> WindowReading:
        words = self._packed.word_rows(np.array(pair.ids, dtype=np.int64))
        spans, judgement = self._session.run(None, {"word_embeddings": words[np.newaxis]})
        return _reading(pair, spans[0], float(judgement[0, 0]))


def _open(file: Path, threads: int) -> Any:  # noqa: ANN401
    remedy = "reinstall report-qa, or answer without the reading model with --no-reader"
    try:
        return open_session(file.read_bytes(), threads)
    except OSError as error:
        raise ModelError(f"cannot read the reading model {file}: {error.strerror}; {remedy}") from error
    except Exception as error:  # onnxruntime raises classes of its own for a file that is no model
        raise ModelError(f"the reading model {file} is damaged; {remedy}") from error


def _reading(pair: Pair, spans: NDArray[np.float32], judgement: float) -> WindowReading:
    start, end = spans[pair.first : pair.first + len(pair.offsets)].T
    if not len(start):
        return WindowReading(judgement, 0.0, 0, 0)
    scores = start[:, np.newaxis] + end
    reach = np.tri(len(start), dtype=bool).T & np.tri(len(start), k=LONGEST_SPAN - 1, dtype=bool)
    first, last = np.unravel_index(np.where(reach, scores, -np.inf).argmax(), scores.shape)
    none = float(spans[0].sum())
    return WindowReading(
        judgement, float(scores[first, last]) - none, pair.offsets[int(first)][0], pair.offsets[int(last)][1]
    )


def model_fingerprint(file: Path = MODEL_FILE) -> str:
    """Return the SHA-256 of the shipped file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
