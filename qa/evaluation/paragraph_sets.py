"""Reads question sets in SQuAD's form, such as CMRC 2018, DRCD and XQuAD: paragraphs and questions about each.

All paragraphs of a file together are searched, each a document of its own: without title, heading or neighbour, its
place is 第1段, as the parser names a paragraph that stands under none. A question that its paragraph does not answer
counts as one that the file does not answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidInputError
from corpus.report import Paragraph, ParagraphKind, Report, Sentence
from corpus.text import sentence_spans
from qa.asking.language import detect_language
from qa.asking.question import checked_question
from qa.evaluation.fields import list_in, object_of, parsed, text_in
from qa.evaluation.questions import GoldQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_XQUAD = re.compile(r"xquad\.([a-z]{2})\.json")


@dataclass(frozen=True, slots=True)
class ParagraphSet:
    """The texts of a file's paragraphs and the questions about them; `paragraph` of a question is `P001`, `P002`, …"""

    texts: tuple[str, ...]
    questions: tuple[GoldQuestion, ...]

    def asked_of(self, other: ParagraphSet) -> ParagraphSet:
        """Return these questions asked of a parallel set: its paragraphs, its answers to the questions of the same id.

        Raises InvalidInputError when it lacks one.
        """
        gold = {question.question_id: question for question in other.questions}
        missing = next((each.question_id for each in self.questions if each.question_id not in gold), None)
        if missing is not None:
            raise InvalidInputError(f"the two are not parallel: only one has a question {missing}")
        asked = [(question, gold[question.question_id]) for question in self.questions]
        return ParagraphSet(
            other.texts,
            tuple(replace(right, text=question.text, language=question.language) for question, right in asked),
        )


def read_paragraph_set(text: str, file_name: str) -> ParagraphSet:
    """Return what a file in SQuAD's form holds; XQuAD tells the questions' language in the file's name.

    Raises InvalidInputError, naming the line or the place in the object, for what cannot be used.
    """
    named = _XQUAD.match(file_name)
    texts: list[str] = []
    questions: dict[str, GoldQuestion] = {}
    for place, paragraph in _paragraphs(object_of(parsed(text))):
        try:
            texts.append(text_in(paragraph, "context"))
            for question in _questions(paragraph, paragraph_id(len(texts)), named[1] if named else None):
                if question.question_id in questions:
                    raise InvalidInputError(f"there are two questions {question.question_id}")
                questions[question.question_id] = question
        except InvalidInputError as error:
            raise InvalidInputError(f"{place}: {error}") from error
    return ParagraphSet(tuple(texts), tuple(questions.values()))


def _paragraphs(root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each paragraph with its place in the object."""
    for first, article in enumerate(map(object_of, list_in(root, "data"))):
        for second, paragraph in enumerate(map(object_of, list_in(article, "paragraphs"))):
            yield f"data[{first}].paragraphs[{second}]", paragraph


def _questions(paragraph: dict[str, Any], within: str, language: str | None) -> Iterator[GoldQuestion]:
    for number, row in enumerate(map(object_of, list_in(paragraph, "qas"))):
        try:
            yield _question(row, within, language)
        except InvalidInputError as error:
            raise InvalidInputError(f"qas[{number}]: {error}") from error


def _question(row: dict[str, Any], within: str, language: str | None) -> GoldQuestion:
    text, answerable = text_in(row, "question"), not row.get("is_impossible")
    checked_question(text)
    said = tuple(dict.fromkeys(text_in(object_of(answer), "text") for answer in list_in(row, "answers")))
    if answerable and not said:
        raise InvalidInputError('"answers" is empty: a set without answers measures nothing')
    groups = (said,) if answerable else ()
    return GoldQuestion(
        question_id=text_in(row, "id"),
        text=text,
        language=language or detect_language(text),
        kind="span" if answerable else "unanswerable",
        answerable=answerable,
        evidence=groups,
        answers=groups,
        together=within,
        paragraph=within,
    )


def paragraph_id(number: int) -> str:
    """Return the id of a set's paragraph, counted from 1."""
    return f"P{number:03d}"


def paragraph_of(passage_id: str) -> str:
    """Return the id of the paragraph that a passage is, or is a piece of."""
    return passage_id.rstrip(ascii_lowercase)


def report_of(name: str, texts: Sequence[str]) -> Report:
    """Return texts as a report in which each is a paragraph under no heading.

    Figures in the name are left out of the report's id: they would be taken for the year it was held in.
    """
    paragraphs, start = [], 0
    source = "\n".join(texts)
    for number, text in enumerate(texts, 1):
        paragraphs.append(_paragraph(source, start, start + len(text), paragraph_id(number)))
        start += len(text) + 1
    document_id = re.sub(r"[^a-z]+", "-", name.lower()).strip("-") or "paragraphs"
    return Report(document_id, title="", held_on=None, source=source, headings=(), paragraphs=tuple(paragraphs))


def _paragraph(source: str, start: int, end: int, name: str) -> Paragraph:
    spans = enumerate(sentence_spans(source, start, end), 1)
    return Paragraph(
        paragraph_id=name,
        kind=ParagraphKind.BODY,
        text=source[start:end],
        start=start,
        end=end,
        headings=(),
        position=1,
        topic=None,
        joins=0,
        sentences=tuple(Sentence(f"{name}.{place}", source[low:high], low, high) for place, (low, high) in spans),
    )
