"""From a file's name to its questions: `.jsonl` holds questions about the report, `.json` brings its own paragraphs."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError
from qa.evaluation.files import read_text
from qa.evaluation.paragraph_sets import read_paragraph_set, report_of
from qa.evaluation.question_lines import read_question_lines
from qa.evaluation.questions import QuestionSet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus.report import Report
    from qa.evaluation.paragraph_sets import ParagraphSet


def read_question_files(paths: Iterable[Path], report: Report, passages: Path | None = None) -> list[QuestionSet]:
    """Return the question set of each file; `passages` is a file parallel to those in SQuAD's form to ask instead.

    Raises InvalidInputError, naming file and line, when one cannot be used.
    """
    parallel = _paragraphs_in(passages) if passages else None
    sets: dict[str, QuestionSet] = {}
    for path in paths:
        read = _read(path, report, passages, parallel)
        if read.name in sets:
            raise InvalidInputError(f"two files are named {read.name}; give each set a name of its own")
        sets[read.name] = read
    return list(sets.values())


def _read(path: Path, report: Report, passages: Path | None, parallel: ParagraphSet | None) -> QuestionSet:
    text, stem = read_text(path), _stem(path)
    digest = sha256(text.encode()).hexdigest()
    try:
        if _suffix(path) == ".jsonl":
            found = QuestionSet(stem, digest, tuple(read_question_lines(text, report)))
        else:
            own = read_paragraph_set(text, path.name)
            asked = own.asked_of(parallel) if parallel else own
            name = f"{stem} on {_stem(passages)}" if passages else stem
            found = QuestionSet(name, digest, asked.questions, report_of(name, asked.texts))
        if not found.questions:
            raise InvalidInputError("it holds no question")
    except InvalidInputError as error:
        raise InvalidInputError(f"{path}: {error}") from error
    return found


def _paragraphs_in(path: Path) -> ParagraphSet:
    text = read_text(path)
    if _suffix(path) == ".jsonl":
        raise InvalidInputError(f"{path} is no file in SQuAD's form (.json); only such a file brings passages")
    try:
        return read_paragraph_set(text, path.name)
    except InvalidInputError as error:
        raise InvalidInputError(f"{path}: {error}") from error


def _suffix(path: Path) -> str:
    """Return `.jsonl` or `.json`, which says what the file holds. Raises InvalidInputError for another."""
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix not in (".jsonl", ".json"):
        raise InvalidInputError(
            f"{path}: name questions about the report .jsonl, a file in SQuAD's form .json (either may end in .gz)"
        )
    return suffix


def _stem(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    return name.removesuffix(".jsonl").removesuffix(".json")
