"""From blocks to a report: title page, headings, paragraphs, sentences."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import pairwise

from corpus.errors import ReportFileError
from corpus.lines import (
    CHAPTER_NUMBER,
    ITEM_MARK,
    LONGEST_HEADING,
    PART_NUMBER,
    TERMINATED,
    Block,
    is_numbered_heading,
    is_salutation,
    join_lines,
    split_lines,
)
from corpus.report import Heading, HeadingLevel, Paragraph, ParagraphKind, Report, Sentence
from corpus.text import heading_text, sentence_spans, squeeze

LONGEST_RUN_IN = 40
"""Characters of a first sentence that may still be a heading or topic of its paragraph."""

LONGEST_TOPIC = 24
_DATE = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_REPORT_WORD = re.compile(r"(报告|報告)(（.*）)?$")
_OCCASION_END = re.compile(r"[上中时時日）)]$")
_CLOSING_PART = re.compile(r"(结束语|結束語|结语|結語|前言|引言|附件|附录|附錄)")
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def parse_report(source: str, document_id: str, *, title: str | None = None) -> Report:
    """Parse the text of a report.

    `title` stands in where the text has none. Raises ReportFileError when there is no text at all.
    """
    blocks = join_lines(source, split_lines(source))
    if not blocks:
        raise ReportFileError(f"the report {document_id} holds no text; give a text file with the whole report")
    front, body = _split_front_matter(source, blocks)
    builder = _Builder(source)
    if front:
        builder.add_front_matter(front)
    for block, following in pairwise([*body, None]):
        if block is not None:
            builder.add(block, following)
    own_title = heading_text(source[front[0].start : front[0].end]) if front else None
    return Report(
        document_id=document_id,
        title=own_title or title or document_id,
        held_on=_find_date(" ".join(source[block.start : block.end] for block in front)),
        source=source,
        headings=tuple(builder.headings),
        paragraphs=tuple(builder.paragraphs),
    )


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

    def add(self, block: Block, following: Block | None) -> None:
        """Take a block as a heading or as a paragraph, with its run-in heading if it has one."""
        text = self.source[block.start : block.end]
        next_text = self.source[following.start : following.end] if following else ""
        level = _heading_level(text, next_text)
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
        depth = {HeadingLevel.PART: 0, HeadingLevel.CHAPTER: 1, HeadingLevel.UNNUMBERED: 2}
        kept = tuple(above for above in self._open if depth[above.level] < depth[heading.level])
        self._open = (*kept, heading)
        self._position = 0
        self.headings.append(heading)

    def _run_in_heading(self, spans: list[tuple[int, int]]) -> Heading | None:
        """Return the numbered heading that opens a paragraph: `（一）持续提升经济发展质量。按照…`."""
        start, end = spans[0]
        text = self.source[start:end]
        numbered = PART_NUMBER.match(text) or CHAPTER_NUMBER.match(text)
        if not numbered or len(spans) < 2 or len(text) > LONGEST_RUN_IN or not text.endswith("。"):
            return None
        level = HeadingLevel.PART if PART_NUMBER.match(text) else HeadingLevel.CHAPTER
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


def _heading_level(text: str, next_text: str) -> HeadingLevel | None:
    """Return the level of a block that is nothing but a heading, else None."""
    if is_numbered_heading(text) or _is_numbered_sentence_heading(text, next_text):
        return HeadingLevel.PART if PART_NUMBER.match(text) else HeadingLevel.CHAPTER
    if not _looks_like_heading(text) or not next_text:
        return None
    return HeadingLevel.PART if _CLOSING_PART.fullmatch(squeeze(text)) else HeadingLevel.UNNUMBERED


def _is_numbered_sentence_heading(text: str, next_text: str) -> bool:
    """Tell whether a numbered line with a full stop heads what follows, and is no item of a list."""
    for number in (PART_NUMBER, CHAPTER_NUMBER):
        if number.match(text):
            alone = text.endswith("。") and text.count("。") == 1 and len(text) <= LONGEST_RUN_IN
            return alone and "；" not in text and bool(next_text) and not number.match(next_text)
    return False


def _looks_like_heading(text: str) -> bool:
    """Tell whether a line without a number can be a heading: short, unfinished, not a list item or a figure."""
    return (
        len(text) <= LONGEST_HEADING
        and not TERMINATED.search(text)
        and not is_salutation(text)
        and not ITEM_MARK.match(text)
        and text.count("，") <= 2
        and any(character.isalpha() for character in text)
    )


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


def _split_front_matter(source: str, blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the lines of the title page (title first, occasion joined) and the blocks after it."""
    texts = [source[block.start : block.end] for block in blocks]
    if not _looks_like_heading(texts[0]) or is_numbered_heading(texts[0]):
        return [], blocks
    title_end = next((n for n, text in enumerate(texts[:3]) if _REPORT_WORD.search(squeeze(text))), 0)
    front = [Block(blocks[0].start, blocks[title_end].end, title_end)]
    taken = title_end + 1
    if taken < len(texts) and (texts[taken].startswith(("—", "-", "（", "(")) or _find_date(texts[taken])):
        last = taken
        while not _OCCASION_END.search(texts[last]) and last + 1 < len(texts) and _is_title_line(texts[last + 1]):
            last += 1
        front.append(Block(blocks[taken].start, blocks[last].end, last - taken))
        taken = last + 1
    bylines = _count_bylines(texts[taken:])
    return [*front, *blocks[taken : taken + bylines]], blocks[taken + bylines :]


def _is_title_line(text: str) -> bool:
    return _looks_like_heading(text) and not is_numbered_heading(text)


def _count_bylines(texts: list[str]) -> int:
    """Return how many lines before a salutation name the speaker (none where no salutation follows)."""
    for count, text in enumerate(texts[:5]):
        if is_salutation(text):
            return count
        if not _is_title_line(text):
            return 0
    return 0


def _find_date(text: str) -> date | None:
    found = _DATE.search(unicodedata.normalize("NFKC", squeeze(text)))
    if not found:
        return None
    try:
        return date(_digits(found[1]), _number(found[2]), _number(found[3]))
    except ValueError:
        return None


def _digits(text: str) -> int:
    return int(text) if text.isdecimal() else int("".join(str(_DIGITS[numeral]) for numeral in text))


def _number(text: str) -> int:
    """Return the value of a day or month in figures or numerals (up to 三十一)."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS[units] if units else 0)
