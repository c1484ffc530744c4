"""Our own index at a size: built and written in one process, loaded and searched in another."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.growing.grown import PreparedEmbedder
from corpus.passages import split_passages
from index.build import build_index
from index.search import search_hybrid
from index.store import folder_size, read_index, write_index
from qa.asking.question import read_question
from qa.engine import Settings, open_embedder
from qa.evaluation.measuring import peak_memory
from qa.gather import READ

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.growing.grown import Source


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds to build and write without embedding, rows of the dense index, bytes on disk, peak memory in bytes."""

    seconds: float
    rows: int
    disk: int
    peak_memory: int | None


@dataclass(frozen=True, slots=True)
class Searched:
    """Seconds to load, milliseconds of each question's search without the reader, peak memory in bytes."""

    load: float
    milliseconds: tuple[float, ...]
    peak_memory: int | None


def build_at(source: Source, sentences: int, folder: Path) -> Built:
    """Build the index of a report of so many sentences and write it into a folder."""
    report = source.report(sentences)
    embedder = open_embedder(Settings())
    assert embedder is not None  # only lexical settings give none
    prepared = PreparedEmbedder(source, split_passages(report), embedder)
    started = perf_counter()
    write_index(folder, build_index(report, split_passages(report), prepared), report, prepared.name)
    seconds = perf_counter() - started
    return Built(seconds, len(prepared.rows), folder_size(folder), peak_memory())


def search_at(source: Source, sentences: int, folder: Path) -> Searched:
    """Load the index that `build_at` wrote and search for every question, as an engine without the reader does."""
    report = source.report(sentences)
    embedder = open_embedder(Settings())
    assert embedder is not None  # only lexical settings give none
    started = perf_counter()
    index, _ = read_index(folder, report, f"{embedder.name}-repeated")
    load = perf_counter() - started
    milliseconds = []
    for text in (source.questions[0], *source.questions):
        started = perf_counter()
        asked = read_question(text, None)
        search_hybrid(index, asked.text, embedder, years=asked.years, limit=READ)
        milliseconds.append(1000 * (perf_counter() - started))
    return Searched(load, tuple(milliseconds[1:]), peak_memory())
