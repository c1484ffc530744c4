"""Stage 2: questions over State Council reports, with the windows that our own search finds for them.

Two kinds of files: `reader/*.jsonl` (a passage, and its answer or null: the passage does not answer) and our pairs in
`questions/` (a report, and its answer or null: the whole report does not answer). Negatives are the other windows that
search finds, another year's report on the same topic, and the same window asked for another year.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.text import squeeze
from corpus.years import years_in
from index.search import SentenceMatch
from qa.engine import ReportQA, Settings
from qa.reading.windows import Window, headings_above, windows_of
from training.examples import Example, window_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from random import Random


FOUND = 20
FOR_A_REPORT = "ontopic"
"""The kind of the lines in `questions/domain_*.jsonl` that are questions for a report though they look odd."""

FOLLOWING, COMPOUND = 0.07, 0.07
"""Shares of the examples asked again behind another question's subject, and together with another question."""

NEGATIVES_OF_THE_BEST, NEGATIVES_OF_THE_REST = 2, 1
FOUND_KEPT = 0.6
"""Share of the negatives found by search that are kept, so that answers are not one in five."""

_ASKING = re.compile(r"(是多少|有多少|多少|是什么|什么|哪些|吗|呢|[？?。])+$")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A question about a report; `place` is a squeezed stretch of the report that holds the answer, or tempts.

    `answer` None: `whole` says whether nothing in the report answers, or only not this stretch; `place` is empty for a
    question that no report answers.
    """

    key: str
    year: str
    kind: str
    question: str
    place: str
    answer: str | None
    whole: bool


def read_questions(path: Path) -> list[ReportQuestion]:
    """Return the questions of a file of either kind."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        ReportQuestion(
            key=f"{path.stem}/{number}",
            year=str(row["report"]),
            kind=row["kind"],
            question=row["question"],
            place=squeeze(row.get("passage") or row["sentence"]),
            answer=squeeze(row["answer"]) if row["answer"] else None,
            whole="passage" not in row,
        )
        for number, row in enumerate(rows, 1)
    ]


def read_foreign_questions(path: Path, years: Sequence[str]) -> list[ReportQuestion]:
    """Return the questions of a `domain_*.jsonl` file that no report answers, asked of the reports of these years."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        ReportQuestion(f"{path.stem}/{n}", years[n % len(years)], row["kind"], row["question"], "", None, whole=True)
        for n, row in enumerate(rows, 1)
        if row["kind"] != FOR_A_REPORT
    ]


class Reports:
    """The State Council reports by year, opened when asked for; their indexes stay in `folder`."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Read the file of reports."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self._rows = {str(row["year"]): row for row in map(json.loads, lines)}
        self._folder = folder
        self._opened: dict[str, ReportQA] = {}
        self._squeezed: dict[str, tuple[str, list[int]]] = {}

    def open(self, year: str) -> ReportQA:
        """Return the engine of a year's report."""
        if year not in self._opened:
            path = self._folder / "reports" / f"{self._rows[year]['title']}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._rows[year]["content"], encoding="utf-8")
            self._opened[year] = ReportQA(Settings(report=path, index_dir=self._folder / "indexes"))
        return self._opened[year]

    def locate(self, question: ReportQuestion) -> tuple[int, int] | None:
        """Return the source offsets of the answer, or of the tempting stretch's start; None where it is not found.

        (0, 0) for a question that no report answers.
        """
        if not question.place:
            return 0, 0
        if question.year not in self._squeezed:
            source = self.open(question.year).report.source
            kept = [place for place, character in enumerate(source) if squeeze(character)]
            self._squeezed[question.year] = squeeze(source), kept
        text, kept = self._squeezed[question.year]
        place = text.find(question.place)
        at = text.find(question.answer, place) if question.answer else place
        length = len(question.answer or question.place)
        return (kept[at], kept[at + length - 1] + 1) if min(place, at) >= 0 else None


def stage2_examples(questions: Sequence[ReportQuestion], reports: Reports, random: Random) -> Iterator[Example]:
    """Yield positives and negatives for every question, in an order that opens each report once."""
    years = sorted({question.year for question in questions})
    for year in years:
        for question in (question for question in questions if question.year == year):
            place = reports.locate(question)
            if place:
                yield from _examples_of(question, place, reports, years, random)


def balanced(examples: Sequence[Example], random: Random) -> Iterator[Example]:
    """Yield answers twice, FOUND_KEPT of the negatives that search found, and the rest once."""
    for example in examples:
        if example.start >= 0:
            yield example
        if not example.source.endswith("/found") or random.random() < FOUND_KEPT:
            yield example


