"""What came of checking, in words: a line a quote, in Chinese or English."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING

from qa.verify.values import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.verify.values import CheckedQuote, Problem, Verification

CONTEXT = 8
"""Characters shown before and behind what differs."""

LONGEST_SHOWN = 60
"""Characters of a text on a line of output."""


@dataclass(frozen=True, slots=True)
class Words:
    """What each fault is called, and the phrases around what was found."""

    faults: dict[Fault, str]
    found: str
    expected: str
    stands: str
    sound: str
    wrong: str
    nothing: str
    between: str


_WORDS = {
    "zh": Words(
        faults={
            Fault.TEXT_ALTERED: "文字被改动",
            Fault.OFFSETS_MOVED: "位置不对",
            Fault.PLACE_ALTERED: "出处或作答词被改动",
            Fault.BODY_ALTERED: "正文中的引文与注释不一致",
            Fault.ANSWER_ALTERED: "引文前的答语并非出自引文",
            Fault.HEAD_ALTERED: "文件开头被改动",
            Fault.OTHER_DOCUMENT: "引自另一份文件",
            Fault.OTHER_VERSION: "引自报告的另一个版本",
            Fault.NOTE_DAMAGED: "注释损坏，读不出引文的位置",
            Fault.NOTE_MISSING: "引文没有注释",
            Fault.QUOTE_MISSING: "注释没有对应的引文",
        },
        found="文件中是“{}”",
        expected="应为“{}”",
        stands="这段文字在本报告的 {}，字符 {}–{}",
        sound="{} 条引文，全部与报告一致",
        wrong="{} 条引文，{} 条有误",
        nothing="没有可核对的引文；请给出 report-qa 导出的、含引文的文件",
        between="，",
    ),
    "en": Words(
        faults={
            Fault.TEXT_ALTERED: "the text was altered",
            Fault.OFFSETS_MOVED: "it does not stand there",
            Fault.PLACE_ALTERED: "address or answering words were altered",
            Fault.BODY_ALTERED: "the quote in the body is not the note's",
            Fault.ANSWER_ALTERED: "the answer before the quotes is not theirs",
            Fault.HEAD_ALTERED: "the head of the file was altered",
            Fault.OTHER_DOCUMENT: "it quotes another document",
            Fault.OTHER_VERSION: "it quotes another version of the report",
            Fault.NOTE_DAMAGED: "the note is damaged; it does not say where the quote stands",
            Fault.NOTE_MISSING: "the quote has no note",
            Fault.QUOTE_MISSING: "the note has no quote",
        },
        found="the file has “{}”",
        expected="it should be “{}”",
        stands="this report has the text in {}, characters {}–{}",
        sound="quotes: {}, all as in the report",
        wrong="quotes: {}, wrong: {}",
        nothing="no quotes to check; give a file with quotes that report-qa exported",
        between=", ",
    ),
}


def verification_lines(verification: Verification, language: str) -> Iterator[str]:
    """Yield a summary, a line for each of the file's own problems and a line for each quote; `language` is zh or en."""
    words = _WORDS[language]
    wrong = sum(not quote.sound for quote in verification.quotes)
    if not verification.quotes:
        yield words.nothing
    elif wrong:
        yield words.wrong.format(len(verification.quotes), wrong)
    else:
        yield words.sound.format(len(verification.quotes))
    yield from (f"  ✗ {_told(problem, words)}" for problem in verification.problems)
    yield from (_quote_line(quote, words) for quote in verification.quotes)


def _quote_line(quote: CheckedQuote, words: Words) -> str:
    number = f"[{quote.number}]" if quote.number is not None else "[ ]"
    place = quote.place
    where = f" {', '.join(place.sentence_ids)} {place.start}–{place.end}" if place else ""
    told = "; ".join(_told(problem, words) for problem in quote.problems) or _cut(quote.text, 0, 0)
    return f"  {'✓' if quote.sound else '✗'} {number}{where}  {told}"


def _told(problem: Problem, words: Words) -> str:
    parts = [words.faults[problem.fault]]
    found, expected = differing(problem.found, problem.expected)
    if found:
        parts.append(words.found.format(found))
    if expected:
        parts.append(words.expected.format(expected))
    if problem.stands_at:
        parts.append(words.stands.format(problem.stands_in, *problem.stands_at))
    return words.between.join(parts)


def differing(found: str, expected: str) -> tuple[str, str]:
    """Return two texts cut to where they differ, with a few characters around it."""
    if not found or not expected:
        return _cut(found, 0, 0), _cut(expected, 0, 0)
    before = len(commonprefix([found, expected]))
    after = len(commonprefix([found[before:][::-1], expected[before:][::-1]]))
    low, high = max(before - CONTEXT, 0), max(after - CONTEXT, 0)
    return _cut(found, low, high), _cut(expected, low, high)


def _cut(text: str, low: int, high: int) -> str:
    """Return a text without its first `low` and last `high` characters, and no longer than may be shown."""
    kept = text[low : len(text) - high].replace("\n", " / ")
    cut = len(kept) > LONGEST_SHOWN or high > 0
    return f"{'…' if low else ''}{kept[:LONGEST_SHOWN]}{'…' if cut else ''}"
