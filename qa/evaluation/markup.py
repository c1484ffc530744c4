"""Elements of a page that needs no script and fetches nothing; text is escaped by the serialiser, always."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from qa.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def child(parent: Element, tag: str, text: str = "", **attributes: str | float) -> Element:
    """Add an element; `class_` stands for class, `stroke_width` for stroke-width, numbers are rounded for a plot."""
    named = {
        name.rstrip("_").replace("_", "-"): plain(value) if isinstance(value, str) else f"{value:.5g}"
        for name, value in attributes.items()
    }
    element = SubElement(parent, tag, named)
    if text:
        element.text = plain(text)
    return element


def new_page(language: str, title: str) -> tuple[Element, Element]:
    """Return a document and its main part, the title in it."""
    root = Element("html", lang=language)
    head = child(root, "head")
    child(head, "meta", charset="utf-8")
    child(head, "meta", http_equiv="Content-Security-Policy", content=_POLICY)
    child(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    child(head, "title", title)
    child(head, "style", files("qa.evaluation").joinpath("page.css").read_text(encoding="utf-8"))
    main = child(child(root, "body"), "main")
    child(main, "h1", title)
    return root, main


def written(root: Element) -> str:
    """Return a document as the text of an HTML file."""
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def facts(parent: Element, rows: Iterable[tuple[str, str]]) -> None:
    """Add names with what they stand for."""
    listed = child(parent, "dl")
    for name, value in rows:
        child(listed, "dt", name)
        child(listed, "dd", value)


def table(parent: Element, caption: str, heads: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Add a table that scrolls by itself where it is too wide; a cell is its text and what stands small behind it."""
    frame = child(parent, "div", class_="scrolls", tabindex="0", role="region", aria_label=caption)
    grid = child(frame, "table")
    top = child(child(grid, "thead"), "tr")
    for head in heads:
        child(top, "th", head, scope="col")
    body = child(grid, "tbody")
    for cells in rows:
        row = child(body, "tr")
        for place, (text, behind) in enumerate(cells):
            cell = child(row, "td", text) if place else child(row, "th", text, scope="row")
            if behind:
                child(cell, "small", behind)
