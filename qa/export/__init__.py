"""Answers and conversations as files that people keep: Markdown, HTML and Word, each quote with a footnote."""

from qa.export.conversation import Conversation
from qa.export.files import Format, as_html, as_markdown, as_word, export, format_of, read_export, write_export

__all__ = [
    "Conversation",
    "Format",
    "as_html",
    "as_markdown",
    "as_word",
    "export",
    "format_of",
    "read_export",
    "write_export",
]
