"""From blocks to a report: title page, headings, paragraphs, sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.errors import ReportFileError
from corpus.front import find_date, split_front_matter
from corpus.layout import split_lines
from corpus.lines import (
    CHAPTER_NUMBER,
    DIVISION_NUMBER,
    ITEM_MARK,
    LONGEST_HEADING,
    PART_NUMBER,
    POINT_NUMBER,
    Block,
    is_numbered_heading,
    is_salutation,
    join_lines,
    looks_like_heading,
)
from corpus.report import Heading, HeadingLevel, Paragraph, ParagraphKind, Report, Sentence
from corpus.text import TERMINATED, heading_text, sentence_spans, squeeze

LONGEST_SENTENCE_HEADING = 40
"""Characters of a sentence numbered `一、`, or of any on its own line, that may still be a heading, not an item."""

LONGEST_TOPIC = 24
_FIGURES = re.compile(
    r"\t.*\d|\d\s*(?:[%％‰]|个?百分点|[亿億万萬]?[元人吨噸亩畝户戶个個家件]|[亿億万萬]|左右|以上|以内|以內)?$"
)
"""A row of a table, or a line that ends in a figure: it says something itself and must stay searchable."""

_CLOSING_PART = re.compile(r"(结束语|結束語|结语|結語|前言|引言|附件|附录|附錄)")


def parse_report(source: str, document_id: str, *, title: str | None = None) -> Report:
    """Parse the text of a report.

    `title` stands in where the text has none. Raises ReportFileError when there is no text, or none but headings.
    """
    blocks = join_lines(source, split_lines(source))
    if not blocks:
        raise ReportFileError(f"the report {document_id} holds no text; give a text file with the whole report")
    front, body = split_front_matter(source, blocks)
    builder = _Builder(source)
    if front:
        builder.add_front_matter(front)
    texts = ["", *(source[block.start : block.end] for block in body), ""]
    for n, block in enumerate(body, 1):
        builder.add(block, _Surroundings(texts[n - 1], texts[n], texts[n + 1]))
    if not builder.paragraphs:
        raise ReportFileError(f"the report {document_id} holds only headings; give a text file with the whole report")
    own_title = heading_text(source[front[0].start : front[0].end]) if front else None
    return Report(
        document_id=document_id,
        title=own_title or title or document_id,
        held_on=find_date(" ".join(source[block.start : block.end] for block in front)),
        source=source,
        headings=tuple(builder.headings),
        paragraphs=tuple(builder.paragraphs),
    )


class _Surroundings(NamedTuple):
    """The text of a block and of its neighbours; empty at the ends of the report."""

    before: str
    text: str
    after: str


class _Builder:
    """Collects headings and paragraphs in order; knows which headings the next paragraph stands under."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self._open: tuple[Heading, ...] = ()
        self._position = 0
        self._number = 0

    def add_front_matter(self, blocks: list[Block]) -> None:
        """Take the title page as one paragraph, P000, whose sentences are its lines."""
        spans = [(block.start, block.end) for block in blocks]
        self._append(Block(blocks[0].start, blocks[-1].end), ParagraphKind.FRONT_MATTER, spans)

    def add(self, block: Block, surroundings: _Surroundings) -> None:
        """Take a block as a heading or as a paragraph, with its run-in heading if it has one."""
        text = surroundings.text
        level = _heading_level(surroundings)
        if level:
            self._enter(Heading(level, heading_text(text).rstrip("。"), text, block.start, block.end))
            return
        spans = sentence_spans(self.source, block.start, block.end)
        run_in = self._run_in_heading(spans)
        if run_in:
            self._enter(run_in)
        self._position += 1
        self._number += 1
        self._append(block, _kind(text), spans, has_run_in=run_in is not None)

    def _enter(self, heading: Heading) -> None:
        kept = tuple(above for above in self._open if _depth(above) < _depth(heading))
        self._open = (*kept, heading)
        self._position = 0
        self.headings.append(heading)

    def _run_in_heading(self, spans: list[tuple[int, int]]) -> Heading | None:
        """Return the numbered heading that opens a paragraph: `（一）持续提升经济发展质量。按照…`."""
        start, end = spans[0]
        text = self.source[start:end]
        if PART_NUMBER.match(text):
            level, longest = HeadingLevel.PART, LONGEST_SENTENCE_HEADING
        elif CHAPTER_NUMBER.match(text):
            level, longest = HeadingLevel.CHAPTER, LONGEST_HEADING
        else:
            return None
        if len(spans) < 2 or len(text) > longest or not text.endswith("。"):
            return None
        return Heading(level, heading_text(text).rstrip("。"), text, start, end, opens_paragraph=True)

    def _append(
        self, block: Block, kind: ParagraphKind, spans: list[tuple[int, int]], *, has_run_in: bool = False
    ) -> None:
        paragraph_id = f"P{self._number:03d}"
        sentences = tuple(
            Sentence(f"{paragraph_id}.{number}", self.source[start:end], start, end)
            for number, (start, end) in enumerate(spans, 1)
        )
        self.paragraphs.append(
            Paragraph(
                paragraph_id=paragraph_id,
                kind=kind,
                text=self.source[block.start : block.end],
                start=block.start,
                end=block.end,
                headings=self._open,
                position=self._position,
                topic=None if has_run_in else _topic(sentences, kind),
                joins=block.joins,
                sentences=sentences,
            )
        )


