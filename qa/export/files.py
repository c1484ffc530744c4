"""Exports as files: written whole or not at all, read whatever their name says they are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.errors import ExportFileError, InvalidInputError
from qa.export.conversation import page_of
from qa.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from qa.export.conversation import Conversation
    from qa.export.page import Page

LARGEST_FILE = 32 * 2**20
"""Bytes: room for the pictures that people put into a Word document."""

LARGEST_TEXT = 2 * 2**20
"""Bytes of a Markdown or HTML file; a conversation of a hundred answers has a quarter of it."""


class Format(StrEnum):
    """How a conversation is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"


SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.WORD,
}


def format_of(path: Path) -> Format:
    """Return the format that a file's name asks for. Raises InvalidInputError when it asks for none."""
    if path.suffix.lower() not in SUFFIXES:
        raise InvalidInputError(f"cannot export to {path}: give a name that ends in .md, .html or .docx")
    return SUFFIXES[path.suffix.lower()]


def as_markdown(conversation: Conversation) -> str:
    """Return the conversation as Markdown."""
    from qa.export.markdown import write_markdown

    return write_markdown(page_of(conversation))


def as_html(conversation: Conversation) -> str:
    """Return the conversation as one HTML page that needs no other file."""
    from qa.export.html import write_html

    return write_html(page_of(conversation))


def as_word(conversation: Conversation) -> bytes:
    """Return the conversation as the bytes of a .docx file with footnotes."""
    from qa.export.word import write_word

    return write_word(page_of(conversation))


def export(conversation: Conversation, form: Format) -> bytes:
    """Return the conversation as the bytes of a file; text is UTF-8."""
    if form is Format.WORD:
        return as_word(conversation)
    return (as_html if form is Format.HTML else as_markdown)(conversation).encode()


def write_export(path: Path, conversation: Conversation) -> None:
    """Write the conversation in the format of the file's name, replacing what was there, whole or not at all.

    Raises InvalidInputError for a name of no format, ExportFileError when it cannot be written.
    """
    data = export(conversation, format_of(path))
    try:
        write_whole(path, data)
    except OSError as error:
        raise ExportFileError(f"cannot write {path}: {error.strerror or error}; export to another folder") from error


def read_export(path: Path) -> tuple[Format, Page]:
    """Return what an exported file says, and its format by its content.

    Raises ExportFileError when it cannot be read, is too large, damaged, or text of another encoding than UTF-8.
    """
    data = _bytes_of(path)
    try:
        return _read(data)
    except ExportFileError as error:
        raise ExportFileError(f"{path}: {error}") from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise ExportFileError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}; give a file that was exported"
        ) from error
    if len(data) > LARGEST_FILE:
        raise ExportFileError(
            f"{path} has more than the {LARGEST_FILE:,} bytes that an export may have; it was not read"
        )
    return data


def _read(data: bytes) -> tuple[Format, Page]:
    if data.startswith(b"PK"):
        from qa.export.word_reader import read_word

        return Format.WORD, read_word(data)
    if len(data) > LARGEST_TEXT:
        raise ExportFileError(
            f"it has more than the {LARGEST_TEXT:,} bytes that a text export may have; it was not read"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExportFileError("it is neither a Word document nor UTF-8 text; give it as it was exported") from error
    if text[:1000].lstrip().lower().startswith(("<!doctype", "<html")):
        from qa.export.html import read_html

        return Format.HTML, read_html(text)
    from qa.export.markdown import read_markdown

    return Format.MARKDOWN, read_markdown(text)
