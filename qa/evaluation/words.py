"""The words of the tables and pages, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from qa.evaluation.figures import By
from qa.evaluation.measures import Measure


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around the figures; `measures` and `meanings` name and explain each measure."""

    language: str
    title: str
    compared: str
    facts: tuple[str, ...]
    lexical: str
    reader: str
    no_reader: str
    partial: str
    groups: dict[By, str]
    questions: str
    by_group: str
    answers: str
    refusal: str
    refusal_note: str
    retrieval: str
    latency: str
    latency_note: str
    steps: tuple[str, ...]
    characters: str
    coverage: str
    accuracy: str
    threshold: str
    in_use: str
    milliseconds: str
    share: str
    passages: str
    wrong: str
    all_right: str
    more: str
    wanted: str
    nothing: str
    refused: str
    found_at: str
    not_found: str
    confidence: str
    how: str
    how_note: str
    before: str
    after: str
    difference: str
    chance: str
    better: str
    worse: str
    unchanged: str
    shared: str
    compare_note: str
    same: str
    measures: dict[Measure, str]
    meanings: dict[Measure, str]


_ENGLISH = Words(
    language="en",
    title="Evaluation of report-qa",
    compared="Two evaluations of report-qa, compared",
    facts=("Report", "Question sets", "Measured on", "Search", "Reader", "Most memory at once"),
    lexical="by words alone",
    reader="model {}, least chance {}",
    no_reader="none: what search finds is never refused",
    partial="Stopped early: these figures are of the first {} of {} questions.",
    groups={
        By.ALL: "all questions",
        By.SET: "set",
        By.FOLLOW_UPS: "follow-ups",
        By.KIND: "kind",
        By.LANGUAGE: "language",
    },
    questions="questions",
    by_group="Right, by group",
    answers="Answers",
    refusal="Refusal",
    refusal_note="Another least chance would trade answers given against answers right; the mark is the one in use. "
    "Farther right, what was refused for its chance alone is answered too; what lies outside the report never is.",
    retrieval="Retrieval",
    latency="Time",
    latency_note="Milliseconds a question, models and index loaded. Share of the questions answered within a time.",
    steps=("search", "read", "total", "wall clock"),
    characters="characters",
    coverage="questions answered",
    accuracy="answers right",
    threshold="least chance",
    in_use="in use: {}",
    milliseconds="ms",
    share="questions",
    passages="passages",
    wrong="What went wrong",
    all_right="Nothing.",
    more="{} more are in the JSON file.",
    wanted="wanted",
    nothing="a refusal",
    refused="refused",
    found_at="evidence at rank {}",
    not_found="evidence not in the first ten",
    confidence="confidence",
    how="How it is measured",
    how_note="Behind each figure stands its 95 % bootstrap interval; whole conversations and paragraphs are drawn, not "
    "single questions. There is none where all questions came out alike: of so many, three more could still go wrong.",
    before="before",
    after="after",
    difference="difference",
    chance="p",
    better="Better",
    worse="Worse",
    unchanged="None.",
    shared="{} questions are in both runs; {} only in the first, {} only in the second.",
    compare_note="p is the chance of so large a difference if both were as good: by McNemar's exact test for questions "
    "that stand alone and are right or wrong, else by a permutation test that keeps conversations and paragraphs "
    "whole. No allowance is made for how many figures are looked at.",
    same="Figures that are the same are left out; --json and --html have them.",
    measures={
        Measure.RIGHT: "right",
        Measure.CORRECT: "correct",
        Measure.CITED: "cited",
        Measure.VERBATIM: "verbatim",
        Measure.ANSWERED: "answered",
        Measure.REFUSAL_PRECISION: "precision",
        Measure.REFUSAL_RECALL: "recall",
        Measure.RECALL_1: "R@1",
        Measure.RECALL_3: "R@3",
        Measure.RECALL_5: "R@5",
        Measure.RECALL_10: "R@10",
        Measure.MRR: "MRR@10",
        Measure.NDCG: "nDCG@10",
    },
    meanings={
        Measure.RIGHT: "answered correctly where the report answers, refused where it does not",
        Measure.CORRECT: "of what the report answers: the answer says what it must, in at most 400 characters",
        Measure.CITED: "of what the report answers: the quotes hold all the evidence",
        Measure.VERBATIM: "every quote stands in the report where its offsets say, and an answer has at least one",
        Measure.ANSWERED: "of what the report answers: not refused",
        Measure.REFUSAL_PRECISION: "of what was refused: the report does not answer it",
        Measure.REFUSAL_RECALL: "of what the report does not answer: refused",
        Measure.RECALL_1: "the first passage found holds all the evidence; R@3, R@5, R@10 likewise",
        Measure.MRR: "one over the rank of the first passage with evidence, 0 below the tenth",
        Measure.NDCG: "discounted gain of the passages with evidence over that of the best order (trec_eval)",
    },
)

