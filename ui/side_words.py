"""What the panel beside the tabs says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import Language


@dataclass(frozen=True, slots=True)
class SideWords:
    """The panel's words in one language; braces are filled with `str.format`."""

    contents: str
    contents_note: str
    source: str
    missing: str
    missing_note: str
    previous: str
    next: str
    walk: str
    copy: str
    copy_link: str
    copied: str
    not_copied: str
    permalink: str
    close: str


_WORDS = {
    Language.CHINESE: SideWords(
        contents="报告目录",
        contents_note="点开回答下面的出处，就在这里看到它在报告里的位置。也可以从目录读起。",
        source="原文",
        missing="报告里没有 {reference}。",
        missing_note="链接可能来自另一份报告，或者抄漏了字。",
        previous="上一段",
        next="下一段",
        walk="前后各段",
        copy="复制引文",
        copy_link="复制链接",
        copied="已复制",
        not_copied="没能复制",
        permalink="{reference}，在新标签页打开这一处",
        close="关闭原文",
    ),
    Language.ENGLISH: SideWords(
        contents="Contents of the report",
        contents_note="Open a source under an answer to see it here, in its place. Or start reading from the contents.",
        source="In the report",
        missing="The report has no {reference}.",
        missing_note="The link may belong to another report, or a character was lost in copying it.",
        previous="Previous",
        next="Next",
        walk="Paragraphs before and after",
        copy="Copy quote",
        copy_link="Copy link",
        copied="Copied",
        not_copied="Not copied",
        permalink="{reference}, open this place in a new tab",
        close="Close the source",
    ),
}


def side_words(language: Language) -> SideWords:
    """Return the panel's words in a language."""
    return _WORDS[language]
