"""What the Explain tab itself says, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import Language


@dataclass(frozen=True, slots=True)
class ExplainWords:
    """The tab's words in one language; braces are filled with `str.format`."""

    hint: str
    question: str
    placeholder: str
    explain: str
    explaining: str
    not_explained: str
    broken: str
    busy: str
    request: str
    understood: str
    asked: str
    searched: str
    part: str
    years: str
    no_years: str
    covered: str
    between: str
    outside: str
    answered: str
    refused: str
    chance: str
    least: str
    chart: str
    chart_note: str
    candidates: str
    order: str
    passage: str
    dense: str
    dense_note: str
    lexical: str
    lexical_note: str
    fused: str
    fused_note: str
    reader: str
    reader_note: str
    matched: str
    cited: str
    not_found: str
    ranked: str
    no_model: str


_WORDS = {
    Language.CHINESE: ExplainWords(
        hint="输入一个问题，看看报告里哪些段落被找到、怎样排序、为什么引用或不引用。",
        question="要解释的问题",
        placeholder="例如：2018年财政收入的目标是多少？",
        explain="解释",
        explaining="正在检索和阅读……",
        not_explained="没能解释：{reason}",
        broken="程序出错，没有得到解释；详情见服务器的日志。",
        busy="现在提问的人太多，服务器忙不过来，请稍等片刻再试。",
        request="请求编号 {id}",
        understood="怎样理解问题",
        asked="问题",
        searched="检索所用",
        part="另行检索",
        years="问到的年份",
        no_years="没有指明",
        covered="（报告讲到 {years} 年）",
        between="、",
        outside="超出报告",
        answered="已回答",
        refused="未回答",
        chance="报告作答的可能",
        least="低于 {least} 就不回答",
        chart="名次怎样变化",
        chart_note="每条线是一个段落，圆圈里是它在这一步的名次；实心的段落被引用。",
        candidates="候选段落",
        order="次序",
        passage="段落与句子",
        dense="语义",
        dense_note="句子和段落的向量与问题的相似程度",
        lexical="字词",
        lexical_note="BM25：与问题相同的字、词和数字",
        fused="合并",
        fused_note="语义和字词的分数标准化后相加，并计入年份",
        reader="阅读",
        reader_note="阅读模型把问题和段落放在一起读，判断它是否作答",
        matched="相同的词",
        cited="被引用",
        not_found="未找到",
        ranked="第 {rank}",
        no_model="这里只按字词检索，没有使用模型，所以没有语义名次和阅读得分。",
    ),
    Language.ENGLISH: ExplainWords(
        hint="Ask a question to see which passages were found, how they were ranked, and why they were cited or not.",
        question="Question to explain",
        placeholder="For example: What is the revenue target for 2018?",
        explain="Explain",
        explaining="Searching and reading…",
        not_explained="No explanation: {reason}",
        broken="Something went wrong in the program; the details are in the server's log.",
        busy="The server is busy: too many are asking just now. Please try again in a moment.",
        request="Request {id}",
        understood="How the question was understood",
        asked="Question",
        searched="Searched as",
        part="Searched too",
        years="Years asked for",
        no_years="none named",
        covered=" (the report tells of {years})",
        between=", ",
        outside="Outside the report",
        answered="Answered",
        refused="Not answered",
        chance="Chance that the report answers",
        least="refused below {least}",
        chart="How the ranks change",
        chart_note="Each line is a passage, the number in a circle its rank at that step; filled circles are cited.",
        candidates="Candidates",
        order="Order",
        passage="Passage and sentence",
        dense="Meaning",
        dense_note="How similar the vectors of sentence and passage are to the question's",
        lexical="Words",
        lexical_note="BM25: characters, words and figures shared with the question",
        fused="Fused",
        fused_note="Both scores standardised and added, the years taken into account",
        reader="Reader",
        reader_note="The reading model sees question and passage together and judges whether it answers",
        matched="Shared words",
        cited="cited",
        not_found="not found",
        ranked="rank {rank}",
        no_model="Only words are searched here, without models: there are no ranks by meaning and no reader's scores.",
    ),
}


def explain_words(language: Language) -> ExplainWords:
    """Return the tab's words in a language."""
    return _WORDS[language]
