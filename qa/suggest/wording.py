"""A question in words, in Chinese and in English.

The names of indicators and headings are the report's, in Chinese. An English question calls an indicator in English
where there is a name for it, and quotes the report's own where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in both languages."""

    chinese: str
    english: str

    def text(self, language: str) -> str:
        """Return the question for a language tag: in Chinese for `zh`, `zh-CN` and `zh-Hant`, else in English."""
        if language == "zh-Hant":
            return _traditional()(self.chinese)
        return self.chinese if language.startswith("zh") else self.english


@cache
def _traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert
