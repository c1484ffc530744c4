"""Conversations to export: real citations of a small report, put together by the engine's own code."""

from __future__ import annotations

from dataclasses import replace

from corpus.parse import parse_report
from corpus.passages import split_passages
from qa.answer import Answer, Status
from qa.asking.language import detect_language
from qa.asking.yes_no import Verdict
from qa.compose import citations_of, told
from qa.export import Conversation
from qa.reading.reader import Reading

SOURCE = """2021年甲县政府工作报告

——2021年2月3日在甲县第三届人民代表大会第一次会议上

各位代表：

一、2020年工作回顾

经济稳步发展。全县生产总值达到120.5亿元，增长4.2%。粮食总产量31万吨，再获丰收。

民生持续改善。新建“村村通”公交 12 条，开通北斗导

航基地 *一期*，建成 a_b_c、[x](http://example.org)、`code`、<b>房屋</b> & | ~~412~~ 户。改造农村危房412户。

二、2021年主要任务

今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。改造农村危房412户。
"""
REPORT = parse_report(SOURCE, "county-2021")
PASSAGES = split_passages(REPORT)
SENTENCES = {sentence.sentence_id: (passage, sentence) for passage in PASSAGES for sentence in passage.sentences}
HOSTILE = (
    '<script>alert("1")</script>',
    "<img src=x onerror=alert(1)> &lt;b&gt; &amp;",
    "[链接](http://evil.example/) ![图](http://evil.example/x.png) <http://evil.example/>",
    "见注[^1]。[^1]: 伪造的注释",
    "| 一 | 二 |",
    "`代码` ```块``` **粗** *斜* __下__ ~~删~~ ==亮== $x^2$",
    "# 标题",
    "> 引文[^2]",
    "- 项目",
    "1. 第一",
    "--- === ... -- :smile: www.evil.example mailto:a@b.c @someone #12",
    "反斜杠 \\ \\* \\\\ 结尾 \\",
    "位置：P003 · P003.2 · 字符 0–5",
    "原文：county-2021 · SHA-256 0123456789abcdef",
    "]]> --> </style></p></blockquote> <!-- ",
    "a\u202eb\u2066c",
)
"""Texts that are markup somewhere, or pass for a part of an export."""


def reading(sentence_id: str, words: str = "") -> Reading:
    """A sentence that answers, exactly where the words are named."""
    passage, sentence = SENTENCES[sentence_id]
    start = sentence.start + (sentence.text.index(words) if words else 0)
    end = start + len(words) if words else sentence.end
    return Reading(passage, sentence, ((start, end),), 1.0, 0.9, exact=bool(words))


def answered(question: str, *readings: Reading, verdict: Verdict | None = None, standalone: str = "") -> Answer:
    """The answer that the engine would put together from these readings."""
    language = detect_language(question)
    said = told(REPORT, readings, language, verdict)
    citations = citations_of(REPORT, readings)
    return Answer(
        question, language, Status.ANSWERED, said.text, 0.9, citations, standalone or question, {}, lead=said.lead
    )


def refused(question: str) -> Answer:
    """A refusal with one passage beside it."""
    language = detect_language(question)
    return Answer(question, language, Status.NOT_IN_REPORT, "报告没有说。", 0.0, (), question, {}, (PASSAGES[2],))


ANSWERS = (
    answered("2020年全县生产总值是多少？", reading("P002.2", "120.5亿元")),
    answered(
        "增长多少？",
        reading("P002.2", "4.2%"),
        reading("P004.1", "7%以上"),
        standalone="2020年和2021年生产总值增长多少？",
    ),
    answered("开通了什么？", reading("P003.2"), reading("P003.3")),
    answered("Did the county's GDP grow?", reading("P002.2", "增长4.2%"), verdict=Verdict.YES),
    answered("糧食總產量是多少？", reading("P002.3", "31万吨")),
    refused("法国的首都是哪里？"),
    *(refused(text) for text in HOSTILE),
    *(answered(f"{text} 是多少？", reading("P002.2", "4.2%"), standalone=text) for text in HOSTILE),
)
CONVERSATION = Conversation.of(REPORT, ANSWERS)
REFUSALS = Conversation.of(REPORT, [refused("法国的首都是哪里？")])
OTHER_VERSION = parse_report(SOURCE.replace("经济稳步发展", "经济平稳发展"), "county-2021")
OTHER_DOCUMENT = replace(OTHER_VERSION, document_id="town-2021")
