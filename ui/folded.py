"""Text as the page's own searches compare it: as the engine does, and every character told where it comes from."""

from __future__ import annotations

from functools import lru_cache

from corpus.text import fold, is_blank, simplified


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and for each of its characters the place in `text` that it comes from.

    White space, width, case and the difference of traditional and simplified characters are gone.
    """
    pairs = [(character, place) for place, whole in enumerate(text) for character in _folded_character(whole)]
    return "".join(character for character, _ in pairs), [place for _, place in pairs]


@lru_cache(maxsize=50_000)  # a report has some thousand; who searches for others does not fill the memory
def _folded_character(character: str) -> str:
    """Return what a character is compared as, nothing for a blank.

    One by one, so that a character counts the same in every neighbourhood: OpenCC would keep the 乾 of 乾隆.
    """
    return "".join(simplified(part) for part in fold(character) if not is_blank(part))
