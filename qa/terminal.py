"""What people see in a terminal: quotes in colour, addresses under them, plain text when piped."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from corpus.text import inert, readable
from index.terms import terms
from qa.answer import Status
from qa.asking.language import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.figures import Figure
    from corpus.passages import Passage, Reference
    from corpus.report import Report
    from index.search import Hit
    from qa.answer import Answer, Citation

_PIPE_WIDTH = 100_000

_WORDS = {
    "en": {"previous": "before", "next": "after", "result": "result", "target": "target", "unknown": "–"},
    "zh": {"previous": "上一处", "next": "下一处", "result": "结果", "target": "目标", "unknown": "–"},
}


def terminal_language() -> str:
    """Return zh where the terminal's locale is Chinese, else en."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def word(name: str) -> str:
    """Return a label in the terminal's language."""
    return _WORDS[terminal_language()][name]


def plain(text: str) -> str:
    """Return the text without what a terminal would obey, which is shown as �; the cursor does not go back, either."""
    return inert(text).replace("\r", "\ufffd")


def console() -> Console:
    """Return the console for standard output; lines are broken only for a person who reads them."""
    return Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def print_answer(answer: Answer, report: Report) -> None:
    """Print an answer: each quote with its answering words marked, its address and id under it."""
    out = console()
    if answer.standalone_question != answer.question:
        out.print(Text(plain(f"↳ {answer.standalone_question}"), style="dim"))
    if answer.status is Status.NOT_IN_REPORT:
        out.print(Text(plain(answer.answer), style="yellow"))
        _print_related(out, answer)
        return
    if answer.lead:
        out.print(Text(plain(answer.lead), style="bold"))
    for number, citation in enumerate(answer.citations, 1):
        out.print(_quote(citation, report))
        out.print(
            Text(plain(f"  [{number}] {citation.address}  ({', '.join(citation.sentence_ids)})"), style="dim cyan")
        )
    if answer.unsure:
        out.print(Text(phrases(answer.language).unsure, style="yellow"))


def _quote(citation: Citation, report: Report) -> Text:
    """Return a quotation on one line with the answering words bold."""
    text, position = Text(style="green"), citation.start_char_index
    for start, end in citation.highlights:
        text.append(plain(report.quote(position, start)))
        text.append(plain(report.quote(start, end)), style="bold" if end - start < len(citation.cited_text) else None)
        position = end
    text.append(plain(report.quote(position, citation.end_char_index)))
    return text


def _print_related(out: Console, answer: Answer) -> None:
    if answer.related:
        out.print(Text(phrases(answer.language).nearest, style="dim"))
    for passage in answer.related:
        out.print(Text(plain(f"  {passage.passage_id}  {passage.address}"), style="dim cyan"))


def print_hits(hits: Sequence[Hit], query: str) -> None:
    """Print what search found, best first, the query's words marked."""
    out = console()
    for hit in hits:
        read = "" if hit.reader_score is None else f" · reader {hit.reader_score:.2f}"
        legs = f"dense {hit.dense_rank or '–'} · lexical {hit.lexical_rank or '–'} · {hit.score:+.2f}{read}"
        out.print(
            Text(plain(f"{hit.rank}. {hit.passage.passage_id}  {hit.passage.address}"), style="bold cyan"), end="  "
        )
        out.print(Text(legs, style="dim"))
        out.print(marked(readable(hit.passage.text), query))
        out.print()


def marked(text: str, query: str) -> Text:
    """Return the text with the query's words, figures and pairs of characters marked."""
    shown = Text(plain(text))
    wanted = sorted({term for term in terms(query) if len(term) > 1}, key=len, reverse=True)
    shown.highlight_words(wanted, style="bold yellow", case_sensitive=False)
    return shown


def print_reference(reference: Reference, report: Report) -> None:
    """Print a passage or a sentence with its address and neighbours."""
    out = console()
    passage, sentence = reference.passage, reference.sentence
    address = passage.sentence_address(sentence) if sentence else passage.address
    out.print(Text(plain(f"{report.title} › {address}"), style="bold cyan"))
    for part in reference.sentences:
        out.print(Text(f"{part.sentence_id:>8}  ", style="dim"), end="")
        out.print(Text(plain(readable(part.text)), style="green" if sentence else ""))
    beside = (("previous", reference.previous), ("next", reference.next))
    out.print(Text("  ".join(f"{word(name)} {id_}" for name, id_ in beside if id_), style="dim"))


def print_figures(figures: Sequence[Figure]) -> None:
    """Print a line a figure, in the report's order: sentence, year, result or target, indicator, figure."""
    out = console()
    for figure in figures:
        line = Text(f"{figure.sentence_id:>8}  {figure.year or '–':>4}  ", style="dim")
        line.append(word(figure.kind), style="cyan").append(f"  {plain(figure.indicator) or '–'}  ", style="default")
        out.print(line.append(plain(figure.text), style="bold green"))


def print_outline(report: Report, passages: Iterable[Passage]) -> None:
    """Print the tree of sections with their passages."""
    tree = Tree(Text(plain(report.title), style="bold"))
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    for passage in passages:
        headings = passage.headings
        for depth in range(1, len(headings) + 1):
            path = headings[:depth]
            if path not in branches:
                branches[path] = branches[path[:-1]].add(Text(plain(path[-1]), style="cyan"))
        label = Text(f"{passage.passage_id:<6}", style="green")
        label.append(plain(" › ".join(passage.place[len(headings) :])))
        branches[headings].add(label)
    console().print(tree)


def print_facts(rows: Iterable[tuple[str, str]]) -> None:
    """Print names and values, a line each."""
    rows = list(rows)
    longest = max(len(name) for name, _ in rows)
    for name, value in rows:
        console().print(Text(f"{name:<{longest}}  ", style="cyan").append(plain(value), style="default"))
