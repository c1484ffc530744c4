from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from corpus.errors import InvalidInputError
from qa.evaluation.files import check_writable, read_text, write_text

if TYPE_CHECKING:
    from pathlib import Path


def test_a_packed_file_is_read_like_a_plain_one(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text("问题\n", encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("\ufeff问题\n".encode()))
    assert read_text(tmp_path / "a.jsonl") == read_text(tmp_path / "a.jsonl.gz") == "问题\n"


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path):
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b"0" * 1_000_000))
    with pytest.raises(InvalidInputError, match="more than 999,999 bytes"):
        read_text(path, largest=999_999)
    assert len(read_text(path, largest=1_000_000)) == 1_000_000


@pytest.mark.parametrize("cut", [4, 20])
def test_a_damaged_packed_file_is_named(tmp_path: Path, cut: int):
    path = tmp_path / "cut.json.gz"
    path.write_bytes(gzip.compress("问题".encode() * 100)[:cut])
    with pytest.raises(InvalidInputError, match=r"cut\.json\.gz is no whole gzip file"):
        read_text(path)


def test_a_file_that_is_not_packed_at_all_is_named(tmp_path: Path):
    path = tmp_path / "plain.json.gz"
    path.write_bytes(b"{}")
    with pytest.raises(InvalidInputError, match="no whole gzip file"):
        read_text(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(InvalidInputError, match="cannot read"):
            read_text(path)


def test_the_line_that_is_no_utf_8_is_named(tmp_path: Path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes("一\n二\n".encode() + b"\xff\n")
    with pytest.raises(InvalidInputError, match="line 3: not UTF-8"):
        read_text(path)


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path):
    path = tmp_path / "run.json"
    write_text(path, "一\ud800")
    assert path.read_bytes() == "一\\ud800".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_found_out_before_the_work(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none" / "run.json"):
        with pytest.raises(InvalidInputError, match="cannot write"):
            check_writable(path)
        with pytest.raises(InvalidInputError, match="cannot write"):
            write_text(path, "")
    check_writable(tmp_path / "run.json")
