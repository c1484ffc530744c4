"""Follow-up questions: what was asked before, carried into a question that cannot stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import has_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TURNS = 6
"""Earlier questions that are looked at; older ones are forgotten."""

_LEANS = re.compile(
    r"^(那|那么|它|他|她|其|这|此|该|另外|还有|再|又|接下来|同样|为什么呢|为何)"
    r"|(其中|这个|这些|这项|那边|那一年|上述|前者|后者)|呢[？?]?$"
    r"|^(and|what about|how about|then|also|those|these|it|they|its|their)\b|\b(it|them|they|those|these|that)\b",
    re.IGNORECASE,
)
_SHORT_CHINESE, _SHORT_WORDS = 14, 7
"""Characters, words: a question this short mostly leaves out what it is about."""

_YEAR = re.compile(r"(?:(?:19|20)\d{2}|(?<!\d)\d{2})年|\b(?:in )?(?:19|20)\d{2}\b")
_LEAD = re.compile(r"^(请问|那么|那|and|what about|how about|then)(?![a-z])[\s,，]*", re.IGNORECASE)
_ASKING = re.compile(
    r"(是多少|有多少|多少|是什么|什么|哪些|哪个|怎么样|如何|吗|呢|了没有|有没有|[？?。，,！!])+$", re.IGNORECASE
)


def standalone_question(question: str, history: Sequence[str]) -> str:
    """Return the question with what it leans on in front, or as it is when it stands alone.

    `history` are the earlier standalone questions, oldest first. A year in the question replaces those before it.
    """
    if not history or not leans_on_history(question):
        return question
    before = history[-MOST_TURNS:][-1]
    if _YEAR.search(question):
        before = _YEAR.sub("", before)
    subject = _ASKING.sub("", _LEAD.sub("", before)).strip()
    return f"{subject} {_LEAD.sub('', question).replace('呢', '')}".strip()


def leans_on_history(question: str) -> bool:
    """Tell whether a question cannot be understood without the one before."""
    if _LEANS.search(question):
        return True
    if has_chinese(question):
        return len(question) <= _SHORT_CHINESE
    return len(question.split()) <= _SHORT_WORDS
