"""Ours: as `report-qa search` runs it, with `--no-rerank` or without, and as `report-qa ask` answers."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from benchmarks.peers.peer import Said
from corpus.errors import QuestionTooLongError
from qa.answer import Status
from qa.engine import ReportQA, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.peers.peer import Pile
    from corpus.passages import Passage


class OwnSearch:
    """The engine. With the reader it loads the index that the run without wrote: their indexes are the same."""

    def __init__(self, cache_folder: Path, *, reader: bool) -> None:
        """Load the models over any report; the pile follows."""
        self._settings = Settings(cache_dir=cache_folder)
        self._reader = reader
        self._engine = ReportQA(self._settings)
        _ = self._engine.reader if reader else self._engine.embedder

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages of the report."""
        return self._engine.passages

    def build(self, pile: Pile, /) -> None:
        """Build the index and write it to the cache; with the reader, load it."""
        self._engine = ReportQA(self._settings, report=pile.report)
        if self._reader:
            _ = self._engine.index
        else:
            self._engine.build_index()

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Search as the command does."""
        return [hit.passage for hit in self._engine.search(question, limit=limit, rerank=self._reader)]

    def without_threshold(self) -> OwnSearch:
        """Return it with the same models and index, refusing only what it does not read at all."""
        other = copy(self)
        other._engine = self._engine.with_least_chance(0.0)
        return other

    def say(self, text: str, history: tuple[str, ...], /) -> Said | None:
        """Answer as the command does, or refuse by the threshold that it is at."""
        try:
            answer = self._engine.ask(text, history=history)
        except QuestionTooLongError:
            return None
        if answer.status is Status.NOT_IN_REPORT:
            return None
        return Said(answer.answer, tuple(citation.cited_text for citation in answer.citations), answer.confidence)
