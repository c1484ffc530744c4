"""A question, looked at once: the years it names, the parts it asks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.errors import InvalidInputError, QuestionTooLongError
from corpus.text import ZERO_WIDTH, has_chinese
from corpus.years import years_in
from qa.asking.places import Place, places_asked
from qa.asking.yes_no import asks

LONGEST_QUESTION = 1000
"""Characters."""

SHORTEST_PART = 6
"""Characters of a part that can be searched for by itself: `各是多少` cannot."""

_PART_END = re.compile(r"[？?；;，,。！!：:]|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")


_OF_EACH = re.compile("分别|各[是有为占自达]|各多少|都是")
"""Words that ask the same of everything named before."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `years` count 今年 and 去年 from the report's own.

    `parts` are the clauses of a question of several that ask something, all of them where none shows that it does.
    `places` are those it is about beside the report's own.
    """

    text: str
    years: frozenset[int]
    parts: tuple[str, ...]
    places: tuple[Place, ...] = ()


def read_question(text: str, held_in: int | None, title: str = "") -> Question:
    """Look at a question about a report held in a given year (None: unknown) with a title that tells its place."""
    return Question(text, years_in(text, held_in), _parts(text), places_asked(text, title))


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


def _parts(text: str) -> tuple[str, ...]:
    """Return the asking clauses of a Chinese question of several, else nothing."""
    if not has_chinese(text):
        return ()
    ends = [*((found.start(), found.end(), found[0]) for found in _PART_END.finditer(text)), (len(text), len(text), "")]
    starts = [0, *(end for _, end, _ in ends)]
    clauses = [(text[start:end].strip(), mark) for start, (end, _, mark) in zip(starts, ends, strict=False)]
    long_enough = [(clause, mark) for clause, mark in clauses if len(clause) >= SHORTEST_PART]
    every = tuple(clause for clause, _ in long_enough)
    asking = tuple(
        clause for clause, mark in long_enough if mark in ("?", "？") or clause.endswith("呢") or asks(clause)
    )
    return (asking if asking and not _OF_EACH.search(text) else every) if len(every) > 1 else ()
