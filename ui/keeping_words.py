"""What is said of keeping things: the drawer of conversations, and the form that asks what was wrong."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import Language


@dataclass(frozen=True, slots=True)
class KeepingWords:
    """The words in one language; `language` is what `qa.feedback` calls it, braces are filled with `str.format`."""

    language: str
    colon: str
    history: str
    history_note: str
    new_conversation: str
    none: str
    count: str
    rename: str
    new_title: str
    delete: str
    deleted: str
    undo: str
    close: str
    not_kept: str
    left_out: str
    wrong: str
    wrong_note: str
    reason: str
    comment: str
    send: str
    cancel: str
    thanks: str
    feedback_failed: str
    lost: str


_WORDS = {
    Language.CHINESE: KeepingWords(
        language="zh",
        colon="：",
        history="对话记录",
        history_note="只存在这个浏览器里，最多 50 段。",
        new_conversation="新对话",
        none="还没有对话。",
        count="{count} 问",
        rename="重命名",
        new_title="新标题",
        delete="删除",
        deleted="已删除",
        undo="撤销",
        close="关闭",
        not_kept="浏览器没有地方存对话（已满或被禁止）。可以继续提问，但离开页面后这段对话不会保留。",
        left_out="有些回答无法对照这份报告证实，没有显示。",
        wrong="哪里不对？",
        wrong_note="只存在运行本服务的机器上，不发往别处。",
        reason="原因",
        comment="说明（可不填）",
        send="提交",
        cancel="取消",
        thanks="谢谢，已记下。",
        feedback_failed="没能记下，回答不受影响：{reason}",
        lost="连不上服务器，没能记下。",
    ),
    Language.ENGLISH: KeepingWords(
        language="en",
        colon=": ",
        history="Conversations",
        history_note="Kept in this browser only, 50 at most.",
        new_conversation="New chat",
        none="No conversations yet.",
        count="questions: {count}",
        rename="Rename",
        new_title="New title",
        delete="Delete",
        deleted="Deleted",
        undo="Undo",
        close="Close",
        not_kept=(
            "The browser has no room for conversations (full, or forbidden). You can go on asking, but this one is "
            "gone when you leave the page."
        ),
        left_out="Some answers could not be proven against this report; they are not shown.",
        wrong="What was wrong?",
        wrong_note="Kept on the machine that runs this page, and sent nowhere else.",
        reason="Reason",
        comment="Comment (optional)",
        send="Send",
        cancel="Cancel",
        thanks="Thank you, noted.",
        feedback_failed="It could not be kept; the answer stands: {reason}",
        lost="The server cannot be reached; it was not kept.",
    ),
}


def keeping_words(language: Language) -> KeepingWords:
    """Return the words in a language."""
    return _WORDS[language]