def with_other_questions(examples: Sequence[Example], random: Random) -> Iterator[Example]:
    """Yield examples as conversations and compound questions ask: behind a question's subject, or beside a question.

    The window is judged by the example's own question; the other one is about the same report.
    """
    asked: dict[str, list[str]] = {}
    for example in examples:
        asked.setdefault(example.headings.split(" › ")[0], []).append(example.question)
    for example in examples:
        other = random.choice(asked[example.headings.split(" › ")[0]])
        drawn = random.random()
        if other == example.question or drawn > FOLLOWING + COMPOUND:
            continue
        if drawn < FOLLOWING:
            yield replace(example, question=f"{_ASKING.sub('', other)} {example.question}")
        elif example.start >= 0:
            first, second = random.sample([other, example.question], 2)
            yield replace(example, question=f"{first.rstrip('？?')}，{second}")


def _examples_of(
    question: ReportQuestion, place: tuple[int, int], reports: Reports, years: Sequence[str], random: Random
) -> Iterator[Example]:
    engine = reports.open(question.year)
    windows = windows_of(engine.search(question.question, limit=FOUND, rerank=False))
    title = engine.report.title
    beside = [w for w in windows if not _touches(w, place) and _says_nothing_of(question, w)]
    if question.answer is None:
        tempting = _own_window(engine, place, random)
        if tempting:
            yield _negative(question, title, tempting, "tempting")
        if question.whole:
            yield from (_negative(question, title, window, "found") for window in beside[:3])
        return
    own = [window for window in windows if window.start <= place[0] and window.end >= place[1]]
    grown = _own_window(engine, place, random)
    for window in [*own[:1], *([grown] if grown and (not own or random.random() < 0.5) else [])]:
        positive = _positive(question, title, window, place)
        yield positive
        yield from _of_another_year(question, positive, engine, random)
    for window in beside[:NEGATIVES_OF_THE_BEST]:
        yield _negative(question, title, window, "found")
    for window in random.sample(beside[NEGATIVES_OF_THE_BEST:], k=min(len(beside[2:]), NEGATIVES_OF_THE_REST)):
        yield _negative(question, title, window, "found")
    yield from _of_another_report(question, reports, years, random)


def _of_another_year(
    question: ReportQuestion, positive: Example, engine: ReportQA, random: Random
) -> Iterator[Example]:
    """Yield the positive asked for another year, and under another year's title, where the window names no year."""
    named = _YEAR.findall(question.question)
    if len(set(named)) != 1 or years_in(positive.window, None) or random.random() < 0.3:
        return
    held_in = engine.held_in or 2000
    shift = random.choice([-4, -3, -2, -1, 1, 2, 3])
    other = str(int(named[0]) + shift)
    asked = question.question.replace(named[0], other)
    yield replace(positive, source=f"{question.key}/year", question=asked, start=-1, end=-1)
    title, rest = engine.report.title, positive.headings.removeprefix(engine.report.title)
    title = title.replace(str(held_in), str(held_in + random.choice([-7, -5, -3, 3, 5]))) + rest
    if title != positive.headings and not years_in(rest, None) and random.random() < 0.5:
        yield replace(positive, source=f"{question.key}/title", headings=title, start=-1, end=-1)


def _of_another_report(
    question: ReportQuestion, reports: Reports, years: Sequence[str], random: Random
) -> Iterator[Example]:
    """Yield what search finds in a report of another time for a question that names its year."""
    named = years_in(question.question, None)
    others = [year for year in years if named and min(abs(int(year) - n) for n in named) > 2]
    if others and random.random() < 0.5:
        other = reports.open(random.choice(others))
        found = windows_of(other.search(question.question, limit=5, rerank=False), 2)
        windows = [w for w in found if not years_in(w.text, None) & named]
        if windows:
            yield _negative(question, other.report.title, windows[0], "report")


def _own_window(engine: ReportQA, place: tuple[int, int], random: Random) -> Window | None:
    """Return whole sentences around a place, of 80 to 200 characters; None where no passage holds it."""
    passage = next((p for p in engine.passages if p.start <= place[0] < p.end), None)
    if passage is None:
        return None
    low, high = place[0] - passage.start, min(place[1], passage.end) - passage.start
    start, end = window_around(passage.text, low, high, random.randint(80, 200), random)
    inside = tuple(s for s in passage.sentences if s.start < passage.start + end and s.end > passage.start + start)
    return Window(passage, tuple(SentenceMatch(sentence, 0.0) for sentence in inside)) if inside else None


def _touches(window: Window, place: tuple[int, int]) -> bool:
    return window.start < place[1] and window.end > place[0]


def _says_nothing_of(question: ReportQuestion, window: Window) -> bool:
    return question.answer is None or question.answer not in squeeze(window.text)


def _negative(question: ReportQuestion, title: str, window: Window, why: str) -> Example:
    above = headings_above(title, window.passage)
    return Example(f"{question.key}/{why}", question.question, above, window.text, -1, -1)


def _positive(question: ReportQuestion, title: str, window: Window, place: tuple[int, int]) -> Example:
    above = headings_above(title, window.passage)
    start, end = max(place[0] - window.start, 0), min(place[1], window.end) - window.start
    return Example(f"{question.key}/answer", question.question, above, window.text, start, end)
