"""What the Chat tab itself says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import Language


@dataclass(frozen=True, slots=True)
class ChatWords:
    """The tab's words in one language; braces are filled with `str.format`, some of them by scripts."""

    welcome: str
    promise: str
    facts: str
    held_on: str
    examples: str
    contents: str
    related: str
    question: str
    placeholder: str
    send: str
    hint: str
    new_conversation: str
    transcript: str
    asked: str
    searching: str
    seconds: str
    searched: str
    unsure: str
    not_said: str
    nearest: str
    nearest_note: str
    not_answered: str
    fault: str
    busy: str
    request: str
    lost: str
    still_lost: str
    retry: str
    open_citation: str
    tools: str
    copy: str
    copied: str
    not_copied: str
    export: str
    explain: str
    this_answer: str
    whole_conversation: str
    thumb_up: str
    thumb_down: str


_WORDS = {
    Language.CHINESE: ChatWords(
        welcome="想从这份报告里了解什么？",
        promise="回答逐字引自报告，每一处都注明出处，点开就能核对；报告没有说的，就告诉你没有说。",
        facts="{paragraphs} 段，{sentences} 句，{figures} 个数据",
        held_on="{year}年{month}月{day}日",
        examples="可以这样问",
        contents="报告目录",
        related="接着可以问",
        question="问题",
        placeholder="就这份报告提问……",
        send="提问",
        hint="回车提问，Shift+回车换行",
        new_conversation="新对话",
        transcript="对话",
        asked="你问",
        searching="正在报告中查找……",
        seconds="已用 {seconds} 秒",
        searched="按这个问题查找：{question}",
        unsure="把握不大：这里与问题有关，但未必就是答案，请对照原文判断。",
        not_said="报告没有说",
        nearest="最接近的 {count} 段（不是答案）",
        nearest_note="这些段落与问题的字面或意思相近，但没有回答它。",
        not_answered="没能回答：{reason}",
        fault="程序出错，没有得到回答。问题已经保留；详情见服务器的日志。",
        busy="现在提问的人太多，服务器忙不过来。问题已经保留，请稍等片刻再试。",
        request="请求编号 {id}",
        lost="连不上服务器，没有得到回答。问题已经保留。",
        still_lost="还是连不上服务器。问题已经保留。",
        retry="重试",
        open_citation="出处{number}：{address}。打开原文",
        tools="这条回答",
        copy="复制回答和出处",
        copied="已复制",
        not_copied="没能复制，请手动选取",
        export="导出",
        explain="怎么找到的",
        this_answer="这条回答",
        whole_conversation="整段对话",
        thumb_up="回答得好",
        thumb_down="回答有误",
    ),
    Language.ENGLISH: ChatWords(
        welcome="What would you like to know from this report?",
        promise=(
            "Answers are quoted word for word, each with its source, one click from its place in the report. "
            "What the report does not say, you are told it does not."
        ),
        facts="{paragraphs} paragraphs, {sentences} sentences, {figures} figures",
        held_on="{year}-{month:02}-{day:02}",
        examples="You could ask",
        contents="Contents of the report",
        related="You could ask next",
        question="Question",
        placeholder="Ask about this report…",
        send="Ask",
        hint="Enter asks, Shift+Enter starts a new line",
        new_conversation="New chat",
        transcript="Conversation",
        asked="You asked",
        searching="Searching the report…",
        seconds="{seconds} seconds so far",
        searched="Searched as: {question}",
        unsure="Not certain: this bears on the question but may not be its answer. Please judge by the source.",
        not_said="The report does not say",
        nearest="The {count} nearest passages (not an answer)",
        nearest_note="They share words or meaning with the question but do not answer it.",
        not_answered="No answer: {reason}",
        fault="Something went wrong in the program. Your question is kept; the details are in the server's log.",
        busy="The server is busy: too many are asking just now. Your question is kept; please try again in a moment.",
        request="Request {id}",
        lost="The server cannot be reached, so there is no answer yet. Your question is kept.",
        still_lost="The server still cannot be reached. Your question is kept.",
        retry="Retry",
        open_citation="Source {number}: {address}. Open in the report",
        tools="This answer",
        copy="Copy answer and sources",
        copied="Copied",
        not_copied="Could not copy; please select it by hand",
        export="Export",
        explain="How it was found",
        this_answer="This answer",
        whole_conversation="Whole conversation",
        thumb_up="Good answer",
        thumb_down="Something is wrong",
    ),
}


def chat_words(language: Language) -> ChatWords:
    """Return the tab's words in a language."""
    return _WORDS[language]
