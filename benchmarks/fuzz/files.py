"""Files that people hand over as targets: batches, exports brought back, question sets and runs."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.crash.tasks import QUESTIONS, TEXT
from benchmarks.fuzz.encodings import harm
from benchmarks.fuzz.reading_reports import SLOW
from benchmarks.fuzz.texts import harmed, run, text
from corpus.errors import InvalidInputError, ReportQAError
from corpus.text import squeeze
from qa.batch import read_lines, run_batch, text_field
from qa.engine import ReportQA, Settings
from qa.evaluation.question_files import read_question_files
from qa.evaluation.run import read_run
from qa.export import Conversation, Format, read_export
from qa.export.files import export
from qa.verify import verify_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random


def value(random: Random, depth: int = 3) -> Any:  # noqa: ANN401 (whatever JSON can hold)
    """Return any JSON value, some of them none that JSON can hold."""
    kind = random.randrange(8 if depth else 6)
    if kind == 6:
        return [value(random, depth - 1) for _ in range(random.randint(0, 3))]
    if kind == 7:
        return {name(random): value(random, depth - 1) for _ in range(random.randint(0, 4))}
    if kind < 3:
        return (run(random, random.randint(0, 6)), text(random, 1500), random.choice(QUESTIONS))[kind]
    return random.choice(NUMBERS)


NUMBERS = (0, -1, 5, 2000, 10**30, 1.5, 1e999, float("nan"), True, False, None)
NAMES: tuple[str, ...] = (
    "id",
    "question",
    "query",
    "turns",
    "answerable",
    "evidence",
    "answer",
    "lang",
    "kind",
    "data",
    "paragraphs",
)
NAMES += ("context", "qas", "answers", "text", "is_impossible", "format", "outcomes", "sets", "version", "machine")


def name(random: Random) -> str:
    """Return a field's name, mostly one that means something somewhere."""
    return random.choice(NAMES) if random.random() < 0.9 else run(random, 3)


def changed(random: Random, known: Any) -> Any:  # noqa: ANN401
    """Return a JSON value with something in it replaced, left out or added, at any depth."""
    if random.random() < 0.15 or not isinstance(known, (list, dict)) or not known:
        return value(random)
    if isinstance(known, list):
        place = random.randrange(len(known))
        return [*known[:place], changed(random, known[place]), *known[place + 1 :]]
    at = random.choice(list(known))
    if random.random() < 0.2:
        return {key: each for key, each in known.items() if key != at} | {name(random): value(random)}
    return known | {at: changed(random, known[at])}


def written(random: Random, known: Any) -> bytes:  # noqa: ANN401
    """Return a value as the bytes of JSON, one time in five come to harm or nested without end."""
    data = json.dumps(known, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    choice = random.random()
    if choice < 0.02:
        depth = random.choice((90, 900, 995, 100_000))
        data = random.choice((b"[", b'{"id":')) * depth + random.choice((b"", b"1" + b"]" * depth))
    return harm(random, data) if choice > 0.8 else data


class Batch:
    """Each line that holds anything gets one object, in order and with its id."""

    at_once = 16

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Take the folder in which batches are written."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "batch.jsonl"

    def make(self, random: Random, /) -> bytes:
        """Return a batch."""
        rows = [changed(random, {"id": random.randint(1, 9), "question": QUESTIONS[0]}) for _ in range(6)]
        return random.choice((b"\n", b"\r\n", b"\n\n")).join(written(random, row) for row in rows)

    def check(self, cases: Sequence[bytes], /) -> None:
        """Run it and print what comes of each line."""
        for case in cases:
            self._path.write_bytes(case)
            lines = read_lines(self._path)
            done = list(run_batch(lines, lambda item: {"said": text_field(item, "question")}))
            assert len(done) == len(lines)
            for line, each in zip(lines, done, strict=True):
                printed = json.loads(json.dumps(each, ensure_ascii=False, allow_nan=False))
                assert ("said" in printed) != ("error" in printed)
                assert "said" not in printed or printed["id"] == json.loads(line.decode("utf-8-sig")).get("id")


class Exports:
    """Whatever is said to be an export is read or refused in one line; a sound quote stands in the report."""

    at_once = 4

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Write an export in each format."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "county.txt").write_text(TEXT, encoding="utf-8")
        self._engine = ReportQA(Settings(folder / "county.txt", lexical=True, index_dir=folder / "indexes"))
        conversation = Conversation.of(self._engine.report, [self._engine.ask(asked) for asked in QUESTIONS[:3]])
        self._whole = [export(conversation, form) for form in Format]
        self._path = folder / "export"

    def make(self, random: Random, /) -> bytes:
        """Return a file: an export with its text, its bytes or a part of its archive come to harm."""
        data = random.choice(self._whole)
        if data.startswith(b"PK"):
            return harm(random, data) if random.random() < 0.2 else repacked(random, data)
        return harm(random, data) if random.random() < 0.2 else _harmed(random, data)

    def check(self, cases: Sequence[bytes], /) -> None:
        """Read and verify."""
        report, passages = self._engine.report, self._engine.passages
        for case in cases:
            started = process_time()
            self._path.write_bytes(case)
            try:
                page = read_export(self._path)[1]
            except ReportQAError as error:
                assert "\n" not in str(error)
                continue
            checked = verify_page(page, report, passages)
            json.dumps(checked.as_json(), allow_nan=False)
            for quote in checked.quotes:
                assert not quote.sound or squeeze(quote.text) in squeeze(report.source), f"{quote.text!r} is no quote"
            assert process_time() - started < SLOW, "it took long"


def _harmed(random: Random, data: bytes) -> bytes:
    return harmed(random, data.decode()).encode("utf-8", "surrogatepass")


def repacked(random: Random, data: bytes) -> bytes:
    """Return an archive one of whose parts has come to harm, is missing, or stands there twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        at = random.choice(old.namelist())
        for part in old.namelist():
            content = old.read(part)
            if part != at or random.random() < 0.2:
                new.writestr(part, content)
            if part == at and random.random() < 0.9:
                warnings.simplefilter("ignore", UserWarning)  # a name that stands there twice
                new.writestr(part, _harmed(random, content) if content[:1] == b"<" else harm(random, content))
    return buffer.getvalue()


LINE = {"id": "1", "question": QUESTIONS[0], "answerable": True, "evidence": ["增长4.2%"], "answer": [["4.2%"]]}
TURNS = {"id": "2", "lang": "zh", "turns": [LINE, LINE]}
SQUAD = {
    "data": [
        {"paragraphs": [{"context": TEXT, "qas": [{"id": "1", "question": "?多少", "answers": [{"text": "6所"}]}]}]}
    ]
}


class Evaluation:
    """Question sets and runs are read, or refused in one line that names the place."""

    at_once = 16

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Take the folder in which files are written, and a report."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "county.txt").write_text(TEXT, encoding="utf-8")
        self._folder, self._report = folder, ReportQA(Settings(folder / "county.txt", lexical=True)).report

    def make(self, random: Random, /) -> tuple[str, bytes]:
        """Return a file's name and its bytes."""
        file, known = random.choice((("a.jsonl", LINE), ("a.jsonl", TURNS), ("a.json", SQUAD), ("run.json", SQUAD)))
        return file, written(random, changed(random, known))

    def check(self, cases: Sequence[tuple[str, bytes]], /) -> None:
        """Read the file."""
        for file, data in cases:
            path = self._folder / file
            path.write_bytes(data)
            try:
                read = read_run(path) if file == "run.json" else read_question_files([path], self._report)
                assert read
            except InvalidInputError as error:
                assert "\n" not in str(error)
