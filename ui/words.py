"""The languages of the interface, and what the page's shell says in each; a panel's own words stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the interface; its value is a BCP 47 tag, fit for a `lang` attribute."""

    CHINESE = "zh-CN"
    ENGLISH = "en"

    @property
    def other(self) -> Language:
        """The language that the switch leads to."""
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE


@dataclass(frozen=True, slots=True)
class Words:
    """The shell's words in one language: tabs, the controls at the top, the help, a lost connection."""

    chat: str
    report: str
    figures: str
    explain: str
    switch: str
    to_dark: str
    to_light: str
    history: str
    help: str
    close: str
    keys: str
    key_question: str
    key_send: str
    key_line: str
    key_chips: str
    key_open: str
    key_walk: str
    key_back: str
    key_help: str
    lost: str
    found: str


_WORDS = {
    Language.CHINESE: Words(
        chat="问答",
        report="报告",
        figures="数据",
        explain="检索过程",
        switch="English",
        to_dark="切换到深色",
        to_light="切换到浅色",
        history="对话记录",
        help="键盘操作",
        close="关闭",
        keys="键盘操作",
        key_question="到提问框",
        key_send="提问",
        key_line="在问题里换行",
        key_chips="在回答的各个出处之间移动",
        key_open="打开出处的原文",
        key_walk="在原文里：上一段、下一段",
        key_back="回到刚才的出处",
        key_help="打开这份说明",
        lost="与服务器的连接断开了，页面上的内容还在。正在重新连接……",
        found="已重新连接。",
    ),
    Language.ENGLISH: Words(
        chat="Chat",
        report="Report",
        figures="Figures",
        explain="Explain",
        switch="中文",
        to_dark="Switch to dark",
        to_light="Switch to light",
        history="Conversations",
        help="Keyboard",
        close="Close",
        keys="Keyboard",
        key_question="Go to the question box",
        key_send="Ask",
        key_line="New line in a question",
        key_chips="Move between the sources of an answer",
        key_open="Open a source in the report",
        key_walk="In the report: previous and next paragraph",
        key_back="Back to the source you came from",
        key_help="Open this help",
        lost="The connection to the server is lost; what is on the page stays. Reconnecting…",
        found="Connected again.",
    ),
}


def words_in(language: Language) -> Words:
    """Return the shell's words in a language."""
    return _WORDS[language]


def preferred_language(accept_language: str | None) -> Language:
    """Guess the interface's language from a browser's `Accept-Language`: Chinese where it is wanted most.

    Tags are weighed by `q` (RFC 9110, 12.5.4); a header that is missing or odd counts as English.
    """
    weighed = []
    for place, item in enumerate((accept_language or "").split(",")):
        tag, _, parameter = item.partition(";")
        quality = parameter.strip().removeprefix("q=") or "1"
        if quality.replace(".", "", 1).isdecimal():
            weighed.append((-float(quality), place, tag.strip().lower()))
    wanted = next((tag for _, _, tag in sorted(weighed) if tag.partition("-")[0] in ("zh", "en")), "en")
    return Language.CHINESE if wanted.startswith("zh") else Language.ENGLISH
