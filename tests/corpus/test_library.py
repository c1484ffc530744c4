"""Where reports come from."""

from __future__ import annotations

import codecs
import os
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReportFileError
from corpus.library import decode, read_report
from corpus.text import readable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.report import Report

TEXT = "政府工作报告\r\n——2018年1月16日在大会上\r\n各位代表：\r\n一、回顾\r\n地区生产总值增长7.4％。\r\n"


def test_the_built_in_report_ships_byte_for_byte_as_its_note_says():
    data = files("corpus").joinpath("data", "qingpu-2018.txt").read_bytes()
    note = files("corpus").joinpath("data", "SOURCE.md").read_text(encoding="utf-8")
    assert f"SHA-256: {sha256(data).hexdigest()}" in note


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        ("\ufeff" + TEXT).encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_a_report_is_read_in_any_of_its_encodings(tmp_path: Path, data: bytes):
    path = tmp_path / "Some County (2018).txt"
    path.write_bytes(data)
    report = read_report(path)
    assert report.source.removeprefix("\ufeff") == TEXT
    assert (report.document_id, report.title) == ("some-county-2018", "政府工作报告")
    assert str(report.held_on) == "2018-01-16"
    assert [heading.text for heading in report.headings] == ["一、回顾"]
    assert [p.text for p in report.paragraphs[1:]] == ["各位代表：", "地区生产总值增长7.4％。"]


def test_a_report_without_a_title_is_called_after_its_file(tmp_path: Path):
    path = tmp_path / "清河县 2023.txt"
    path.write_text("各位代表：\n地区生产总值增长6%。", encoding="utf-8")
    assert (read_report(path).title, read_report(path).document_id) == ("清河县 2023", "清河县-2023")


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_text_still_gives_a_printable_title(tmp_path: Path):
    path = tmp_path / os.fsdecode(b"report-\xff.txt")
    try:
        path.write_text("各位代表：\n好。", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = read_report(path)
    assert (report.title, report.document_id) == ("report-?", "report")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no text"),
        (codecs.BOM_UTF8 + b" \r\n\r\n", "holds no text"),
        (b"%PDF-1.7\n\xff\xff\xff\xff", "not plain text"),
        (b"PK\x03\x04\0\0", "not plain text"),
        ("国".encode("utf-32"), "not plain text"),
        (codecs.BOM_UTF16_LE + b"\x00", "not plain text"),
        ("报告\0".encode(), "not plain text"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, data: bytes, words: str):
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(ReportFileError, match=words) as caught:
        read_report(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(ReportFileError, match="cannot read the report") as caught:
            read_report(path)
        assert str(path) in str(caught.value)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes):
    try:
        text = decode(data, "x")
    except ReportFileError:
        return
    assert "\0" not in text
    encodings = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
    assert text in (data.decode(encoding, "replace") for encoding in encodings)


@pytest.mark.parametrize("year", [str(year) for year in range(1999, 2026) if year != 2020])
def test_state_council_reports_read_the_same_in_every_form(
    year: str, tmp_path: Path, state_council: dict[str, str], prove: Callable[[Report], None]
):
    text = state_council[year]
    forms = {
        "plain": text.encode(),
        "gb18030": text.encode("gb18030"),
        "crlf": text.replace("\n", "\r\n").encode(),
        "bom": codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
    }
    outlines = []
    for name, data in forms.items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(data)
        report = read_report(path)
        prove(report)
        outlines.append(
            (
                [(heading.level, heading.title) for heading in report.headings],
                [(p.paragraph_id, p.kind, p.place, readable(p.text), p.joins) for p in report.paragraphs],
            )
        )
    assert outlines.count(outlines[0]) == len(forms)


def test_big5_is_told_from_gb18030():
    text = "臺北縣政府工作報告\n各位代表：\n去年全縣建成學校五所，改造道路十二公里，經濟發展平穩。"
    assert decode(text.encode("big5"), "b") == text
    assert decode(text.encode("gb18030"), "g") == text
