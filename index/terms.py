"""From text to the terms that lexical search counts: no segmenter, no dictionary."""

from __future__ import annotations

import re

from corpus.text import fold, simplified

_RUN = re.compile(
    r"(?P<word>[a-z]+|\d+(?:[.:]\d+)*%?)"
    r"|(?P<chinese>[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)"
    r"|(?P<other>[^\W\d_a-z]+)"
)


def terms(text: str) -> list[str]:
    """Return the terms of a text, in order of appearance, repeats kept.

    Chinese gives its characters and pairs of neighbours (also across blanks, which carry no meaning there); Latin
    words and numbers stay whole; every other script gives its words. Traditional characters count as simplified.
    """
    found: list[str] = []
    for match in _RUN.finditer(simplified(_close_gaps(fold(text)))):
        run = match[0]
        found.append(run) if match.lastgroup != "chinese" else found.extend(run)
        if match.lastgroup == "chinese":
            found.extend(run[place : place + 2] for place in range(len(run) - 1))
    return found


def _close_gaps(text: str) -> str:
    """Take the blanks from between Chinese characters: a page break must not part a pair."""
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
