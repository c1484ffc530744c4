"""Finding in the report: exact words wherever spacing, width and script allow, or passages near in meaning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.errors import ReportQAError
from qa.asking.question import LONGEST_QUESTION
from qa.reading.windows import only_names
from ui.folded import folded
from ui.markup import Html, element
from ui.panel import request_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.report import Report, Sentence
    from index.search import Hit
    from qa.engine import ReportQA
    from ui.report_text import Unit
    from ui.report_words import ReportWords

NEAR = 8
"""Passages listed for a search by meaning: what one looks through without scrolling far."""


class Way(StrEnum):
    """How the report is searched."""

    EXACT = "exact"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a unit's text, in characters; `unit` is the unit's place in the report."""

    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: exact runs in order, or hits best first, or why neither.

    `error` is an expected error's one line, None where all went well, empty for a fault of the program or a server
    that is `busy`; `request_id` is then what its log has.
    """

    query: str = ""
    way: Way = Way.EXACT
    runs: tuple[Run, ...] = ()
    hits: tuple[Hit, ...] = ()
    error: str | None = None
    busy: bool = False
    request_id: str = ""


class FindExact:
    """Finds runs of characters in units as people read them; the units are folded once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Fold the units."""
        self._folded = [folded(unit.text) for unit in units]

    def __call__(self, query: str) -> tuple[Run, ...]:
        """Return every run that reads like the query, in order, none overlapping; none for a blank query.

        White space, width, case and the difference of traditional and simplified characters do not matter.
        """
        wanted, _ = folded(query[:LONGEST_QUESTION])
        found: list[Run] = []
        for number, (text, places) in enumerate(self._folded):
            at = text.find(wanted) if wanted else -1
            while at >= 0:
                end = at + len(wanted)
                found.append(Run(number, places[at], places[end - 1] + 1))
                at = text.find(wanted, end)
        return tuple(found)


def find_near(engine: ReportQA, query: str) -> Found:
    """Search by meaning; an expected error becomes its line."""
    try:
        return Found(query, Way.MEANING, hits=tuple(engine.search(query, limit=NEAR)))
    except ReportQAError as error:
        return Found(query, Way.MEANING, error=str(error))


def telling_sentence(hit: Hit) -> Sentence:
    """Return the sentence of a hit that matches best and is more than a name for the others."""
    return next((match for match in hit.sentences if not only_names(hit, match)), hit.sentences[0]).sentence


def form_html(words: ReportWords) -> Html:
    """Draw the field to search with and the choice of how; `ui/static/report_find.js` asks as one types."""
    field = element(
        "input",
        type="search",
        aria_label=words.find,
        placeholder=words.placeholder,
        maxlength=LONGEST_QUESTION,
        autocomplete="off",
        spellcheck="false",
        enterkeyhint="search",
    )
    ways = element(
        "fieldset",
        element("legend", words.way, class_="unseen"),
        _way_html(Way.EXACT, words.exact),
        _way_html(Way.MEANING, words.meaning),
        class_="ways",
    )
    steps = [_step_html("previous", words.previous, "↑"), _step_html("next", words.next, "↓")]
    return element("form", field, *steps, ways, role="search", aria_label=words.find, data_searching=words.searching)


def _step_html(name: str, label: str, arrow: str) -> Html:
    return element("button", arrow, type="button", class_=f"step {name}", aria_label=label, title=label)


def _way_html(way: Way, label: str) -> Html:
    choice = element("input", type="radio", name="report-way", value=way, checked=way is Way.EXACT)
    return element("label", choice, element("span", label))


def found_html(report: Report, found: Found, words: ReportWords) -> Html:
    """Draw what was found; `ui/static/report_found.js` marks it in the text and goes from hit to hit."""
    places = [[run.unit, run.start, run.end] for run in found.runs]
    stops = [telling_sentence(hit).sentence_id for hit in found.hits]
    listed = [element("ol", *(_hit_html(report, hit) for hit in found.hits), class_="near")] if found.hits else []
    named = [request_html(words.request, found.request_id)] if found.request_id else []
    look = "count" if found.error is None else "count failure"
    return element(
        "div",
        element("p", _status(found, words), *named, role="status", class_=look),
        *listed,
        class_="found",
        data_query=found.query,
        data_way=found.way,
        data_runs=json.dumps(places, separators=(",", ":")),
        data_sentences=" ".join(stops),
        data_position=words.position,
    )


def _status(found: Found, words: ReportWords) -> str:
    if found.error is not None:
        broken = words.busy if found.busy else words.broken
        return words.not_searched.format(reason=found.error) if found.error else broken
    if not found.query.strip():
        return ""
    if found.way is Way.EXACT:
        return words.count.format(count=len(found.runs)) if found.runs else words.nothing
    return words.near.format(count=len(found.hits)) if found.hits else words.nothing_near


def _hit_html(report: Report, hit: Hit) -> Html:
    """Draw a passage found by meaning as a button that leads to its best sentence."""
    sentence = telling_sentence(hit)
    return element(
        "li",
        element(
            "button",
            element("span", hit.passage.address, class_="where"),
            element("span", report.quote(sentence.start, sentence.end), class_="quote"),
            type="button",
            class_="near-hit",
            data_sentence=sentence.sentence_id,
            lang="zh-CN",
        ),
    )
