"""Reads a Word document as an export: styled paragraphs and footnotes, also once Word or LibreOffice saved it anew.

The file is nothing to trust: it is unpacked only up to a limit, and only the three parts that say something.
"""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser
from zipfile import BadZipFile, ZipFile

from corpus.errors import ExportFileError
from qa.export.page import Line, Note, Page, Role
from qa.export.word import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

LARGEST_PART = 8 * 2**20
"""Bytes that one of these parts may unpack to; in a conversation of a hundred answers each has less than a million."""

MOST_PARTS = 2_000
"""Parts of a file: an export has a dozen, one with pictures of its own some more."""

DEEPEST = 64
"""Elements inside one another; an export has eight, a table in a text box in a table twenty-odd."""

DEEPEST_PARAGRAPH = 5
"""Paragraphs inside one another: those of a text box stand in the one that holds the box."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = f"{_W}p"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SIGNS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
_ROLES = {name: role for role, name in STYLES.items()}
_ENTRY = b"PK\x01\x02"
"""How an entry begins in the list at the archive's end."""

_DAMAGE = (BadZipFile, ParseError, zlib.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged, encrypted or made-up archive makes zipfile and the XML parser raise."""


def read_word(data: bytes) -> Page:
    """Return what an exported .docx file says; notes are numbered as Word shows them, in the order they are used.

    Raises ExportFileError where it is damaged, no Word document, or a part unpacks to more than LARGEST_PART.
    """
    if data.count(_ENTRY) > MOST_PARTS:
        raise ExportFileError(f"it has more than {MOST_PARTS:,} parts, which no export does; nothing of it was read")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _read(archive)
    except _DAMAGE as error:
        raise ExportFileError(f"it is no Word document, or a damaged one ({error}); export it again") from error


def _read(archive: ZipFile) -> Page:
    (document,) = _related(archive, "", "officeDocument")
    footnotes, styles = _related(archive, document, "footnotes"), _related(archive, document, "styles")
    roles = _roles(_part(archive, styles[0])) if styles else {}
    texts = _texts(_part(archive, footnotes[0])) if footnotes else {}
    lines: list[Line] = []
    notes: list[Note] = []
    for paragraph in _part(archive, document).iter(f"{_W}p"):
        numbers = []
        for reference in paragraph.iter(f"{_W}footnoteReference"):
            notes.append(Note(len(notes) + 1, texts.get(reference.get(f"{_W}id", ""), ())))
            numbers.append(len(notes))
        text = "".join(_said(paragraph)).strip()
        if text or numbers:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            role = roles.get("" if style is None else style.get(f"{_W}val", ""), Role.TEXT)
            lines.append(Line(role, text, tuple(numbers)))
    return Page(tuple(lines), tuple(notes))


def _part(archive: ZipFile, name: str) -> Element:
    """Return a part's XML. No more than the declared size is unpacked."""
    size = archive.getinfo(name).file_size
    if size > LARGEST_PART:
        raise ExportFileError(f"its {name} unpacks to {size:,} bytes, which no export does; nothing of it was read")
    parser = XMLParser(target=_Plain())
    parser.feed(archive.read(name))
    element: Element = parser.close()
    return element


class _Plain(TreeBuilder):
    """Builds an element as it is written: without a document type, whose entities multiply, and of bounded depth.

    What stands in paragraphs inside one another is read once for each of them, so those are bounded, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._paragraphs = 0

    def doctype(self, name: str, *_: str | None) -> None:
        """Refuse a document type: no Word document has one."""
        raise ExportFileError(f"it declares a document type {name[:20]!r}, which no Word document does")

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Open an element. Raises ExportFileError where it stands too deep."""
        self._depth += 1
        self._paragraphs += tag == _PARAGRAPH
        if self._depth > DEEPEST or self._paragraphs > DEEPEST_PARAGRAPH:
            raise ExportFileError("its elements stand too deep, as no export's do; nothing of it was read")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        """Close an element."""
        self._depth -= 1
        self._paragraphs -= tag == _PARAGRAPH
        return super().end(tag)


def _related(archive: ZipFile, source: str, kind: str) -> list[str]:
    """Return the names of the parts of a kind that a part (or the package, "") names as its own."""
    folder, name = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return []
    return [
        posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in _part(archive, relations).iter(_RELATION)
        if relation.get("Type", "").endswith(f"/{kind}")
    ]


def _roles(styles: Element) -> dict[str, Role]:
    """Return the role of each style id: programs rename ids, but keep the names."""
    roles = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        wanted = "" if name is None else name.get(f"{_W}val", "").lower()
        for known, role in _ROLES.items():
            if known.lower() == wanted:
                roles[style.get(f"{_W}styleId", "")] = role
    return roles


def _texts(footnotes: Element) -> dict[str, tuple[str, ...]]:
    """Return the lines of each footnote by its id."""
    texts = {}
    for footnote in footnotes.iter(f"{_W}footnote"):
        said = "\n".join("".join(_said(paragraph)) for paragraph in footnote.iter(f"{_W}p"))
        texts[footnote.get(f"{_W}id", "")] = tuple(line.strip() for line in said.strip().split("\n"))
    return texts


def _said(element: Element) -> Iterator[str]:
    """Yield the text of an element as a person reads it: not what tracked changes deleted, not what is hidden."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNSEEN and child.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _said(child)