def _heading_level(block: _Surroundings) -> HeadingLevel | None:
    """Return the level of a block that is nothing but a heading, else None."""
    text = block.text
    if is_numbered_heading(text) or _is_numbered_sentence_heading(block):
        return HeadingLevel.PART if PART_NUMBER.match(text) else HeadingLevel.CHAPTER
    if _is_point_heading(block):
        return HeadingLevel.POINT
    if not looks_like_heading(text) or not block.after or _FIGURES.search(text):
        return None
    return HeadingLevel.PART if _CLOSING_PART.fullmatch(squeeze(text)) else HeadingLevel.UNNUMBERED


def _depth(heading: Heading) -> tuple[int, int]:
    """Return how deep a heading stands: `第一部分` over `第一章` over `第一节` over `一、` over `（一）` over `1.`."""
    division = DIVISION_NUMBER.match(heading.text)
    rank = next((n for n, mark in enumerate(("部编編", "章", "节節")) if division and division[1][0] in mark), 3)
    return list(HeadingLevel).index(heading.level), rank


def _is_point_heading(block: _Surroundings) -> bool:
    """Tell whether a short line numbered `1.` or `第一，` heads the text after it, rather than being one of a list."""
    numbered = POINT_NUMBER.match(block.text)
    if not numbered or numbered.end() == len(block.text) or len(block.text) > LONGEST_HEADING:
        return False
    listed = ITEM_MARK.match(block.before) and not TERMINATED.search(block.before)
    ends = TERMINATED.search(block.text) or block.text[-1] in "，、"
    heads = block.after and TERMINATED.search(block.after) and not ITEM_MARK.match(block.after)
    return bool(heads) and not ends and not listed and any(character.isalpha() for character in block.text)


def _is_numbered_sentence_heading(block: _Surroundings) -> bool:
    """Tell whether a numbered line with a full stop heads what follows, and is no item of a list."""
    text = block.text
    if not block.after or "；" in text or text.find("。") != len(text) - 1 or len(text) > LONGEST_SENTENCE_HEADING:
        return False
    number = next((number for number in (PART_NUMBER, CHAPTER_NUMBER) if number.match(text)), None)
    if number is None or number.match(block.after):
        return False
    return not (number.match(block.before) and "。" not in block.before[:-1])


def _kind(text: str) -> ParagraphKind:
    if is_salutation(text):
        return ParagraphKind.SALUTATION
    return ParagraphKind.ITEM if ITEM_MARK.match(text) else ParagraphKind.BODY


def _topic(sentences: tuple[Sentence, ...], kind: ParagraphKind) -> str | None:
    """Return the short first sentence that names a paragraph, without its list mark and full stop."""
    if len(sentences) < 2 or kind in (ParagraphKind.FRONT_MATTER, ParagraphKind.SALUTATION):
        return None
    text = heading_text(sentences[0].text)
    if not text.endswith("。") or any(character.isdigit() for character in text):
        return None
    topic = ITEM_MARK.sub("", text, count=1) if ITEM_MARK.match(text) else text
    return topic.rstrip("。") if 1 < len(topic) <= LONGEST_TOPIC else None
