"""An export as Markdown: CommonMark and the footnotes of GitHub and Pandoc; no text of it can become markup."""

from __future__ import annotations

import re

from qa.export.page import Line, Note, Page, Role

_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~&$^@]"
    r"|^[-+=]|[-+=.](?=[-+=.])|(?<=[-+=.])[-+=.]"  # lists, rules, and what typographers make of ... and --
    r"|^\d{1,9}[.)](?=\s|$)"
    r"|:(?=[A-Za-z0-9_/+-])|www\.",  # addresses and smileys
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BEFORE = {Role.TITLE: "# ", Role.QUESTION: "## ", Role.ANSWER: "**", Role.QUOTE: "> ", Role.TEXT: "", Role.ITEM: "- "}
_NOTES = re.compile(r"(?:\[\^\d{1,9}\]){1,20}$", re.ASCII)
_NOTE = re.compile(r"\[\^(\d{1,9})\]: (.*)", re.ASCII)
_INDENT = "    "


def write_markdown(page: Page) -> str:
    """Return the page as Markdown, ending in a line break."""
    blocks = [_written(line) for line in page.lines]
    for note in page.notes:
        blocks.append(f"[^{note.number}]: " + f"\\\n{_INDENT}".join(map(escape, note.lines)))
    parts = [f"\n{block}" if n and not _same_list(page.lines, n) else block for n, block in enumerate(blocks)]
    return "\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return Markdown that shows exactly this text, which is one line without blanks around it."""
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def read_markdown(text: str) -> Page:
    """Return what an exported Markdown file says. Whatever else has been written into it comes as text."""
    lines: list[Line] = []
    notes: list[tuple[int, list[str]]] = []
    in_note = False
    for row in map(str.rstrip, text.removeprefix("\ufeff").splitlines()):
        opened = _NOTE.fullmatch(row)
        if opened:
            notes.append((int(opened[1]), [_unbroken(opened[2])]))
        elif in_note and row.startswith(_INDENT):
            notes[-1][1].append(_unbroken(row.removeprefix(_INDENT)))
        elif row and not row.startswith(_INDENT):
            lines.append(_read(row))
        in_note = bool(opened) or (in_note and row.startswith(_INDENT))
    return Page(tuple(lines), tuple(Note(number, tuple(said)) for number, said in notes))


def _same_list(lines: tuple[Line, ...], number: int) -> bool:
    return number < len(lines) and lines[number].role is lines[number - 1].role is Role.ITEM


def _written(line: Line) -> str:
    closing = "**" if line.role is Role.ANSWER else ""
    notes = "".join(f"[^{number}]" for number in line.notes)
    return f"{_BEFORE[line.role]}{escape(line.text)}{closing}{notes}"


def _read(row: str) -> Line:
    matched = _NOTES.search(row)
    text, references = (row[: matched.start()], matched[0]) if matched else (row, "")
    notes = tuple(int(number) for number in re.findall(r"\d+", references))
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        return Line(Role.ANSWER, _unescape(text[2:-2]), notes)
    for role in (Role.QUESTION, Role.TITLE, Role.QUOTE, Role.ITEM):
        if text.startswith(_BEFORE[role]):
            return Line(role, _unescape(text.removeprefix(_BEFORE[role])), notes)
    return Line(Role.TEXT, _unescape(text), notes)


def _unbroken(row: str) -> str:
    """Return a line of a note without the sign of a line break at its end."""
    backslashes = len(row) - len(row.rstrip("\\"))
    return _unescape(row[:-1] if backslashes % 2 else row)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
