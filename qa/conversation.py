"""Follow-up questions: what was asked before, carried into a question that cannot stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TURNS = 6
"""Earlier questions that are looked at; older ones are forgotten."""

LONGEST_SUBJECT = 120
"""Characters taken from an earlier question."""

_YEAR = r"(?:(?:19|20)\d{2}|(?<!\d)\d{2})年"
_POINTS_BACK = re.compile(
    r"^(那|它|他|她|其|这|此|该|另外|还有|再|又|接下来|同样)|(其中|这个|这些|这项|那边|那一年|上述|前者|后者)|呢[？?]?$"
    r"|^(and|what about|how about|then|also)\b|\b(it|its|them|they|their|those|these)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    rf"^(?:{_YEAR})?(?:的|要|打算|计划|预计|实际|总共|一共|累计|共|合|又|还|再)*"
    r"(?:比|较|同比|增速|增幅|增长|下降|降|涨|升|提高|减少|总量|总数|排|占|拆|改|完成|达到|达标|目标|多少|几|哪|什么时候|何时|为什么|为何"
    r"|怎么|如何|工程上|方面|立项)"
)
"""A Chinese question that begins with what is said of something and leaves out the thing."""

_FEWEST_WORDS = 4
"""Words of a question in another script that can stand alone."""

_YEAR_ANYWHERE = re.compile(rf"{_YEAR}|\b(?:in )?(?:19|20)\d{{2}}\b")
_LEAD = re.compile(r"^(请问|那么|那|and|what about|how about|then)(?![a-z])[\s,，]*", re.IGNORECASE)
_ASKING = re.compile(
    r"(是多少|有多少|多少|是什么|什么|哪些|哪个|怎么样|如何|吗|呢|了没有|有没有|[？?。，,！!])+$", re.IGNORECASE
)


def standalone_question(question: str, history: Sequence[str]) -> str:
    """Return the question behind what it leans on, or as it is when it stands alone.

    `history` are the earlier questions as they were asked, oldest first. It leans on the last that stood alone and on
    the one just before it; a year in the question replaces those before.
    """
    recent = [" ".join(earlier.split())[:LONGEST_SUBJECT] for earlier in history[-MOST_TURNS:]]
    if not recent or not leans_on_history(question):
        return question
    anchor = next((earlier for earlier in reversed(recent) if not leans_on_history(earlier)), recent[0])
    subjects = dict.fromkeys([anchor, recent[-1]])
    if _YEAR_ANYWHERE.search(question):
        subjects = dict.fromkeys(_YEAR_ANYWHERE.sub("", subject) for subject in subjects)
    stems = [_ASKING.sub("", _LEAD.sub("", subject)).strip() for subject in subjects]
    return " ".join(filter(None, [*stems, _LEAD.sub("", question).replace("呢", "")])).strip()


def leans_on_history(question: str) -> bool:
    """Tell whether a question cannot be understood without one before."""
    if _POINTS_BACK.search(question) or _NO_SUBJECT.search(question):
        return True
    return question.isascii() and len(question.split()) < _FEWEST_WORDS
