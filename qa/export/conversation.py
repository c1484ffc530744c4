"""What is exported: the answers to the questions of a conversation, and the report that they quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text import readable
from qa.answer import Status, verify
from qa.asking.language import phrases
from qa.export.notes import Source, note_of, source_line
from qa.export.page import Line, Page, Role, shown
from qa.export.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.report import Report
    from qa.answer import Answer, Citation
    from qa.export.page import Note


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers, each with its question, oldest first. Made by `of`, which proves every quote."""

    source: Source
    answers: tuple[Answer, ...]

    @classmethod
    def of(cls, report: Report, answers: Iterable[Answer]) -> Conversation:
        """Return the conversation for export. Raises CitationError when a quote is not in the report."""
        conversation = cls(Source.of(report), tuple(answers))
        for answer in conversation.answers:
            for citation in answer.citations:
                verify(report, citation)
        return conversation


def page_of(conversation: Conversation) -> Page:
    """Return what a file of any format says: head, exchanges, how to check; one note a citation, numbered through."""
    answers, source = conversation.answers, conversation.source
    words = words_for(answers[0].language if answers else "zh")
    lines = [Line(Role.TITLE, shown(words.title + source.title)), Line(Role.TEXT, source_line(source, words))]
    notes: list[Note] = []
    for answer in answers:
        lines += _lines_of(answer, len(notes))
        for citation in answer.citations:
            notes.append(note_of(len(notes) + 1, citation, source, words_for(answer.language)))
    lines.append(Line(Role.TEXT, words.how_to_check))
    return Page(tuple(lines), tuple(notes), words.language)


def _lines_of(answer: Answer, notes_before: int) -> list[Line]:
    words = words_for(answer.language)
    lines = [Line(Role.QUESTION, shown(words.question + answer.question))]
    if answer.standalone_question != answer.question:
        lines.append(Line(Role.TEXT, shown(words.searched + answer.standalone_question)))
    if answer.status is Status.NOT_IN_REPORT:
        return [*lines, Line(Role.TEXT, shown(answer.answer)), *_nearest(answer)]
    if answer.lead:
        lines.append(Line(Role.ANSWER, shown(answer.lead)))
    for number, citation in enumerate(answer.citations, notes_before + 1):
        lines.append(Line(Role.QUOTE, shown(citation.cited_text), (number,), _marks(citation)))
    return [*lines, Line(Role.TEXT, phrases(answer.language).unsure)] if answer.unsure else lines


def _nearest(answer: Answer) -> list[Line]:
    """Return where to look although the report does not answer: addresses, no text that could pass for an answer."""
    if not answer.related:
        return []
    items = (shown(f"{passage.passage_id} {passage.address}") for passage in answer.related)
    return [Line(Role.TEXT, phrases(answer.language).nearest), *(Line(Role.ITEM, item) for item in items)]


def _marks(citation: Citation) -> tuple[tuple[int, int], ...]:
    """Return where the answering words stand in the quote as it is shown; nothing where they are the whole of it."""
    start = citation.start_char_index
    bounds = [0, *(offset - start for span in citation.highlights for offset in span), len(citation.cited_text)]
    pieces = [readable(citation.cited_text[low:high]) for low, high in zip(bounds, bounds[1:], strict=False)]
    if "".join(pieces) != shown(citation.cited_text) or not "".join(pieces[::2]):
        return ()
    ends = [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]
    return tuple(zip(ends[::2], ends[1::2], strict=False))
