"""What the page itself says, in Chinese and in English."""

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
    """The interface's words in one language; braces are filled with `str.format`."""

    promise: str
    welcome: str
    examples: str
    placeholder: str
    question: str
    send: str
    new_conversation: str
    switch: str
    transcript: str
    asked: str
    searching: str
    searched: str
    not_answered: str
    internal_error: str
    citations: str
    open_citation: str
    nearest: str
    evidence: str
    evidence_empty: str
    back: str


_WORDS = {
    Language.CHINESE: Words(
        promise="回答只引用报告原文，每句都注明出处，点开即可核对。",
        welcome="想从这份报告里了解什么？",
        examples="可以这样问",
        placeholder="就这份报告提问……",
        question="问题",
        send="提问",
        new_conversation="新对话",
        switch="English",
        transcript="对话",
        asked="你问",
        searching="正在报告中查找……",
        searched="按这个问题查找：{question}",
        not_answered="没能回答：{reason}",
        internal_error="程序出错，没有得到回答。问题还在输入框里，可以再试；详情见启动服务的终端。",
        citations="出处",
        open_citation="出处{number}：{address}。打开原文",
        nearest="最接近的段落（不是答案）",
        evidence="原文依据",
        evidence_empty="点开回答下方的出处，就在这里看到原文和它的位置。",
        back="返回回答",
    ),
    Language.ENGLISH: Words(
        promise="Every answer is quoted from the report; open a citation to check it in its place.",
        welcome="What would you like to know from this report?",
        examples="You could ask",
        placeholder="Ask about this report…",
        question="Question",
        send="Ask",
        new_conversation="New chat",
        switch="中文",
        transcript="Conversation",
        asked="You asked",
        searching="Searching the report…",
        searched="Searched as: {question}",
        not_answered="No answer: {reason}",
        internal_error=(
            "Something went wrong in the program. Your question is back in the box, so you can try again; "
            "the details are in the terminal that runs the server."
        ),
        citations="Sources",
        open_citation="Source {number}: {address}. Open in the report",
        nearest="Nearest passages (not an answer)",
        evidence="In the report",
        evidence_empty="Open a source below an answer to read it here, in its place in the report.",
        back="Back to the answer",
    ),
}


def words_in(language: Language) -> Words:
    """Return the interface's words in a language."""
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
