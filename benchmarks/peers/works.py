"""The works: what is searched, and the questions."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.peers.peer import Pile
from corpus.library import built_in_report
from corpus.parse import parse_report
from qa.evaluation.files import read_text
from qa.evaluation.paragraph_sets import read_paragraph_set, report_of
from qa.evaluation.question_lines import read_question_lines
from qa.evaluation.questions import QuestionSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.report import Report
    from qa.evaluation.questions import GoldQuestion

SHARED = Path(__file__).parents[3] / "shared"
SEARCHED_SETS = ("zh_facts", "zh_hard", "crosslingual")
REPORTS = Path("data", "reports", "state_council_1954_2025.jsonl.gz")
ASKED_OF_REPORTS = Path("data", "reader", "valid.jsonl")
RECENT = 1999
"""The year of the first of the 26 newer reports: those before are written in another style."""


class WorkName(StrEnum):
    """A work by its name on the command line."""

    REPORT = "report"
    XQUAD = "xquad"
    REPORTS_26 = "reports-26"
    REPORTS_72 = "reports-72"


@dataclass(frozen=True, slots=True)
class Work:
    """A pile with the sets of questions asked of it; where they are not `judged`, only time and memory are measured."""

    title: str
    pile: Pile
    sets: tuple[QuestionSet, ...]
    judged: bool = True

    def thinned(self, every: int) -> Work:
        """Return the work with every so-manieth question of each set, the first among them."""
        return replace(self, sets=tuple(thinned(each, every) for each in self.sets))


def thinned(questions: QuestionSet, every: int) -> QuestionSet:
    """Return a set with every so-manieth question, the first among them."""
    return replace(questions, questions=questions.questions[::every])


def work_of(name: WorkName, shared: Path) -> Work:
    """Read a work.

    Raises ClickException, naming the file, where its data is not there, InvalidInputError where it is damaged.
    """
    if name is WorkName.REPORT:
        return _built_in(shared)
    if name is WorkName.XQUAD:
        return _xquad(shared)
    return _reports(shared, RECENT if name is WorkName.REPORTS_26 else None)


def _built_in(shared: Path) -> Work:
    report = built_in_report()
    sets = [
        replace(each, questions=tuple(question for question in each.questions if question.answerable))
        for each in development_sets(SEARCHED_SETS, shared, report)
    ]
    return Work("the built-in report, the development questions that it answers", Pile.of(report), tuple(sets))


def development_sets(names: Iterable[str], shared: Path, report: Report) -> list[QuestionSet]:
    """Return the development questions of these names about the built-in report.

    Raises ClickException, naming the file, where one is not there.
    """
    texts = {name: read_text(_there(shared / "eval" / f"{name}.jsonl")) for name in names}
    return [_set(name, text, read_question_lines(text, report)) for name, text in texts.items()]


def _xquad(shared: Path) -> Work:
    texts = {
        language: read_text(_there(shared / "data" / "xquad" / f"xquad.{language}.json.gz"))
        for language in ("zh", "en")
    }
    read = {language: read_paragraph_set(text, f"xquad.{language}.json") for language, text in texts.items()}
    chinese = read["zh"]
    sets = (
        _answerable("xquad zh", texts["zh"], chinese.questions),
        _answerable("xquad en on zh", texts["en"], read["en"].asked_of(chinese).questions),
    )
    return Work(
        "XQuAD, 240 Chinese paragraphs as 240 documents", Pile.of(report_of("xquad", chinese.texts), apart=True), sets
    )


def _reports(shared: Path, since: int | None) -> Work:
    report, count = state_council_reports(shared, since)
    rows = enumerate(state_council_questions(shared), 1)
    lines = "\n".join(json.dumps({"id": str(number), "question": text, "answerable": False}) for number, text in rows)
    asked = _set("about two of them", lines, read_question_lines(lines, report))
    from_year = f" since {since}" if since else ""
    return Work(f"{count} State Council reports{from_year} as one pile", Pile.of(report), (asked,), judged=False)


def state_council_reports(shared: Path, since: int | None = None) -> tuple[Report, int]:
    """Return the reports (since a year, those of no year then left out) one after another as one, and their number."""
    with gzip.open(_there(shared / REPORTS), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    kept = [row for row in rows if since is None or int(row["year"] or 0) >= since]
    text = "\n\n".join(f"{row['title']}\n\n{row['content']}" for row in kept)
    return parse_report(text, "state-council-reports"), len(kept)


def state_council_questions(shared: Path) -> list[str]:
    """Return questions about two of the reports, 2005 and 2019, in the file's order."""
    return [json.loads(line)["question"] for line in read_text(_there(shared / ASKED_OF_REPORTS)).splitlines()]


def _answerable(name: str, text: str, questions: Iterable[GoldQuestion]) -> QuestionSet:
    return _set(name, text, (question for question in questions if question.answerable))


def _set(name: str, text: str, questions: Iterable[GoldQuestion]) -> QuestionSet:
    return QuestionSet(name, sha256(text.encode()).hexdigest(), tuple(questions))


def _there(path: Path) -> Path:
    if not path.is_file():
        raise click.ClickException(f"there is no {path}: name the folder of the questions and data with --shared")
    return path
