"""An export as one self-contained HTML page: no script, nothing fetched; text is escaped by the serialiser, always."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

from corpus.errors import ExportFileError
from qa.export.page import Line, Note, Page, Role
from qa.export.words import words_for

_TAGS = {
    Role.TITLE: ("h1", ""),
    Role.QUESTION: ("h2", ""),
    Role.ANSWER: ("p", "answer"),
    Role.QUOTE: ("blockquote", ""),
    Role.TEXT: ("p", ""),
    Role.ITEM: ("li", ""),
}
_ROLES = {tag: role for role, tag in _TAGS.items()}
_UNREAD = {"title", "style", "a"}
_OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "blockquote", "mark"),
    *("sup", "a", "ul", "ol", "li", "br"),
}
_TAG = re.compile(
    r"<!doctype html>|<!--[^<>]{0,1000}-->|"
    r"</?[a-z][a-z0-9]{0,20}(?: [a-z-]{1,20}=\"[^\"<>]{0,500}\"){0,12}>",
    re.IGNORECASE,
)
"""A tag as an export has it: simple enough that every program takes it for the same, and found in linear time."""

_ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "dir", "role", "aria-label"}
_DEEPEST = 20
"""Elements inside one another: an export has eight."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(page: Page) -> str:
    """Return the page as a whole HTML document."""
    root = Element("html", lang=page.language or "und")
    _head(SubElement(root, "head"), page)
    main = SubElement(SubElement(root, "body"), "main")
    items: Element | None = None
    for line in page.lines:
        if line.role is not Role.ITEM:
            items = None
        elif items is None:
            items = SubElement(main, "ul")
        _line(main if items is None else items, line)
    if page.notes:
        _notes(main, page)
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def _head(head: Element, page: Page) -> None:
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="generator", content="report-qa")
    SubElement(head, "title").text = page.lines[0].text if page.lines else ""
    SubElement(head, "style").text = files("qa.export").joinpath("page.css").read_text(encoding="utf-8")


def _line(parent: Element, line: Line) -> None:
    tag, name = _TAGS[line.role]
    element = SubElement(parent, tag, {"class": name} if name else {}, dir="auto")
    position, last = 0, None
    for start, end in line.marks:
        _say(element, last, line.text[position:start])
        last, position = SubElement(element, "mark"), end
        last.text = line.text[start:end]
    _say(element, last, line.text[position:])
    for number in line.notes:
        link = SubElement(SubElement(element, "sup"), "a", id=f"quote-{number}", href=f"#note-{number}")
        link.text = str(number)


def _say(element: Element, last: Element | None, text: str) -> None:
    """Put text behind the last child, or at the start where there is none."""
    if last is None:
        element.text = text
    else:
        last.tail = text


def _notes(main: Element, page: Page) -> None:
    words = words_for(page.language)
    section = SubElement(main, "section", {"role": "doc-endnotes", "aria-label": words.notes})
    notes = SubElement(section, "ol")
    for note in page.notes:
        item = SubElement(notes, "li", id=f"note-{note.number}", dir="auto")
        item.text = note.lines[0]
        for text in note.lines[1:]:
            SubElement(item, "br").tail = text
        back = SubElement(item, "a", {"href": f"#quote-{note.number}", "aria-label": words.back})
        back.text = "↩"


def read_html(text: str) -> Page:
    """Return what an exported HTML page says; notes count as a browser numbers them.

    Raises ExportFileError where the page holds what no export does: a script, hidden text, styles of its own.
    """
    rest = _TAG.sub("", text)
    if "<" in rest:
        strange = rest[rest.index("<") :][:40]
        raise ExportFileError(f"the page holds {strange!r}, which no export does; give it as it was exported")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Page(tuple(reader.lines), tuple(reader.notes))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.notes: list[Note] = []
        self._open: list[str] = []
        self._texts: list[str] = []
        self._references: list[int] = []
        self._role: Role | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        strange = next((name for name, _ in attrs if name not in _ATTRIBUTES), None)
        if tag not in _OURS or strange:
            raise ExportFileError(
                f"the page holds <{tag}{f' {strange}' if strange else ''}>, which no export does; "
                "give it as it was exported"
            )
        if len(self._open) > _DEEPEST:
            raise ExportFileError("the page's elements stand too deep, as no export's do; give it as it was exported")
        if tag == "br":
            self._texts.append("")
        elif tag != "meta":
            self._open.append(tag)
        if tag in ("h1", "h2", "p", "blockquote", "li"):
            name = dict(attrs).get("class") or ""
            self._role = _ROLES.get((tag, name), Role.TEXT)
            self._texts, self._references = [""], []

    def handle_data(self, data: str) -> None:
        if "sup" in self._open and self._role:
            self._references += [int(number) for number in re.findall(r"\d{1,9}", data, re.ASCII)]
        elif self._role and not _UNREAD.intersection(self._open):
            self._texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if self._role is None or tag not in ("h1", "h2", "p", "blockquote", "li"):
            return
        if tag == "li" and "ol" in self._open:
            self.notes.append(Note(len(self.notes) + 1, tuple(text.strip() for text in self._texts)))
        elif any(self._texts):
            self.lines.append(Line(self._role, "".join(self._texts).strip(), tuple(self._references)))
        self._role = None
