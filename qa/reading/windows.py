"""What the reading model looks at: short runs of neighbouring sentences, the best that search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.lines import is_item_title, is_salutation
from corpus.report import FRONT_MATTER_ID
from corpus.text import heading_text
from qa.reading.reader import MOST_WINDOWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.search import Hit, SentenceMatch

WINDOW_CHARACTERS = 160
"""Characters: three sentences or so, enough to see what `其中` and `同比` belong to."""

_BLANKS = dict.fromkeys(map(ord, "\n\r\t\v\f\u3000"), " ")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences of one passage, as search matched them."""

    passage: Passage
    matches: tuple[SentenceMatch, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return tuple(match.sentence for match in self.matches)

    @property
    def start(self) -> int:
        """Offset of its first character in the source."""
        return self.matches[0].sentence.start

    @property
    def end(self) -> int:
        """Offset behind its last character in the source."""
        return self.matches[-1].sentence.end

    @property
    def text(self) -> str:
        """What stands there, blanks as single spaces: as long as the source's stretch."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start].translate(_BLANKS)


def headings_above(title: str, passage: Passage) -> str:
    """Return what tells the reader the year and the subject: the report's title, the headings, the topic."""
    return " › ".join([title, *passage.headings, *([passage.topic] if passage.topic else [])])


def windows_of(hits: Sequence[Hit], limit: int = MOST_WINDOWS) -> list[Window]:
    """Return windows around the best sentences of the hits, best first; no sentence is in two of them."""
    rated = [(match, hit) for hit in hits for match in hit.sentences if not only_names(hit, match)]
    rated.sort(key=lambda entry: -entry[0].score)
    taken: set[str] = set()
    windows: list[Window] = []
    for match, hit in rated:
        if match.sentence.sentence_id not in taken and len(windows) < limit:
            run = _grown(match.sentence, hit.passage.sentences, taken)
            taken.update(sentence.sentence_id for sentence in run)
            matched = {match.sentence.sentence_id: match for match in hit.sentences}
            windows.append(Window(hit.passage, tuple(matched[sentence.sentence_id] for sentence in run)))
    return windows


def only_names(hit: Hit, match: SentenceMatch) -> bool:
    """Tell whether a sentence greets, or is a heading, a topic or a lead-in (`…：`) to what others say.

    The title page counts as such unless search puts it first: then title or date were asked for.
    """
    text = match.sentence.text
    if hit.passage.passage_id == FRONT_MATTER_ID:
        return hit.rank > 1
    names = repeats_its_place(hit.passage, match.sentence) or is_item_title(text)
    return names or text.endswith(("：", ":")) or is_salutation(text)


def repeats_its_place(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence is the topic or a heading that its passage stands under, and so says nothing of it."""
    return heading_text(sentence.text).rstrip("。") in passage.place


def _grown(sentence: Sentence, sentences: Sequence[Sentence], taken: set[str]) -> tuple[Sentence, ...]:
    """Return the sentence with its free neighbours, one before and one behind in turn, up to WINDOW_CHARACTERS."""

    def free(first: int, last: int, new: int) -> bool:
        inside = first >= 0 and last < len(sentences) and sentences[new].sentence_id not in taken
        return inside and sentences[last].end - sentences[first].start <= WINDOW_CHARACTERS

    low = high = sentences.index(sentence)
    while True:
        before, behind = free(low - 1, high, low - 1), free(low, high + 1, high + 1)
        if before:
            low -= 1
        if behind and free(low, high + 1, high + 1):
            high += 1
        elif not before:
            return tuple(sentences[low : high + 1])
