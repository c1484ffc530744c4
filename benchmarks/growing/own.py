"""Our own index at a size: built and written in one process, loaded, searched and asked in another."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.growing.grown import PreparedEmbedder
from corpus.passages import split_passages
from index.build import build_index
from index.candidates import CandidateScores
from index.search import score, score_every, search_hybrid
from index.store import folder_size, index_folder, write_index
from qa.asking.question import read_question
from qa.engine import ReportQA, Settings, open_embedder
from qa.evaluation.measuring import peak_memory
from qa.gather import READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.growing.grown import Source
    from index.embedder import Embedder
    from index.search import SearchIndex

NEAREST = 10
"""Passages whose recall is measured."""

KINDER = 19
"""How much a build gives way to others (`nice`): it may take hours of a machine that is shared."""


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds of processor time and by the clock to build and write, without embedding; rows, bytes on disk, peak."""

    processor: float
    seconds: float
    rows: int
    disk: int
    peak_memory: int | None


@dataclass(frozen=True, slots=True)
class Searched:
    """Seconds to open the engine and load models and index, milliseconds of each search and each answer, peak memory.

    `recall` is the share of the ten passages that score best, of all scored exactly, which search returns as its ten;
    `dense_recall` the same for the dense scores and the passages that are candidates by them.
    """

    load: float
    milliseconds: tuple[float, ...]
    answers: tuple[float, ...]
    peak_memory: int | None
    recall: float
    dense_recall: float


def build_at(source: Source, sentences: int) -> Built:
    """Build the index of a report of so many sentences and write it to where an engine looks for it."""
    os.nice(max(0, KINDER - os.nice(0)))
    report = source.report(sentences)
    embedder = open_embedder(Settings())
    assert embedder is not None  # only lexical settings give none
    passages = split_passages(report)
    prepared = PreparedEmbedder(source, passages, embedder)
    folder = index_folder(source.folder, report, prepared.name)
    started, processor = perf_counter(), _processor_seconds()
    write_index(folder, build_index(report, passages, prepared), report, prepared.name)
    seconds, processor = perf_counter() - started, _processor_seconds() - processor
    return Built(processor, seconds, prepared.count, folder_size(folder), peak_memory())


def search_at(source: Source, sentences: int, answers: int, exact: int) -> Searched:
    """Load the index that `build_at` wrote, search for every question, answer the first, compare the first exactly."""
    report = source.report(sentences)
    started = perf_counter()
    engine = ReportQA(Settings(index_dir=source.folder), report=report, notice=_refuse)
    index, embedder, _ = engine.index, engine.embedder, engine.reader
    load = perf_counter() - started
    assert embedder is not None  # only lexical settings give none
    engine.warm_up()
    milliseconds, asked = [], []
    for text in source.questions:
        started = perf_counter()
        question = read_question(text, None)
        search_hybrid(index, question.text, embedder, years=question.years, limit=READ)
        milliseconds.append(1000 * (perf_counter() - started))
    for text in source.questions[:answers]:
        started = perf_counter()
        engine.ask(text)
        asked.append(1000 * (perf_counter() - started))
    peak = peak_memory()
    recalls = _recalls(index, embedder, source.questions[:exact])
    return Searched(load, tuple(milliseconds), tuple(asked), peak, *recalls)


def _recalls(index: SearchIndex, embedder: Embedder, questions: Sequence[str]) -> tuple[float, float]:
    """Return the recall of the ten passages found, and of the ten nearest in meaning among the candidates."""
    found, near = [], []
    for text in questions:
        question = read_question(text, None)
        every = score_every(index, question.text, embedder, years=question.years)
        some = score(index, question.text, embedder, years=question.years)
        found.append(len(np.intersect1d(every.best(NEAREST), some.best(NEAREST))) / NEAREST)
        if isinstance(some, CandidateScores) and every.dense is not None:
            near.append(len(np.intersect1d(np.argsort(-every.dense)[:NEAREST], some.candidates)) / NEAREST)
    return float(np.mean(found)), float(np.mean(near)) if near else 1.0


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system


def _refuse(notice: str) -> None:
    """Nothing is to be built while searching is measured."""
    raise ValueError(notice)