_CHINESE = Words(
    language="zh-CN",
    title="report-qa 评测",
    compared="report-qa 两次评测的比较",
    facts=("报告", "问题集", "测量环境", "检索", "阅读模型", "内存峰值"),
    lexical="只按词检索",
    reader="模型 {}，最小把握 {}",
    no_reader="无：检索到什么就答什么，从不拒答",
    partial="提前停止：以下只是前 {} 个问题（共 {} 个）的结果。",
    groups={By.ALL: "全部问题", By.SET: "问题集", By.FOLLOW_UPS: "追问", By.KIND: "类型", By.LANGUAGE: "语言"},
    questions="问题数",
    by_group="各组的判对率",
    answers="回答",
    refusal="拒答",
    refusal_note="最小把握定得不同，作答的多少和答对的比例此消彼长；标出的点是正在使用的值。再往右，"
    "仅因把握太小而拒答的问题也会作答；超出报告范围的问题无论如何不答。",
    retrieval="检索",
    latency="耗时",
    latency_note="每个问题的毫秒数，模型和索引已经载入。曲线是在某个时间内答完的问题的比例。",
    steps=("检索", "阅读", "合计", "实际时间"),
    characters="字数",
    coverage="作答比例",
    accuracy="答对比例",
    threshold="最小把握",
    in_use="正在使用：{}",
    milliseconds="毫秒",
    share="问题",
    passages="段落",
    wrong="出错的问题",
    all_right="没有。",
    more="另有 {} 个见 JSON 文件。",
    wanted="应答",
    nothing="拒答",
    refused="拒答",
    found_at="证据排在第 {} 位",
    not_found="证据不在前十",
    confidence="把握",
    how="怎样测量",
    how_note="数值后面是 95% 自助法区间；重抽样以整段对话、整个段落为单位，不拆开问题。"
    "全部问题结果相同时没有区间：即便如此，再问同样多的问题，仍可能有三个出错。",
    before="之前",
    after="之后",
    difference="差",
    chance="p",
    better="变好",
    worse="变坏",
    unchanged="没有。",
    shared="两次共有的问题 {} 个；只在第一次的 {} 个，只在第二次的 {} 个。",
    compare_note="p 是两者其实一样好时出现这么大差别的概率：各自独立、只有对错的问题用 McNemar 精确检验，"
    "其余用置换检验，整段对话、整个段落不拆开。没有因为看的数字多而作修正。",
    same="相同的数值从略；--json 和 --html 里有。",
    measures={
        Measure.RIGHT: "判对",
        Measure.CORRECT: "答对",
        Measure.CITED: "引证齐全",
        Measure.VERBATIM: "逐字",
        Measure.ANSWERED: "作答",
        Measure.REFUSAL_PRECISION: "准确率",
        Measure.REFUSAL_RECALL: "召回率",
        Measure.RECALL_1: "R@1",
        Measure.RECALL_3: "R@3",
        Measure.RECALL_5: "R@5",
        Measure.RECALL_10: "R@10",
        Measure.MRR: "MRR@10",
        Measure.NDCG: "nDCG@10",
    },
    meanings={
        Measure.RIGHT: "报告有答案时答对，没有答案时拒答",
        Measure.CORRECT: "报告有答案的问题：该说的都说到，不超过 400 字",
        Measure.CITED: "报告有答案的问题：引文包含全部证据",
        Measure.VERBATIM: "每条引文都与原文该处的文字一致，作答时至少有一条",
        Measure.ANSWERED: "报告有答案的问题：没有拒答",
        Measure.REFUSAL_PRECISION: "拒答的问题中报告确实没有答案的比例",
        Measure.REFUSAL_RECALL: "报告没有答案的问题中拒答的比例",
        Measure.RECALL_1: "检索到的第一个段落包含全部证据；R@3、R@5、R@10 类推",
        Measure.MRR: "第一个含证据的段落的名次的倒数，十名以外为 0",
        Measure.NDCG: "含证据段落的折损累计增益与最佳次序之比（trec_eval）",
    },
)


def words_for(language: str) -> Words:
    """Return the words of an interface language, `zh` or `en`."""
    return _CHINESE if language == "zh" else _ENGLISH
