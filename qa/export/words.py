"""The words of an export, in the language of its answers: Chinese, Chinese in traditional characters, else English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels. Those of a note are what a note is read by: a file may hold notes in any of these languages."""

    language: str
    title: str
    question: str
    searched: str
    notes: str
    back: str
    quote: str
    place: str
    characters: str
    answering: str
    source: str
    how_to_check: str


WORDS = (
    Words(
        language="zh",
        title="报告问答：",
        question="问：",
        searched="检索时作：",
        notes="注释",
        back="回到引文",
        quote="引文：",
        place="位置：",
        characters="字符",
        answering="作答词：字符 ",
        source="原文：",
        how_to_check="引文逐字取自报告。字符位置从 0 数起，含首不含尾。用 report-qa verify 可逐条核对本文件的引文。",
    ),
    Words(
        language="zh-Hant",
        title="報告問答：",
        question="問：",
        searched="檢索時作：",
        notes="註釋",
        back="回到引文",
        quote="引文：",
        place="位置：",
        characters="字元",
        answering="作答詞：字元 ",
        source="原文：",
        how_to_check="引文逐字取自報告。字元位置從 0 數起，含首不含尾。用 report-qa verify 可逐條核對本檔案的引文。",
    ),
    Words(
        language="en",
        title="Questions to the report: ",
        question="Question: ",
        searched="Searched as: ",
        notes="Notes",
        back="back to the quote",
        quote="Quote: ",
        place="Place: ",
        characters="characters",
        answering="Answering words: characters ",
        source="Source: ",
        how_to_check="Quotes are verbatim. Characters count from 0, the last one not included. "
        "report-qa verify checks every quote of this file against the report.",
    ),
)


def words_for(language: str) -> Words:
    """Return the words for an answer's language; English where there are none of its own."""
    return next((words for words in WORDS if words.language == language), WORDS[-1])
