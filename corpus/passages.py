"""From paragraphs to passages: the units that search returns and answers cite."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import TYPE_CHECKING

from corpus.errors import PassageNotFoundError
from corpus.report import place_of
from corpus.text import CLOSING, SENTENCE_END, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.report import Paragraph, Report, Sentence

LONGEST_PASSAGE = 500
"""Characters. A longer paragraph becomes several passages of whole sentences; `docs/architecture.md` says why."""

_ID = re.compile(r"[Pp](\d{1,9})([a-z]{0,6})(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (`P042`) or a run of its whole sentences (`P042a`, `P042b`); `source[start:end] == text`.

    `headings`, `topic` and `position` are its paragraph's; `run` the first and last sentence's numbers where it is not
    the whole of it.
    """

    passage_id: str
    document_id: str
    headings: tuple[str, ...]
    topic: str | None
    position: int
    text: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    run: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[str, ...]:
        """The address as a list: headings, topic or position, and the sentences if they are a part."""
        place = place_of(self.headings, self.topic, self.position)
        return (*place, f"第{self.run[0]}–{self.run[1]}句") if self.run else place

    @property
    def address(self) -> str:
        """Where the passage stands, for people."""
        return " › ".join(self.place)

    def sentence_address(self, sentence: Sentence) -> str:
        """Where one of its sentences stands: the paragraph's place and the sentence's number in the paragraph."""
        place = place_of(self.headings, self.topic, self.position)
        return " › ".join((*place, f"第{sentence.sentence_id.partition('.')[2]}句"))


@dataclass(frozen=True, slots=True)
class Reference:
    """What an id points at: a passage, or one sentence of it; `previous` and `next` are the ids beside it."""

    passage: Passage
    sentence: Sentence | None
    previous: str | None
    next: str | None
    sentences: tuple[Sentence, ...] = field(default=())


def split_passages(report: Report) -> tuple[Passage, ...]:
    """Return the passages of a report, in order; together they hold every paragraph exactly once."""
    return tuple(passage for paragraph in report.paragraphs for passage in _passages_of(report, paragraph))


def restore_passages(report: Report, groups: Iterable[tuple[str, Sequence[str]]]) -> tuple[Passage, ...]:
    """Return the passages from the ids `split_passages` once gave: (passage id, its sentence ids), in order.

    Spares loading the splitter. Raises ValueError when the ids are not those of this report's sentences.
    """
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in report.paragraphs}
    sentences = {sentence.sentence_id: sentence for paragraph in report.paragraphs for sentence in paragraph.sentences}
    passages: list[Passage] = []
    restored: list[str] = []
    for passage_id, sentence_ids in groups:
        paragraph = paragraphs.get(passage_id.rstrip(ascii_lowercase))
        run = [sentences[sentence_id] for sentence_id in sentence_ids if sentence_id in sentences]
        if paragraph is None or not run or not paragraph.start <= run[0].start <= run[-1].end <= paragraph.end:
            raise ValueError(f"the report has no passage {passage_id}")
        whole = _whole(report, paragraph)
        passages.append(whole if passage_id == whole.passage_id else _part(report, whole, passage_id, run))
        restored.extend(sentence_ids)
    if restored != list(sentences) or [s for passage in passages for s in passage.sentences] != [*sentences.values()]:
        raise ValueError("the passages are not those of this report")
    return tuple(passages)


def _whole(report: Report, paragraph: Paragraph) -> Passage:
    return Passage(
        passage_id=paragraph.paragraph_id,
        document_id=report.document_id,
        headings=tuple(heading.title for heading in paragraph.headings),
        topic=paragraph.topic,
        position=paragraph.position,
        text=paragraph.text,
        start=paragraph.start,
        end=paragraph.end,
        sentences=paragraph.sentences,
    )


def _whole_of(report: Report, part: Passage) -> Passage:
    paragraph_id = part.passage_id.rstrip(ascii_lowercase)
    return _whole(report, next(p for p in report.paragraphs if p.paragraph_id == paragraph_id))


def _passages_of(report: Report, paragraph: Paragraph) -> list[Passage]:
    whole = _whole(report, paragraph)
    if len(squeeze(paragraph.text)) <= LONGEST_PASSAGE:
        return [whole]
    runs = _sentence_runs(paragraph)
    if len(runs) == 1:
        return [whole]
    return [_part(report, whole, whole.passage_id + _letters(n), run) for n, run in enumerate(runs)]


def _letters(number: int) -> str:
    """Return a to z, then aa, ab … zz, aaa … for 0, 1 …"""
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + ascii_lowercase[last]


