"""A question, looked at once: the years it names, the parts it asks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from corpus.errors import InvalidInputError, QuestionTooLongError
from corpus.text import ZERO_WIDTH, has_chinese
from corpus.years import years_in
from qa.asking.conversation import standalone_question
from qa.asking.places import Place, places_asked
from qa.asking.yes_no import asks

LONGEST_QUESTION = 1000
"""Characters."""

SHORTEST_PART = 6
"""Characters of a part that can be searched for by itself: `各是多少` cannot."""

MOST_PARTS = 8
"""Parts that are looked for; the quotes of more would not fit an answer."""

_PART_END = re.compile(r"[？?；;，,。！!：:]|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")
_SENTENCE_END = re.compile(r"[？?；;。！!]")
_OF_EACH = re.compile("分别|各[是有为占自达]|各多少|都是")
"""Words that ask the same of everything named before."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `years` count 今年 and 去年 from the report's own.

    `parts` are what a question of several asks, none for a question of one: the clauses that ask something, each behind
    what it is about, or all clauses where none shows that it asks. `places` are those it is about beside the report's
    own. `core` is the one clause that asks, by itself, where others only lead to it.
    """

    text: str
    years: frozenset[int]
    parts: tuple[Question, ...] = ()
    places: tuple[Place, ...] = ()
    core: Question | None = None


def read_question(text: str, held_in: int | None, title: str = "") -> Question:
    """Look at a question about a report held in a given year (None: unknown) with a title that tells its place."""
    years, places = years_in(text, held_in), places_asked(text, title)
    clauses = _clauses(text) if has_chinese(text) else []
    parts = (
        Question(part, years_in(clause.text, held_in) or years_in(clause.heard, held_in), places=places)
        for part, clause in _parts(text, clauses)
    )
    alone = _core(clauses)
    core = Question(alone, years_in(alone, held_in) or years, places=places) if alone else None
    return Question(text, years, tuple(parts), places, core)


def checked_question(text: str) -> str:
    """Return the question on one line, without blanks around it.

    Raises InvalidInputError when it is empty, holds control characters or broken encoding, or neither a letter nor a
    figure, and QuestionTooLongError when it is over LONGEST_QUESTION characters.
    """
    question = " ".join(text.split()).strip(ZERO_WIDTH)
    if not question:
        raise InvalidInputError("the question is empty; ask something in words")
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLongError(
            f"the question has {len(question):,} characters; ask it in at most {LONGEST_QUESTION:,}"
        )
    odd = next((c for c in question if unicodedata.category(c) in ("Cc", "Cs", "Cn")), None)
    if odd is not None:
        raise InvalidInputError(
            f"the question holds U+{ord(odd):04X}, which is no text; type it anew or send it as UTF-8"
        )
    if not any(character.isalnum() for character in question):
        raise InvalidInputError("the question holds no word and no figure; ask something in words")
    return question


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a question; `heard` is the question up to the end of the clause's sentence."""

    text: str
    asks: bool
    heard: str


def _clauses(text: str) -> list[_Clause]:
    ends = [(found.start(), found.end(), found[0]) for found in _PART_END.finditer(text)]
    clauses, start = [], 0
    for end, behind, mark in [*ends, (len(text), len(text), "")]:
        clause, start = text[start:end].strip(), behind
        asking = mark in ("?", "？") or clause.endswith("呢") or asks(clause)
        clauses.append(_Clause(clause, asking, text[:end] + _SENTENCE_END.split(text[end:], maxsplit=1)[0]))
    return clauses


def _core(clauses: list[_Clause]) -> str:
    asking = [clause.text for clause in clauses if clause.asks]
    leading = [clause for clause in clauses if clause.text and not clause.asks]
    return asking[0] if len(asking) == 1 and leading and len(asking[0]) >= SHORTEST_PART else ""


def _parts(text: str, clauses: list[_Clause]) -> list[tuple[str, _Clause]]:
    """Return what a Chinese question of several asks, each to be understood by itself, and the clause that asks it.

    A clause that asks is understood behind those before it that only tell, else behind those that the question begins
    with, else as a follow-up to what is asked before it.
    """
    parts: list[tuple[str, _Clause]] = []
    opening: list[str] = []
    told: list[str] = []
    for clause in clauses:
        if not clause.asks:
            told.append(clause.text)
        else:
            opening = opening if parts else told
            lead, before = told or opening, [part for part, _ in parts]
            itself = "，".join([*lead, clause.text]) if lead else standalone_question(clause.text, before)
            if len(itself) >= SHORTEST_PART:
                parts.append((itself, clause))
            told = []
    if not parts or _OF_EACH.search(text):
        parts = [(c.text, replace(c, heard=text)) for c in clauses if len(c.text) >= SHORTEST_PART]
    return parts[:MOST_PARTS] if len(parts) > 1 else []
