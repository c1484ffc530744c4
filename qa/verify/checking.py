"""Checks an exported file against the report: is every quote, word for word, where its note says it stands?

Proved are the quotes of the file's body, their notes, and the short answer in front of them. Whatever else stands in
the file, such as the question or words that someone has added, proves nothing and is not judged.
"""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from qa.answer import LONGEST_ANSWER
from qa.asking.language import detect_language
from qa.asking.question import LONGEST_QUESTION
from qa.export.notes import looks_like_ours, read_note, read_source
from qa.export.page import Role, shown
from qa.export.words import WORDS
from qa.verify.proof import Proof
from qa.verify.values import CheckedQuote, Fault, Problem, Verification

MOST_QUOTES = 50
"""Quotes under a question at most: LONGEST_ANSWER leaves room for less than half. More are no answer of ours."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.passages import Passage
    from corpus.report import Report
    from qa.export.page import Line, Note, Page


def verify_page(page: Page, report: Report, passages: Sequence[Passage]) -> Verification:
    """Check every quote of an exported file against the report."""
    proof = Proof(report, passages)
    notes = {note.number: note for note in reversed(page.notes)}
    head, *exchanges = _parts(page.lines)
    quotes: list[CheckedQuote] = []
    named = _named(head)
    document_id = named[0] if named else None
    problems = [*_head_problems(head, named, proof), *_repeated(page.notes)]
    for part in (head, *exchanges):
        checked = [quote for line in part for quote in _check_line(line, notes, proof, document_id)]
        problems += _answer_problems(part, checked, proof)
        quotes += checked
    return Verification((*quotes, *_unused(page, quotes)), tuple(problems))


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines before the first question, then those of each question."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.role is Role.QUESTION:
            parts.append([])
        parts[-1].append(line)
    return parts


def _named(head: Sequence[Line]) -> tuple[str, str] | None:
    """Return what the file calls its report and the digest it gives; None where its head has been cut off."""
    sources = (read_source(line.text, words) for line in head for words in WORDS)
    return next((source for source in sources if source), None)


def _head_problems(head: Sequence[Line], named: tuple[str, str] | None, proof: Proof) -> Iterator[Problem]:
    """Yield what the head says of the report that is not so. A head that someone has replaced says nothing."""
    source = proof.source
    if named and named[1] != source.digest:
        fault = Fault.OTHER_VERSION if named[0] == source.document_id else Fault.OTHER_DOCUMENT
        yield Problem(fault, " · SHA-256 ".join(named), f"{source.document_id} · SHA-256 {source.digest}")
        return
    for line in head:
        words = next((words for words in WORDS if line.text.startswith((words.title, words.source))), None)
        if words and line.text.startswith(words.title) and line.text != shown(words.title + source.title):
            yield Problem(Fault.HEAD_ALTERED, line.text, shown(words.title + source.title))
        elif words and not named and line.text.startswith(words.source):
            yield Problem(Fault.HEAD_ALTERED, line.text)


def _repeated(notes: Sequence[Note]) -> Iterator[Problem]:
    """Yield the numbers that several notes have: a reader of the file may see any of them."""
    for number, count in Counter(note.number for note in notes).items():
        if count > 1:
            yield Problem(Fault.NOTE_DAMAGED, f"[{number}] × {count}", f"[{number}] × 1")


def _check_line(line: Line, notes: dict[int, Note], proof: Proof, document_id: str | None) -> Iterator[CheckedQuote]:
    """Yield a line's quote once for each of its notes; nothing for a line that quotes nothing."""
    if line.role is Role.QUOTE and not line.notes:
        yield CheckedQuote(None, line.text, None, (Problem(Fault.NOTE_MISSING, line.text),))
    for number in line.notes:
        note = notes.get(number)
        if line.role is not Role.QUOTE and (note is None or not looks_like_ours(note)):
            continue  # a note of whoever edited the file
        if note is None:
            yield CheckedQuote(number, line.text, None, (Problem(Fault.NOTE_MISSING, line.text),))
        else:
            yield _check_note(line, note, proof, document_id)


def _check_note(line: Line, note: Note, proof: Proof, document_id: str | None) -> CheckedQuote:
    footnote = read_note(note)
    if footnote is None:
        return CheckedQuote(note.number, line.text, None, (Problem(Fault.NOTE_DAMAGED, "\n".join(note.lines)),))
    problems = [*proof.problems(note, footnote, document_id or footnote.document_id)]
    if line.text != footnote.quote:
        problems.append(Problem(Fault.BODY_ALTERED, line.text, footnote.quote))
    return CheckedQuote(note.number, line.text, footnote.place, tuple(problems))


def _answer_problems(part: Sequence[Line], quotes: Sequence[CheckedQuote], proof: Proof) -> Iterator[Problem]:
    """Yield a short answer that its quotes do not give. Where a quote is wrong already, that says enough."""
    answers = _answers(part)
    places = [quote.place for quote in quotes if quote.sound and quote.place]
    if not answers or len(places) < len(quotes):
        return
    asked = part[0].text[:LONGEST_QUESTION]
    for words in WORDS:
        asked = asked.removeprefix(words.question)
    allowed = proof.leads(places, detect_language(asked)) if 0 < len(places) <= MOST_QUOTES else set()
    for number, answer in enumerate(answers):
        if answer not in allowed:
            compared = sorted(allowed) if number < MOST_QUOTES else []
            nearest = get_close_matches(answer[:LONGEST_ANSWER], compared, n=1, cutoff=0)
            yield Problem(Fault.ANSWER_ALTERED, answer, "".join(nearest))


def _answers(part: Sequence[Line]) -> list[str]:
    """Return what passes for a short answer: whatever stands between a question and its first quote counts as one."""
    first_quote = next((n for n, line in enumerate(part) if line.role is Role.QUOTE), 0)
    searched = tuple(words.searched for words in WORDS)
    before = part[1:first_quote] if part and part[0].role is Role.QUESTION else ()
    passing = [line.text for line in before if line.role is Role.TEXT and not line.text.startswith(searched)]
    return passing + [line.text for line in part if line.role is Role.ANSWER]


def _unused(page: Page, quotes: Sequence[CheckedQuote]) -> Iterator[CheckedQuote]:
    """Yield the notes of an export to which no quote points."""
    used = {quote.number for quote in quotes}
    for note in page.notes:
        if note.number not in used and looks_like_ours(note):
            used.add(note.number)
            footnote = read_note(note)
            place = footnote.place if footnote else None
            yield CheckedQuote(note.number, "", place, (Problem(Fault.QUOTE_MISSING, note.lines[0]),))
