"""Input that nobody meant to send: a short run of each fuzz target, and the big, deep and packed cases by name."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.crash.tasks import TEXT
from benchmarks.fuzz.process import Job, Worker, findings
from benchmarks.fuzz.proofs import prove
from benchmarks.fuzz.target import random_of
from corpus.errors import ExportFileError, InvalidInputError, ReportFileError, ReportQAError
from corpus.figures import figures_of
from corpus.library import LARGEST_REPORT, decode, read_report
from corpus.parse import parse_report
from index.bundled import BundledEmbedder
from index.embedder import TextRole
from qa.batch import LARGEST_BATCH, read_lines, run_batch, text_field
from qa.cli import main
from qa.engine import ReportQA, Settings
from qa.evaluation.paragraph_sets import read_paragraph_set
from qa.evaluation.question_lines import read_question_lines
from qa.export.word_reader import DEEPEST, DEEPEST_PARAGRAPH, LARGEST_PART, MOST_PARTS, read_word
from qa.verify import verify_page
from tests.qa.kept import PASSAGES, REPORT
from ui.conversation import Conversation, answer_last
from ui.markup import element
from ui.record import conversation_of, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

SHARED = Path("none")
DEEP = 100_000


@pytest.mark.parametrize(
    ("target", "cases"),
    [
        *(("parser", 300), ("figures", 150), ("bm25", 30), ("answers", 30), ("batch", 60)),
        *(("exports", 30), ("evaluation", 60), ("commands", 20), ("page", 6)),
    ],
)
def test_a_short_run_of_each_target_finds_nothing(target: str, cases: int, tmp_path: Path):
    job = Job(target, 7, tmp_path, SHARED)
    opened = job.opened()
    for first in range(0, cases, opened.at_once):
        assert findings(opened, job, range(first, first + opened.at_once)) == []


@pytest.mark.parametrize(("target", "cases"), [("embedder", 256), ("reader", 8)])
def test_a_short_run_through_native_code_kills_no_process(target: str, cases: int, model_cache: Path):
    worker = Worker(Job(target, 7, model_cache.parent, SHARED))
    assert worker.check(range(cases)) == []
    worker.close()


class Deadly:
    """Takes numbers; one of them kills the process, one hangs it, one is wrong."""

    at_once = 8

    def __init__(self, _folder: Path, _shared: Path) -> None: ...

    def make(self, random: Random, /) -> int:
        return random.randrange(1000)

    def check(self, cases: Sequence[int], /) -> None:
        numbers = [random_of("deadly", 1, number).randrange(1000) for number in (3, 21, 30)]
        if numbers[0] in cases:
            os.abort()
        while numbers[1] in cases:
            pass
        assert numbers[2] not in cases, "wrong"


class DeadlyJob(Job):
    def opened(self) -> Deadly:
        return Deadly(self.folder, self.shared)


def test_a_case_that_kills_or_hangs_the_process_is_found_and_the_rest_is_checked(tmp_path: Path):
    worker = Worker(DeadlyJob("deadly", 1, tmp_path, SHARED), patience=20)
    found = {finding.number: finding.said for finding in worker.check(range(40))}
    worker.close()
    assert found.keys() == {3, 21, 30}
    assert found[3] == "the process died: SIGABRT"
    assert "hung" in found[21]
    assert "wrong" in found[30]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda said: said.encode("gb18030", "ignore")))
def test_any_bytes_are_a_report_that_stands_every_proof_or_are_refused_in_one_line(data: bytes):
    try:
        report = parse_report(decode(data, "x"), "x", title="A title")
    except ReportFileError as error:
        assert "\n" not in str(error)
    else:
        prove(report)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_is_a_finite_row_of_length_one(embedder: BundledEmbedder, texts: list[str]):
    rows = embedder.embed(texts, TextRole.QUERY)
    assert (abs((rows * rows).sum(axis=1) - 1) < 1e-3).all()


@pytest.fixture(scope="module")
def embedder(model_cache: Path) -> BundledEmbedder:
    return BundledEmbedder.open(model_cache)


@pytest.mark.parametrize(
    "text", ["\ufdfa" * 300, "\ufdfa" * 5_000_000, "a" * 10**7, "\ud800" * 10**6, "\u0301" * 10**6]
)
def test_a_text_without_end_is_cut_to_the_window_before_it_is_embedded(embedder: BundledEmbedder, text: str):
    rows = embedder.embed([text], TextRole.PASSAGE)
    assert abs(float((rows * rows).sum()) - 1) < 1e-3


@pytest.mark.parametrize("character", ["国", "a", "1", " ", "\u200b", "。", '"', "一、", "\ufdfa"])
def test_ten_megabytes_of_one_character_are_no_report_and_a_part_of_them_is_read_in_seconds(
    character: str, tmp_path: Path
):
    path = tmp_path / "one.txt"
    path.write_bytes((character * (10**7 // len(character.encode()))).encode())
    with pytest.raises(ReportFileError, match="more than the 8,388,608 bytes"):
        read_report(path)
    started = process_time()
    try:
        report = parse_report(character * 300_000, "one")
    except ReportFileError as error:
        assert "\n" not in str(error)
    else:
        figures_of(report)
    assert process_time() - started < 20


def test_a_report_of_fifty_megabytes_is_refused_in_one_line_that_names_the_limit(tmp_path: Path):
    path = tmp_path / "big.txt"
    path.write_bytes((TEXT * 80_000).encode()[: 50 * 10**6])
    result = CliRunner().invoke(main, ["outline", "--report", str(path)])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"{LARGEST_REPORT:,} bytes" in result.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no file without an end here")
def test_a_file_without_an_end_is_read_up_to_the_limit():
    for arguments in (["outline", "--report", "/dev/zero"], ["ask", "--lexical", "--batch", "/dev/zero"]):
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, "bytes" in result.stderr) == (1, True)


def test_a_batch_has_a_limit(tmp_path: Path):
    path = tmp_path / "batch.jsonl"
    with path.open("wb") as file:
        file.truncate(LARGEST_BATCH + 1)
    with pytest.raises(InvalidInputError, match="cut it into smaller files"):
        read_lines(path)


def test_a_question_of_ten_megabytes_is_refused_at_once(tmp_path: Path):
    engine = ReportQA(Settings(lexical=True, index_dir=tmp_path))
    started = process_time()
    for character in ("国", "\ufdfa", '"', "2017"):
        with pytest.raises(ReportQAError):
            engine.ask(character * 10**7)
    engine.ask("2017年地区生产总值是多少？", history=["国" * 10**7, "2017" * 10**6])
    assert process_time() - started < 20


@pytest.mark.parametrize("number", ["9" * 29, "9" * 900, "万" * 40, "一" + "万" * 900, "1" + "亿" * 30])
def test_a_number_of_more_digits_than_count_anything_is_no_figure(number: str):
    assert figures_of(parse_report(f"各位代表：\n全县生产总值达到{number}元，增长4%。", "x"))[-1].text == "4%"


@pytest.mark.parametrize("name", ["[1]", '{"a": 1}', "NaN", "1e999", "[" * DEEP, "[" * 990 + "]" * 990])
def test_an_id_that_no_line_can_carry_back_is_a_bad_line(name: str):
    lines = [f'{{"id": {name}, "question": "?"}}'.encode(), b'{"id": "b", "question": "?"}']
    first, second = run_batch(lines, lambda item: {"said": text_field(item, "question")})
    assert first["id"] is None
    assert "line 1" in first["error"]
    assert second == {"id": "b", "said": "?"}


@pytest.mark.parametrize("depth", [900, 990, DEEP])
def test_question_files_nested_without_end_are_refused_in_one_line(depth: int):
    nested = "[" * depth + "]" * depth
    for read in (
        lambda: list(read_question_lines(nested, REPORT)),
        lambda: read_paragraph_set(nested, "a.json"),
        lambda: read_paragraph_set(f'{{"data": [{nested}]}}', "a.json"),
    ):
        with pytest.raises(InvalidInputError):
            read()


@pytest.mark.parametrize("field", ["lang", "kind"])
def test_a_question_whose_language_or_kind_is_no_text_is_refused(field: str):
    row = {"id": "1", "question": "多少？", "answerable": False, field: ["zh"]}
    with pytest.raises(InvalidInputError, match=f'"{field}" must be a text'):
        list(read_question_lines(json.dumps(row), REPORT))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(document: bytes, *, more: int = 0) -> bytes:
    """A Word document with this main part, and so many parts more."""
    buffer = io.BytesIO()
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relation)
        archive.writestr("word/document.xml", document)
        for number in range(more):
            archive.writestr(f"word/media/{number}", b"")
    return buffer.getvalue()


def document(inside: str, before: str = "") -> bytes:
    return f'{before}<w:document xmlns:w="{W}">{inside}</w:document>'.encode()


def claiming(data: bytes, size: int) -> bytes:
    """The archive with another size claimed for its main part, in the list at its end."""
    at = data.rindex(b"word/document.xml") - 46
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


SMALL = word(document("<w:p/>"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word(b" " * 10 * LARGEST_PART), "unpacks to 83,886,080 bytes"),
        (claiming(SMALL, 2**30), "unpacks to 1,073,741,824 bytes"),
        (claiming(word(b" " * LARGEST_PART), 100), "damaged"),
        (word(document("&e;" * 10**6, f'<!DOCTYPE a [<!ENTITY e "{"x" * 1000}">]>')), "declares a document type"),
        (word(document("", '<!DOCTYPE a SYSTEM "http://example.invalid/">')), "declares a document type"),
        (word(document("<w:p>" * 500_000)), "too deep"),
        (word(document("<w:r>" * DEEPEST + "</w:r>" * DEEPEST)), "too deep"),
        (word(document("<w:p>" * 6 + "</w:p>" * (DEEPEST_PARAGRAPH + 1))), "too deep"),
        (word(document("<w:p/>"), more=MOST_PARTS), "parts, which no export does"),
    ],
)  # fmt: skip
def test_an_archive_that_unpacks_without_end_is_refused_before_it_does(data: bytes, said: str):
    assert len(data) < 2**20
    started = process_time()
    with pytest.raises(ExportFileError, match=said):
        read_word(data)
    assert process_time() - started < 5


def test_a_word_document_with_paragraphs_in_a_text_box_is_read():
    inside = "<w:r><w:t>外</w:t></w:r>"
    page = read_word(word(document(f"<w:p>{inside}<w:r><w:p><w:r><w:t>内</w:t></w:r></w:p></w:r></w:p>")))
    assert [line.text for line in page.lines] == ["外内", "内"]


@pytest.mark.parametrize("answers", ["a\n\n" * 100_000, "报告" * 300_000])
def test_a_file_of_answers_without_end_is_verified_in_seconds(answers: str):
    from qa.export import Conversation as Exported
    from qa.export.files import as_markdown
    from qa.export.markdown import read_markdown
    from tests.qa.kept import ANSWERS

    whole = as_markdown(Exported.of(REPORT, ANSWERS[:1]))
    asked = next(line for line in whole.splitlines() if line.startswith("## "))
    started = process_time()
    assert not verify_page(read_markdown(whole.replace(asked, f"{asked}\n\n{answers}")), REPORT, PASSAGES).sound
    assert process_time() - started < 20


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportQA, dict[str, object]]:
    """An engine, and a conversation of one turn as a browser keeps it."""
    engine = ReportQA(Settings(lexical=True, index_dir=tmp_path_factory.mktemp("index")))
    return engine, record_of(engine, answer_last(engine, Conversation().ask("2017年地区生产总值是多少？")))


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ("confidence", float("inf")),
        ("confidence", float("nan")),
        ("question", [[]]),
        ("standalone_question", "国" * 10**6),
        ("citations", 10_000),
        ("related", ["P001"] * 10_000),
        ("start_char_index", float("inf")),
        ("score", float("nan")),
        ("score", 2.0),
    ],
)
def test_a_kept_answer_that_no_page_kept_is_left_out(
    spoken: tuple[ReportQA, dict[str, object]], place: str, new: object
):
    engine, record = spoken
    kept = json.loads(json.dumps(record))
    answer = kept["turns"][0]["answer"]
    if place == "citations":
        answer["citations"] *= new
    else:
        (answer if place in answer else answer["citations"][0])[place] = new
    started = process_time()
    assert conversation_of(engine, kept).turns == ()
    assert process_time() - started < 5


def test_a_lone_surrogate_is_drawn_as_a_question_mark():
    assert element("p", "a\ud800b", title="\udfff") == '<p title="?">a?b</p>'
    assert Conversation().ask("\ud800？").turns[0].question == "?？"
