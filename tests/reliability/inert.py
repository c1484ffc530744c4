"""What would come alive in an output: characters that are obeyed, markup that acts, fields, links to elsewhere."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from corpus.text import OBEYED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_ACTING_TAGS = {
    "applet",
    "base",
    "embed",
    "form",
    "frame",
    "iframe",
    "img",
    "link",
    "math",
    "object",
    "script",
    "video",
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ACTING_PARTS = {f"{_WORD}{name}" for name in ("instrText", "fldSimple", "fldChar", "hyperlink", "object", "pict")}


def obeyed(text: str) -> set[str]:
    """Return the characters of an output that a terminal or a page would obey."""
    return set(re.findall(f"[{OBEYED}]", text.replace("\r\n", "\n").replace("\n", ""))) | set(
        re.findall("\r(?!\n)", text)
    )


def live_html(html: str) -> list[str]:
    """Return what acts in HTML: elements that load or run something, handlers of events, links to elsewhere."""
    finder = _ActingFinder()
    finder.feed(html)
    finder.close()
    return finder.found


class _ActingFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        acting = [name for name, value in attrs if name.startswith("on") or name in ("src", "srcdoc", "style")]
        acting += [f"{name}={value}" for name, value in attrs if name == "href" and (value or "")[:1] not in ("#", "?")]
        self.found += [f"<{tag} {' '.join(acting)}>"] if acting or tag in _ACTING_TAGS else []

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")


def live_markdown(text: str) -> list[str]:
    """Return what is no plain text in Markdown beside our own structure: HTML, links, pictures, code, tables."""
    parser = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
    acting = ("html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence", "table_open")
    return [token.content or token.type for token in _tokens(parser.parse(text)) if token.type in acting]


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def live_word(data: bytes) -> list[str]:
    """Return what is no plain text in a Word document: fields, links, objects, and targets outside of the file."""
    with ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))}
    found = [
        f"{name}: {element.tag}"
        for name, content in parts.items()
        for element in ElementTree.fromstring(content).iter()
        if element.tag in _ACTING_PARTS or element.get("TargetMode") == "External"
    ]
    return found + [name for name in parts if "macro" in name or "vba" in name.lower()]
