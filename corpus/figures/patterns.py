"""Lists of words as one pattern, with what may not stand beside each."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"(?:<(?P<before>[^>]+)>)?(?P<word>[^<>\[\]]+)(?:\[(?P<after>[^\]]+)\])?")


def any_of(words: str) -> str:
    """Return a pattern for any of the words, which white space parts; the longest is tried first.

    Chinese has no spaces, and a word is often a part of another: `克[拉服]` is 克 unless 拉 or 服 follows it,
    `<行作>为` is 为 unless 行 or 作 stands before it.
    """
    entries = {entry for entry in map(_ENTRY.fullmatch, words.split()) if entry}
    ordered = sorted(entries, key=lambda entry: (-len(entry["word"]), entry[0]))
    return "(?:" + "|".join(dict.fromkeys(map(_pattern, ordered))) + ")"


def _pattern(entry: re.Match[str]) -> str:
    before = f"(?<![{entry['before']}])" if entry["before"] else ""
    after = f"(?![{entry['after']}])" if entry["after"] else ""
    return before + re.escape(entry["word"]) + after
