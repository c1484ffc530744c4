"""The reader as a target: windows of any report, read with any question by the reading model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.fuzz.reading_reports import real_reports
from benchmarks.fuzz.searching import question
from benchmarks.fuzz.texts import report
from corpus.errors import ReportFileError
from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.bundled import BundledEmbedder
from index.search import search_hybrid
from qa.asking.question import read_question
from qa.reading.cross_encoder import CrossEncoderReader
from qa.reading.model import ReadingModel
from qa.reading.pair import PAIR_TOKENS, PairEncoder
from qa.reading.windows import WINDOW_CHARACTERS, headings_above, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from index.search import Hit


class Reading:
    """What is read stands in the window, in its sentence and in the source, and every number is finite."""

    at_once = 4

    def __init__(self, folder: Path, shared: Path) -> None:
        """Open the models."""
        self._sources = real_reports(shared)
        words = BundledEmbedder.open(folder / "models", threads=1).words
        self._pairs, self._model = PairEncoder(words.tokenizer), ReadingModel(words, threads=1)

    def make(self, random: Random, /) -> tuple[str, str]:
        """Return a report and a question."""
        return report(random, self._sources, 120), question(random)

    def check(self, cases: Sequence[tuple[str, str]], /) -> None:
        """Search by words and read what is found."""
        for source, asked in cases:
            try:
                parsed = parse_report(source, "fuzzed", title="A title")
            except ReportFileError:
                continue
            passages = split_passages(parsed)
            query = " ".join([asked, passages[0].text])
            hits = search_hybrid(build_index(parsed, passages, None), query, None, years=frozenset(), limit=4)
            self._check_windows(parsed.title, asked, hits)
            reader = CrossEncoderReader(self._model, parsed.title).with_least_chance(0)
            for reading in reader.read(read_question(asked, None, parsed.title), hits, most=2).readings:
                assert 0 <= reading.confidence <= 1
                for start, end in reading.spans:
                    assert reading.sentence.start <= start < end <= reading.sentence.end

    def _check_windows(self, title: str, asked: str, hits: Sequence[Hit]) -> None:
        windows = windows_of(hits, 2)
        seen = [(headings_above(title, window.passage), window.text) for window in windows]
        for window, (headings, said), read in zip(windows, seen, self._model.read(asked, seen), strict=True):
            assert window.end - window.start == len(said)
            assert len(window.sentences) == 1 or len(said) <= WINDOW_CHARACTERS
            assert len(self._pairs.encode(asked, headings, said).ids) <= PAIR_TOKENS
            assert 0 <= read.start <= read.end <= len(said)
            assert math.isfinite(read.judgement)
            assert math.isfinite(read.span_score)