def _part(report: Report, whole: Passage, passage_id: str, run: Sequence[Sentence]) -> Passage:
    """Return the passage for one run of a paragraph's sentences."""
    first, last = (int(sentence.sentence_id.partition(".")[2]) for sentence in (run[0], run[-1]))
    return replace(
        whole,
        passage_id=passage_id,
        run=(first, last),
        text=report.source[run[0].start : run[-1].end],
        start=run[0].start,
        end=run[-1].end,
        sentences=tuple(run),
    )


def _sentence_runs(paragraph: Paragraph) -> list[list[Sentence]]:
    """Cut a long paragraph at sentence ends into runs of similar length, each at most LONGEST_PASSAGE if it can be.

    The splitter fills each piece up to its limit; the first limit near the even share that leaves no scrap is taken.
    """
    length = len(paragraph.text)
    fewest = -(-length // LONGEST_PASSAGE)
    longest_sentence = max(sentence.end - sentence.start for sentence in paragraph.sentences)
    for pieces in (fewest, fewest + 1):
        for slack in (longest_sentence // 2, longest_sentence):
            runs = _runs_within(min(LONGEST_PASSAGE, length // pieces + slack), paragraph)
            if len(runs) <= pieces:
                return runs
    return runs


def _runs_within(limit: int, paragraph: Paragraph) -> list[list[Sentence]]:
    """Return runs of whole sentences, each as near the limit as it goes."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=[rf"[{re.escape(SENTENCE_END)}]+[{re.escape(CLOSING)}{re.escape(SENTENCE_END)}\"]*"],
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=limit,
        chunk_overlap=0,
        add_start_index=True,
        strip_whitespace=False,
    )
    starts = [piece.metadata["start_index"] for piece in splitter.create_documents([paragraph.text])]
    runs: dict[int, list[Sentence]] = {}
    for sentence in paragraph.sentences:
        middle = (sentence.start + sentence.end) // 2 - paragraph.start
        runs.setdefault(bisect_right(starts, middle), []).append(sentence)
    return list(runs.values())


def look_up(report: Report, passages: Sequence[Passage], reference_id: str) -> Reference:
    """Find a passage (`P042`, `P042a`), a cut paragraph (`P042`) or a sentence (`P042.2`, `P042a.2`) by its id.

    Raises PassageNotFoundError, naming the ids there are, when the report has nothing of that id.
    """
    matched = _ID.fullmatch(reference_id.strip())
    if not matched:
        raise PassageNotFoundError(
            f"{reference_id!r} is no passage id; write P042 for a passage, P042.2 for a sentence"
        )
    paragraph_id = f"P{int(matched[1]):03d}"
    same = [p for p in passages if p.passage_id.rstrip(ascii_lowercase) == paragraph_id]
    if matched[2]:
        same = [passage for passage in same if passage.passage_id == paragraph_id + matched[2]]
    if not same:
        last = passages[-1].passage_id
        raise PassageNotFoundError(f"the report has no passage {reference_id}; its passages run to {last}")
    if matched[3] is None:
        return _passage_reference(report, passages, same)
    return _sentence_reference(passages, same, f"{paragraph_id}.{int(matched[3])}")


def _passage_reference(report: Report, passages: Sequence[Passage], same: list[Passage]) -> Reference:
    """Refer to one passage, or to the whole paragraph that several are the pieces of."""
    first, last = passages.index(same[0]), passages.index(same[-1])
    whole = same[0] if len(same) == 1 else _whole_of(report, same[0])
    return Reference(
        passage=whole,
        sentence=None,
        previous=passages[first - 1].passage_id if first else None,
        next=passages[last + 1].passage_id if last + 1 < len(passages) else None,
        sentences=whole.sentences,
    )


def _sentence_reference(passages: Sequence[Passage], same: list[Passage], sentence_id: str) -> Reference:
    everything = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    ids = [sentence.sentence_id for _, sentence in everything]
    wanted = [sentence.sentence_id for passage in same for sentence in passage.sentences]
    if sentence_id not in wanted:
        raise PassageNotFoundError(
            f"there is no sentence {sentence_id}; this passage runs from {wanted[0]} to {wanted[-1]}"
        )
    place = ids.index(sentence_id)
    passage, sentence = everything[place]
    return Reference(
        passage=passage,
        sentence=sentence,
        previous=ids[place - 1] if place else None,
        next=ids[place + 1] if place + 1 < len(ids) else None,
        sentences=(sentence,),
    )
