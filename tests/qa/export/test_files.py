from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ExportFileError, InvalidInputError
from qa.export import Conversation, Format, export, format_of, read_export, write_export
from qa.export.conversation import page_of
from qa.export.files import LARGEST_FILE, LARGEST_TEXT
from tests.qa.kept import ANSWERS, CONVERSATION, REPORT

SHORT = Conversation.of(REPORT, ANSWERS[:2])
WORD = export(SHORT, Format.WORD)


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.md", Format.MARKDOWN), ("a.MARKDOWN", Format.MARKDOWN), ("a.html", Format.HTML), ("a.htm", Format.HTML),
     ("报告.问答.docx", Format.WORD)],
)  # fmt: skip
def test_the_name_asks_for_a_format(name: str, form: Format):
    assert format_of(Path(name)) is form


@pytest.mark.parametrize("name", ["a", "a.txt", "a.doc", ".md", "a.pdf", ""])
def test_a_name_that_asks_for_none_is_told_which_there_are(name: str):
    with pytest.raises(InvalidInputError, match=r"\.md, \.html or \.docx"):
        format_of(Path(name))


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx"])
def test_what_is_written_is_read_back_by_its_content_not_its_name(tmp_path: Path, name: str):
    write_export(tmp_path / name, CONVERSATION)
    (tmp_path / name).rename(tmp_path / "renamed.txt")
    assert read_export(tmp_path / "renamed.txt") == (format_of(Path(name)), page_of(CONVERSATION))
    assert [path.name for path in tmp_path.iterdir()] == ["renamed.txt"]


def test_a_file_that_is_there_is_replaced_through_a_link_too(tmp_path: Path):
    (tmp_path / "answers.md").write_text("old")
    (tmp_path / "link.md").symlink_to("answers.md")
    write_export(tmp_path / "link.md", CONVERSATION)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "answers.md").read_text(encoding="utf-8").startswith("# 报告问答")


@pytest.mark.parametrize(
    "place",
    ["nowhere/a.md", "/dev/null/a.md", "dir.md", f"{'a' * 300}.md", "/proc/a.md"],
)
def test_what_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path, place: str):
    (tmp_path / "dir.md").mkdir()
    with pytest.raises(ExportFileError, match=r"^cannot write .*; export to another folder$"):
        write_export(tmp_path / place, SHORT)
    assert [path.name for path in tmp_path.iterdir()] == ["dir.md"]


def test_a_crash_in_mid_write_leaves_the_old_file(tmp_path: Path):
    """The disk's limit on a file's size stands for a disk that is full."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.md"
    path.write_text("old")
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_export(path, CONVERSATION)
        except ExportFileError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


BAD: dict[str, bytes] = {
    "utf-16": "# 报告问答".encode("utf-16"),
    "gb18030": "# 报告问答：甲县政府工作报告".encode("gb18030"),
    "a program": b"\x7fELF\x02\x01\x01\x00\xff\xfe",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a damaged archive": b"PK\x03\x04 this is none",
    "an archive cut off": WORD[: len(WORD) // 2],
    "an archive of nothing": b"PK\x05\x06" + b"\0" * 18,
    "too large": b"PK\x03\x04" + b"a" * LARGEST_FILE,
    "too large for text": b"a" * (LARGEST_TEXT + 1),
    "a page with a script": b"<!DOCTYPE html><html><script>1</script></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_export_is_one_line_that_names_the_file(tmp_path: Path, name: str):
    (tmp_path / "file").write_bytes(BAD[name])
    with pytest.raises(ExportFileError) as caught:
        read_export(tmp_path / "file")
    assert str(tmp_path / "file") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/nowhere/a.md", "/dev/zero", "/", "a" * 300])
def test_what_cannot_be_read_is_one_line(path: str):
    with pytest.raises(ExportFileError, match=r"^(cannot read )?(/nowhere|/dev/zero|/|a{300})"):
        read_export(Path(path))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 8))
def test_a_document_damaged_anywhere_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes, gone: int
):
    path = tmp_path_factory.getbasetemp() / "damaged.docx"
    path.write_bytes(WORD[:at] + junk + WORD[at + gone :])
    try:
        read_export(path)
    except ExportFileError as error:
        assert "\n" not in str(error)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["", "<!DOCTYPE html>", "# ", "> ", "[^1]: "]), st.text())
def test_any_text_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, start: str, text: str):
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes((start + text).encode("utf-8", "surrogatepass"))
    try:
        read_export(path)
    except ExportFileError as error:
        assert str(path) in str(error)
