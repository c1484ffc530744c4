from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from corpus.errors import ExportFileError
from qa.export import Conversation, as_word, read_export
from qa.export.conversation import page_of
from qa.export.page import Role
from qa.export.word_reader import LARGEST_PART, read_word
from tests.qa.kept import ANSWERS, CONVERSATION, REPORT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

DATA = as_word(CONVERSATION)
SHORT = as_word(Conversation.of(REPORT, ANSWERS[:2]))
SPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def opened(data: bytes) -> Document:
    from docx import Document as open_document

    return open_document(BytesIO(data))


def part(name: str, data: bytes = DATA) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(name))


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with each part as `change` gives it; None leaves it out."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def edited(data: bytes, name: str, old: str, new: str) -> bytes:
    def change(found: str, content: bytes) -> bytes:
        assert found != name or old.encode() in content
        return content.replace(old.encode(), new.encode()) if found == name else content

    return changed(data, change)


def test_python_docx_opens_it_and_finds_every_line_in_its_style():
    document = opened(DATA)
    lines = page_of(CONVERSATION).lines
    assert [paragraph.text for paragraph in document.paragraphs] == [line.text for line in lines]
    styles = {"Title", "Heading 1", "Report Answer", "Quote", "Normal", "List Bullet"}
    assert {paragraph.style.name for paragraph in document.paragraphs} == styles
    assert document.core_properties.title == "报告问答：2021年甲县政府工作报告"
    assert document.core_properties.author == "report-qa"


def test_its_footnotes_are_words_own():
    footnotes, document = part("word/footnotes.xml"), part("word/document.xml")
    ids = footnotes.xpath("w:footnote/@w:id", namespaces=SPACES)
    count = sum(len(answer.citations) for answer in ANSWERS)
    assert ids == [str(number) for number in range(-1, count + 1)]
    assert footnotes.xpath("w:footnote/@w:type", namespaces=SPACES) == ["separator", "continuationSeparator"]
    assert document.xpath("//w:footnoteReference/@w:id", namespaces=SPACES) == ids[2:]
    assert len(footnotes.xpath("//w:footnoteRef", namespaces=SPACES)) == count


def test_its_footnotes_are_known_to_the_package_and_to_the_settings():
    types = ZipFile(BytesIO(DATA)).read("[Content_Types].xml").decode()
    assert 'PartName="/word/footnotes.xml"' in types
    assert "wordprocessingml.footnotes+xml" in types
    settings = [etree.QName(element).localname for element in part("word/settings.xml")]
    assert settings.index("footnotePr") + 1 == settings.index("compat"), "the schema wants it there"
    assert part("word/settings.xml").xpath("w:footnotePr/w:footnote/@w:id", namespaces=SPACES) == ["-1", "0"]


def test_every_style_that_is_used_is_there():
    known = set(part("word/styles.xml").xpath("w:style/@w:styleId", namespaces=SPACES))
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert set(part(name).xpath("//w:pStyle/@w:val | //w:rStyle/@w:val", namespaces=SPACES)) <= known


def test_chinese_has_a_chinese_face_and_no_italics():
    document = opened(DATA)
    for name in ("Title", "Heading 1", "Quote", "Normal"):
        style = document.styles[name]
        fonts = style.element.xpath("w:rPr/w:rFonts")[0]
        assert [value for key, value in fonts.attrib.items() if key.endswith("eastAsia")] == ["SimSun"]
        assert not any("Theme" in key for key in fonts.attrib)
        assert style.font.italic is False


def test_the_answering_words_are_bold():
    quote = next(p for p in opened(DATA).paragraphs if p.style.name == "Quote")
    assert [run.text for run in quote.runs if run.bold] == ["120.5亿元"]


def test_a_document_whose_runs_and_style_ids_another_program_changed_is_read_alike():
    document, styles = opened(SHORT), {"Quote": "a7", "Title": "a3"}
    for paragraph in document.paragraphs:
        for run in list(paragraph.runs):
            if len(run.text) > 3:
                rest, run.text = run.text[3:], run.text[:3]
                new = paragraph.add_run(rest)
                run._element.addnext(new._element)
    out = BytesIO()
    document.save(out)
    renamed = out.getvalue()
    for name, style_id in styles.items():
        for file in ("word/styles.xml", "word/document.xml"):
            renamed = edited(renamed, file, f'"{name}"', f'"{style_id}"')
    renamed = edited(renamed, "word/styles.xml", 'w:name w:val="a7"', 'w:name w:val="Quote"')
    renamed = edited(renamed, "word/styles.xml", 'w:name w:val="a3"', 'w:name w:val="Title"')
    assert read_word(renamed) == read_word(SHORT)


def test_what_is_struck_out_or_hidden_is_not_read_and_what_is_put_in_is():
    run = "<w:r><w:t>达到120.5亿元</w:t></w:r>"
    text = edited(
        SHORT,
        "word/document.xml",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>120.5亿元</w:t></w:r>",
        f"<w:del>{run.replace('w:t>', 'w:delText>')}</w:del><w:ins><w:r><w:t>130.5亿元</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>120.5亿元</w:t></w:r>",
    )
    quote = next(line for line in read_word(text).lines if line.role is Role.QUOTE)
    assert quote.text == "全县生产总值达到130.5亿元，增长4.2%。"


def test_notes_count_in_the_order_in_which_the_text_uses_them():
    swapped = edited(SHORT, "word/document.xml", 'w:footnoteReference w:id="1"', 'w:footnoteReference w:id="3"')
    page, before = read_word(swapped), read_word(SHORT)
    assert [note.number for note in page.notes] == [1, 2, 3]
    assert page.notes[0].lines == before.notes[2].lines


@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels"])
def test_a_document_without_its_parts_is_no_word_document(name: str):
    with pytest.raises(ExportFileError, match="no Word document"):
        read_word(changed(SHORT, lambda found, content: None if found == name else content))


@pytest.mark.parametrize("name", ["word/document.xml", "word/footnotes.xml", "word/styles.xml"])
def test_a_part_that_unpacks_to_more_than_any_export_has_is_not_unpacked(name: str):
    bomb = changed(SHORT, lambda found, content: b" " * (LARGEST_PART + 1) if found == name else content)
    assert len(bomb) < 1_000_000
    with pytest.raises(ExportFileError, match="which no export does"):
        read_word(bomb)


def test_a_picture_of_any_size_that_someone_added_is_not_unpacked(tmp_path: Path):
    (tmp_path / "with.docx").write_bytes(SHORT)
    with ZipFile(tmp_path / "with.docx", "a", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/media/image1.png", b"\0" * (LARGEST_PART + 1))
    assert read_export(tmp_path / "with.docx")[1] == read_word(SHORT)


def test_entities_that_multiply_are_refused():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE w [<!ENTITY a0 "{"ha" * 50}">{laughs}]><w>&a9;</w>'.encode()
    with pytest.raises(ExportFileError, match="no Word document"):
        read_word(changed(SHORT, lambda name, content: bomb if name == "word/document.xml" else content))


def test_a_lock_on_the_archive_is_one_line():
    data = bytearray(SHORT)
    for at in range(len(data)):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1  # the flag of an encrypted entry
    with pytest.raises(ExportFileError, match="no Word document"):
        read_word(bytes(data))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_what_it_saves_says_the_same(tmp_path: Path):
    (tmp_path / "answers.docx").write_bytes(DATA)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "answers.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_export(tmp_path / "out" / "answers.docx")[1] == page_of(CONVERSATION)
