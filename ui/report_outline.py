"""The report's outline as a tree of the WAI-ARIA pattern: headings, and the topics of the paragraphs under them.

https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ ; `ui/static/report_outline.js` brings the keyboard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment
from ui.report_text import heading_depths, units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Report

OPEN_DEPTH = 1
"""Nodes above this depth show what is under them at first: parts show their chapters, chapters not their topics."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the outline: the block it leads to, and what stands under it."""

    anchor: str
    title: str
    children: tuple[Node, ...] = ()


def outline_of(report: Report) -> tuple[Node, ...]:
    """Return the top of the outline; a paragraph with a topic is a leaf under its heading."""
    depths = heading_depths(report)
    entries: list[tuple[int, str, str]] = []
    for unit in units_of(report):
        if unit.heading:
            entries.append((depths[unit.heading], unit.anchor, unit.heading.title))
        elif unit.paragraph and unit.paragraph.topic:
            entries.append((len(unit.paragraph.headings), unit.anchor, unit.paragraph.topic))
    return _nodes(entries)


def _nodes(entries: Sequence[tuple[int, str, str]]) -> tuple[Node, ...]:
    """Return (depth, anchor, title) entries as a forest: what is deeper than an entry and follows it is under it."""
    nodes, place = [], 0
    while place < len(entries):
        depth, anchor, title = entries[place]
        end = next((n for n in range(place + 1, len(entries)) if entries[n][0] <= depth), len(entries))
        nodes.append(Node(anchor, title, _nodes(entries[place + 1 : end])))
        place = end
    return tuple(nodes)


def outline_html(nodes: Sequence[Node], label: str) -> Html:
    """Draw the outline; nothing for a report without headings and topics."""
    if not nodes:
        return fragment()
    items = [_item_html(node, 0, reachable=place == 0) for place, node in enumerate(nodes)]
    tree = element("ul", *items, role="tree", aria_label=label, lang="zh-CN")
    return element("nav", element("details", element("summary", label), tree, open=True), aria_label=label)


def _item_html(node: Node, depth: int, *, reachable: bool = False) -> Html:
    """Draw a node; one item of the tree, `reachable`, is where the Tab key enters it."""
    expanded = str(depth < OPEN_DEPTH).lower() if node.children else None
    row = element("span", element("span", class_="twist", aria_hidden="true"), node.title, class_="row")
    group = [element("ul", *(_item_html(child, depth + 1) for child in node.children), role="group")]
    return element(
        "li",
        row,
        *(group if node.children else []),
        role="treeitem",
        aria_label=node.title,
        aria_expanded=expanded,
        tabindex="0" if reachable else "-1",
        data_anchor=node.anchor,
    )
