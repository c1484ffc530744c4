"""What the Report tab itself says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import Language


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The tab's words in one language; braces are filled with `str.format`, in `position` by the script."""

    outline: str
    find: str
    placeholder: str
    way: str
    exact: str
    meaning: str
    count: str
    position: str
    nothing: str
    near: str
    nothing_near: str
    not_searched: str
    broken: str
    busy: str
    request: str
    searching: str
    next: str
    previous: str


_WORDS = {
    Language.CHINESE: ReportWords(
        outline="目录",
        find="在报告中查找",
        placeholder="在报告中查找……",
        way="查找方式",
        exact="原文",
        meaning="语义",
        count="{count} 处",
        position="第 {number} / {count} 处",
        nothing="没有找到这些字",
        near="最接近的 {count} 段",
        nothing_near="没有找到相近的段落",
        not_searched="没能查找：{reason}",
        broken="程序出错，没能查找；详情见服务器的日志。",
        busy="现在提问的人太多，服务器忙不过来，请稍等片刻再试。",
        request="请求编号 {id}",
        searching="正在查找……",
        next="下一处（回车）",
        previous="上一处（Shift+回车）",
    ),
    Language.ENGLISH: ReportWords(
        outline="Contents",
        find="Find in the report",
        placeholder="Find in the report…",
        way="How to search",
        exact="Exact",
        meaning="By meaning",
        count="{count} found",
        position="{number} of {count}",
        nothing="These words are not in the report",
        near="The {count} nearest passages",
        nothing_near="No passage is near this",
        not_searched="Not searched: {reason}",
        broken="Something went wrong in the program; the details are in the server's log.",
        busy="The server is busy: too many are asking just now. Please try again in a moment.",
        request="Request {id}",
        searching="Searching…",
        next="Next (Enter)",
        previous="Previous (Shift+Enter)",
    ),
}


def report_words(language: Language) -> ReportWords:
    """Return the tab's words in a language."""
    return _WORDS[language]
