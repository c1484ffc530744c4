"""An export as a Word document with real footnotes, which python-docx (1.2) does not write: their part is made here."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from qa.export.page import Role

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from qa.export.page import Line, Note, Page

ANSWER_STYLE = "Report Answer"
STYLES = {
    Role.TITLE: "Title",
    Role.QUESTION: "Heading 1",
    Role.ANSWER: ANSWER_STYLE,
    Role.QUOTE: "Quote",
    Role.TEXT: "Normal",
    Role.ITEM: "List Bullet",
}
_LATIN, _CHINESE = "Times New Roman", "SimSun"
_INK = {"Title": "22252A", "Heading 1": "A3301F", "Quote": "22252A"}
_SIZES = {"Title": 20, "Heading 1": 14, ANSWER_STYLE: 14, "Quote": 12, "Normal": 11, "List Bullet": 10}
_NOTE_TEXT, _NOTE_SIGN = "FootnoteText", "FootnoteReference"
_SEPARATORS = {-1: ("separator", "w:separator"), 0: ("continuationSeparator", "w:continuationSeparator")}
"""The two footnotes that every document has: the rules above notes and above notes that go on from another page."""


def write_word(page: Page) -> bytes:
    """Return the page as the bytes of a .docx file."""
    from docx import Document as new_document

    document = new_document()
    _prepare(document, page)
    for line in page.lines:
        _add_line(document.add_paragraph(style=STYLES[line.role]), line)
    _add_footnotes(document, page.notes)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: Document, page: Page) -> None:
    """Set paper, fonts, styles and properties: the template's are for English letters on American paper."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    document.styles.add_style(ANSWER_STYLE, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for name in STYLES.values():
        _set_style(document.styles[name], name)
    _add_note_styles(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "report-qa"
    properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC)
    properties.title = page.lines[0].text[:255] if page.lines else ""
    properties.language = page.language


def _set_style(style: ParagraphStyle, name: str) -> None:
    from docx.shared import Mm, Pt, RGBColor

    _set_fonts(style)
    style.font.size = Pt(_SIZES[name])
    style.font.italic = False  # Chinese has no italics: a slanted face is a distortion
    style.font.bold = name in ("Title", "Heading 1", ANSWER_STYLE)
    if name in _INK:
        style.font.color.rgb = RGBColor.from_string(_INK[name])
    style.paragraph_format.space_after = Pt(6)
    if name == "Quote":
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(8)
    for border in style.element.iter(_name("w:pBdr")):
        border.clear()  # the blue rule under the template's title


def _set_fonts(style: ParagraphStyle) -> None:
    """Name one face for Latin and one for Chinese, in place of the theme's, and the languages of both."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script, face in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _CHINESE)):
        fonts.set(_name(f"w:{script}"), face)
    properties.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))


def _add_note_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.style_id, text.base_style = _NOTE_TEXT, document.styles["Normal"]
    text.font.size = Pt(9)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.style_id = _NOTE_SIGN
    reference.font.superscript = True


def _add_line(paragraph: Paragraph, line: Line) -> None:
    position = 0
    for start, end in line.marks:
        paragraph.add_run(line.text[position:start])
        paragraph.add_run(line.text[start:end]).bold = True
        position = end
    paragraph.add_run(line.text[position:])
    for number in line.notes:
        run = paragraph.add_run()
        run.style = "footnote reference"
        run._element.append(_element("w:footnoteReference", id=number))


def _add_footnotes(document: Document, notes: tuple[Note, ...]) -> None:
    """Add the part that holds the notes, and name the separators in the settings as Word does."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    root = _element("w:footnotes")
    settings = _element("w:footnotePr")
    for number, (kind, tag) in _SEPARATORS.items():
        root.append(_footnote(number, _element(tag), type=kind))
        settings.append(_element("w:footnote", id=number))
    for note in notes:
        root.append(_footnote(note.number, _element("w:footnoteRef"), note.lines))
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.settings.element.find(_name("w:compat")).addprevious(settings)


def _footnote(number: int, sign: BaseOxmlElement, lines: tuple[str, ...] = (), **attributes: str) -> BaseOxmlElement:
    """Return a footnote of one paragraph: its sign (the number or a rule), then its lines."""
    footnote = _element("w:footnote", **attributes, id=number)
    paragraph = _within(footnote, "w:p")
    if lines:
        _within(_within(paragraph, "w:pPr"), "w:pStyle", val=_NOTE_TEXT)
    run = _within(paragraph, "w:r")
    if lines:
        _within(_within(run, "w:rPr"), "w:rStyle", val=_NOTE_SIGN)
    run.append(sign)
    for n, text in enumerate(lines):
        run = _within(paragraph, "w:r")
        if n:
            _within(run, "w:br")
        written = _within(run, "w:t")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = text if n else f" {text}"
    return footnote


def _within(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    element = _element(tag, **attributes)
    parent.append(element)
    return element


def _element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), str(value))
    return element


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)
