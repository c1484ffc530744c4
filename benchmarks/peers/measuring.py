"""One contestant at one work: how well it ranks, how long it takes, how much memory it needs."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from qa.evaluation.measuring import PIECES, peak_memory
from qa.evaluation.ranking import DEPTH, rank_marks, ranking_of

if TYPE_CHECKING:
    from benchmarks.peers.contestants import Contestant, Folders
    from benchmarks.peers.peer import Peer
    from benchmarks.peers.works import Work
    from corpus.passages import Passage
    from qa.evaluation.measures import Marks
    from qa.evaluation.questions import GoldQuestion


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds until the libraries and models are loaded, and to build; `pieces` are what was indexed.

    `milliseconds` are those of each question; `marks` of each set those of each of its questions. `peak_memory` is in
    bytes, None where the system does not tell.
    """

    start: float
    build: float
    pieces: int
    milliseconds: tuple[float, ...]
    peak_memory: int | None
    marks: dict[str, tuple[Marks, ...]]


def measure(contestant: Contestant, folders: Folders, work: Work) -> Measured:
    """Open, build and ask; to be called in a process of its own, whose peak memory it is.

    One question is asked beforehand, so that none of the others pays for what is loaded at first use.
    """
    started = perf_counter()
    peer = contestant.open(folders)
    opened = perf_counter()
    peer.build(work.pile)
    built = perf_counter()
    limit = DEPTH if len(work.pile.documents) == 1 else DEPTH * PIECES
    questions = [question for each in work.sets for question in each.questions]
    peer.search(questions[0].text, limit)
    found, milliseconds = _asked(peer, questions, limit)
    peak = peak_memory()  # before judging, which loads what no search needs
    return Measured(
        start=opened - started,
        build=built - opened,
        pieces=len(peer.passages),
        milliseconds=tuple(milliseconds),
        peak_memory=peak,
        marks=_marks(work, found, peer) if work.judged else {},
    )


def _asked(
    peer: Peer, questions: list[GoldQuestion], limit: int
) -> tuple[dict[GoldQuestion, list[Passage]], list[float]]:
    found, milliseconds = {}, []
    for question in questions:
        started = perf_counter()
        found[question] = peer.search(question.text, limit)
        milliseconds.append(1000 * (perf_counter() - started))
    return found, milliseconds


def _marks(work: Work, found: dict[GoldQuestion, list[Passage]], peer: Peer) -> dict[str, tuple[Marks, ...]]:
    """Judge as `report-qa eval` does: a piece is right when it holds the evidence, or is of the right paragraph."""
    everything = peer.passages
    return {
        each.name: tuple(rank_marks(ranking_of(question, found[question], everything)) for question in each.questions)
        for each in work.sets
    }
