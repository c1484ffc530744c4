"""A comparison of two runs as one HTML page: what differs, by how much, and both answers to what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.evaluation.markup import child, facts, new_page, table, written
from qa.evaluation.measures import REFUSING
from qa.evaluation.page import MOST_WRONG, told
from qa.evaluation.telling import chance_of, conditions_told, name_of, said, wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from qa.evaluation.comparison import Change, Comparison, Difference
    from qa.evaluation.words import Words


def comparison_page(comparison: Comparison, words: Words) -> str:
    """Return the whole HTML document."""
    root, main = new_page(words.language, words.compared)
    for name, run in ((words.before, comparison.before), (words.after, comparison.after)):
        child(main, "h2", name)
        facts(main, conditions_told(run.conditions, words))
    child(main, "h2", words.difference)
    child(main, "p", words.shared.format(comparison.shared, comparison.before_only, comparison.after_only))
    heads = ["", "", words.questions, words.before, words.after, words.difference, words.chance]
    table(main, words.difference, heads, [_row(each, words) for each in comparison.differences])
    child(main, "p", words.compare_note, class_="note")
    _changes(main, words.worse, comparison.worse, words)
    _changes(main, words.better, comparison.better, words)
    return written(root)


def _row(difference: Difference, words: Words) -> list[tuple[str, str]]:
    change = difference.change
    return [
        (name_of(difference.by, difference.name, words), words.groups[difference.by] if difference.name else ""),
        (words.measures[difference.measure], words.refusal if difference.measure in REFUSING else ""),
        (str(change.questions), ""),
        (f"{difference.before:.3f}", ""),
        (f"{difference.after:.3f}", ""),
        (f"{change.value:+.3f}", "" if change.low is None else f"{change.low:+.2f} … {change.high:+.2f}"),
        (chance_of(difference.p_value), ""),
    ]


def _changes(main: Element, name: str, changes: Sequence[Change], words: Words) -> None:
    child(main, "h2", f"{name} ({len(changes)})")
    for change in changes[:MOST_WRONG]:
        entry = child(main, "details")
        head = child(entry, "summary", change.after.question)
        child(head, "small", f"{change.after.question_id} · {change.after.kind} · {change.after.language}")
        told(entry, words.wanted, wanted(change.after, words))
        for place, outcome in ((words.before, change.before), (words.after, change.after)):
            told(entry, f"{place} ({said(outcome, words)})", outcome.answer)
    if not changes:
        child(main, "p", words.unchanged)
    elif len(changes) > MOST_WRONG:
        child(main, "p", words.more.format(len(changes) - MOST_WRONG), class_="note")
