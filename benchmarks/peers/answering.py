"""What people would let a library answer with where no language model is at hand, and what of it is right.

Three ways. The best piece: what search puts first, cut to the length that an answer may have. The best sentences: those
of the ten best pieces, ranked by the library's own measure, as many as an answer may hold. The best few sentences: only
as many as ours is long. All cite whole pieces, as a chat shows the documents that it retrieved: the piece, or every
piece that a sentence is from. Of conversations a peer is asked the last question alone, and all turns joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from benchmarks.peers.ours import OwnSearch
from benchmarks.peers.peer import Said
from corpus.text import squeeze
from qa.answer import LONGEST_ANSWER, Answer, Citation, Status
from qa.evaluation.judging import judge
from qa.evaluation.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.peers.contestants import Contestant, Folders
    from benchmarks.peers.peer import AnsweringPeer, Extract, Pile
    from corpus.report import Report
    from qa.evaluation.questions import GoldQuestion, QuestionSet

JOINED = ", joined"
"""How the name of a set of conversations ends where a peer is asked all turns as one question."""

WITHOUT_THRESHOLD = "without its threshold"
"""Ours as the peers are: what it reads, it answers."""

PIECES = 10
"""Pieces whose sentences are ranked."""

FEW = 150
"""Characters of the best few sentences, one at least: about the median of ours on hard questions, our longest."""


class Step(StrEnum):
    """How an answer is made of what search finds."""

    PIECE = "best piece"
    SENTENCES = "best sentences"
    FEW_SENTENCES = "best few sentences"


@dataclass(frozen=True, slots=True)
class Judged:
    """What one answer is worth when it is given; `sureness` is None where there is none to give.

    `unit` names what the question shares its luck with, `length` counts the answer's characters, white space aside.
    """

    unit: str
    answerable: bool
    correct: bool
    cited: bool
    length: int
    sureness: float | None


BySet = dict[str, tuple[Judged, ...]]
"""The answers to the questions of each set, in order."""


class Answerer(Protocol):
    """Says something about a question, or nothing."""

    def say(self, text: str, history: tuple[str, ...], /) -> Said | None:
        """Answer a question, after the turns before it, oldest first."""


@dataclass(frozen=True, slots=True)
class PeerAnswers:
    """A peer that answers in one of the ways; with `joined`, all turns are one question."""

    peer: AnsweringPeer
    step: Step
    joined: bool

    def say(self, text: str, history: tuple[str, ...], /) -> Said | None:
        """Search and cut."""
        question = " ".join((*history, text)) if self.joined else text
        if self.step is Step.PIECE:
            return self._piece(question)
        return self._sentences(question, FEW if self.step is Step.FEW_SENTENCES else LONGEST_ANSWER)

    def _piece(self, question: str) -> Said | None:
        nearness, found = self.peer.nearness(question), self.peer.search(question, 1)
        if nearness is None or not found:
            return None
        return Said(cut(found[0].text), (found[0].text,), nearness)

    def _sentences(self, question: str, left: int) -> Said | None:
        extracts = self.peer.extracts(question, PIECES)
        if not extracts:
            return None
        taken: list[Extract] = []
        for extract in extracts:
            if taken and len(squeeze(extract.text)) > left:
                continue
            taken.append(extract)
            left -= len(squeeze(extract.text))
        text = cut("\n".join(extract.text for extract in taken))
        return Said(text, tuple(dict.fromkeys(extract.piece.text for extract in taken)), extracts[0].nearness)


def cut(text: str) -> str:
    """Return a text as far as an answer may go, white space aside."""
    kept = [place for place, character in enumerate(text) if not character.isspace()][:LONGEST_ANSWER]
    return text[: kept[-1] + 1] if kept else ""


def answers_of(contestant: Contestant, folders: Folders, pile: Pile, sets: Sequence[QuestionSet]) -> dict[str, BySet]:
    """Return the answers by the way that they are made, ours as it ships under an empty name.

    Opens, builds and asks; to be called in a process of its own. Conversations come twice.
    """
    maker = contestant.open(folders)
    maker.build(pile)
    conversations = [each for each in sets if any(question.history for question in each.questions)]
    ways: dict[str, BySet] = {}
    if isinstance(maker, OwnSearch):
        for way, answerer in (("", maker), (WITHOUT_THRESHOLD, maker.without_threshold())):
            own = {each.name: _judged(answerer, each, pile.report) for each in sets}
            ways[way] = own | {each.name + JOINED: own[each.name] for each in conversations}
        return ways
    for step in Step:
        alone, joined = (PeerAnswers(maker, step, joined=joined) for joined in (False, True))
        ways[step.value] = {each.name: _judged(alone, each, pile.report) for each in sets}
        ways[step.value] |= {each.name + JOINED: _judged(joined, each, pile.report) for each in conversations}
    return ways


def _judged(answerer: Answerer, questions: QuestionSet, report: Report) -> tuple[Judged, ...]:
    return tuple(judged(gold, answerer.say(gold.text, gold.history), report) for gold in questions.questions)


def judged(gold: GoldQuestion, said: Said | None, report: Report) -> Judged:
    """Judge what was said as `report-qa eval` judges an answer; whether to refuse is decided later."""
    marks = judge(gold, _answer(gold, said), report) if said else {}
    return Judged(
        unit=gold.together,
        answerable=gold.answerable,
        correct=marks.get(Measure.CORRECT) == 1,
        cited=marks.get(Measure.CITED) == 1,
        length=len(squeeze(said.text)) if said else 0,
        sureness=said.sureness if said else None,
    )


def _answer(gold: GoldQuestion, said: Said) -> Answer:
    """Return what was said as an answer; where in the report a peer's quote stands is not known, nor judged."""
    citations = tuple(Citation("", "", "", (), "", text, 0, 0, (), 0.0) for text in said.cited)
    return Answer(gold.text, gold.language, Status.ANSWERED, said.text, said.sureness, citations, gold.text, {})
