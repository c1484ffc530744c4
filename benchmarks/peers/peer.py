"""What a peer is to the measurements: a pile of text in, ranked passages out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.passages import split_passages
from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from corpus.passages import Passage
    from corpus.report import Heading, Paragraph, Report

_DIGITS_AS_LETTERS = str.maketrans("0123456789", "abcdefghij")


@dataclass(frozen=True, slots=True)
class Document:
    """A text for those who cut their own pieces: headings and paragraphs a blank line apart, page breaks repaired.

    Its `name` is that of the paragraph it is, where each paragraph of the pile is a document of its own.
    """

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pile:
    """What is searched, in the three forms in which it is taken: ours takes the report, peers one of the others.

    The paragraphs are as our parser repaired them: this favours a peer, whose own reader would cut them where a page
    ends, but it is search that is compared here.
    """

    report: Report
    passages: tuple[Passage, ...] = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)

    @classmethod
    def of(cls, report: Report, *, apart: bool = False) -> Pile:
        """Return a report as a pile; `apart` makes each paragraph a document of its own."""
        return cls(report, split_passages(report), _paragraphs_apart(report) if apart else (_whole(report),))


class Peer(Protocol):
    """A way to search: opened with its model, then built once, then asked."""

    def build(self, pile: Pile, /) -> None:
        """Index the pile; afterwards `passages` holds everything that `search` may return."""

    @property
    def passages(self) -> Sequence[Passage]:
        """The pieces that are searched, no two of the same id."""

    def search(self, question: str, limit: int, /) -> list[Passage]:
        """Return the pieces that match a question, best first, at most `limit`, none twice."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence, or a few, of a piece, and how near it is to the question by the peer's own measure."""

    text: str
    nearness: float
    piece: Passage


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, the texts that it cites, and how sure its maker is of it."""

    text: str
    cited: tuple[str, ...] = field(repr=False)
    sureness: float


class AnsweringPeer(Peer, Protocol):
    """A way to search that can be made to answer with what its library has; no language model, no network."""

    def nearness(self, question: str, /) -> float | None:
        """Return the best score that the library gives any piece, what a threshold would look at; None without one."""

    def extracts(self, question: str, limit: int, /) -> list[Extract]:
        """Return the sentences of the first `limit` pieces that are found, nearest to the question first."""


class Remembered:
    """Encodes texts, each only once: sentences come up with many questions."""

    def __init__(self, encode: Callable[[list[str]], NDArray[np.float32]]) -> None:
        """Take what encodes n texts as an array of n unit rows."""
        self._encode = encode
        self._rows: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit row for each text, at least one."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._rows]:
            self._rows |= zip(new, self._encode(new), strict=True)
        return np.stack([self._rows[text] for text in texts])


def sentences_of(pieces: Sequence[Passage]) -> list[tuple[str, Passage]]:
    """Return the sentences of passages, each with its passage."""
    return [(readable(sentence.text), piece) for piece in pieces for sentence in piece.sentences]


def nearest_first(sentences: Sequence[tuple[str, Passage]], scores: Sequence[float]) -> list[Extract]:
    """Return sentences with their scores, the highest first."""
    extracts = [Extract(text, score, piece) for (text, piece), score in zip(sentences, scores, strict=True)]
    return sorted(extracts, key=lambda extract: -extract.nearness)


def piece_of(pile: Pile, document: Document, number: int, text: str) -> Passage:
    """Return a piece that a peer cut as a passage that can be judged.

    Its id is the document's name and letters for its number, counted from 0, as those of a cut paragraph have; its
    place in the report is not known.
    """
    name = document.name + str(number).translate(_DIGITS_AS_LETTERS)
    return replace(pile.passages[0], passage_id=name, headings=(), topic=None, text=text, sentences=(), run=None)


def _paragraphs_apart(report: Report) -> tuple[Document, ...]:
    return tuple(Document(paragraph.paragraph_id, readable(paragraph.text)) for paragraph in report.paragraphs)


def _whole(report: Report) -> Document:
    headings = [heading for heading in report.headings if not heading.opens_paragraph]
    parts: list[Heading | Paragraph] = sorted([*headings, *report.paragraphs], key=lambda part: part.start)
    return Document(report.document_id, "\n\n".join(readable(part.text) for part in parts))
