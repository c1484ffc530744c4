"""Which language a question is in, and the phrases around a quote in that language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import has_chinese, simplified

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_LATIN = {
    "de": {
        "der",
        "die",
        "das",
        "und",
        "ist",
        "wie",
        "viel",
        "viele",
        "welche",
        "welcher",
        "wurde",
        "im",
        "für",
        "wird",
        "den",
    },
    "fr": {
        "le",
        "la",
        "les",
        "des",
        "est",
        "quel",
        "quelle",
        "quels",
        "combien",
        "de",
        "du",
        "une",
        "dans",
        "en",
        "que",
    },
    "es": {
        "el",
        "los",
        "las",
        "es",
        "cuál",
        "cuánto",
        "cuántos",
        "cuántas",
        "qué",
        "del",
        "una",
        "en",
        "para",
        "se",
        "cómo",
    },
    "en": {
        "the",
        "is",
        "what",
        "how",
        "many",
        "which",
        "of",
        "in",
        "was",
        "did",
        "does",
        "and",
        "for",
        "to",
        "are",
        "will",
    },
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said around quotes: `says` in front of them (empty where a quote stands alone)."""

    says: str
    not_in_report: str
    nearest: str


_PHRASES = {
    "zh": Phrases("", "报告中没有找到这个问题的答案。", "最接近的段落（不是答案）"),
    "zh-Hant": Phrases("", "報告中沒有找到這個問題的答案。", "最接近的段落（不是答案）"),
    "en": Phrases(
        "The report says: ",
        "The report does not answer this question.",
        "The nearest passages (not an answer)",
    ),
    "ja": Phrases("報告書の記述：", "この質問の答えは報告書に見つかりません。", "最も近い段落（答えではありません）"),
    "ko": Phrases("보고서의 내용: ", "보고서에서 이 질문의 답을 찾지 못했습니다.", "가장 가까운 단락(답이 아님)"),
    "fr": Phrases(
        "Le rapport dit : ",
        "Le rapport ne répond pas à cette question.",
        "Passages les plus proches (pas une réponse)",
    ),
    "de": Phrases(
        "Im Bericht steht: ",
        "Der Bericht beantwortet diese Frage nicht.",
        "Die nächsten Absätze (keine Antwort)",
    ),
    "es": Phrases(
        "El informe dice: ",
        "El informe no responde a esta pregunta.",
        "Los pasajes más cercanos (no son una respuesta)",
    ),
    "ru": Phrases(
        "В докладе сказано: ",
        "В докладе нет ответа на этот вопрос.",
        "Ближайшие фрагменты (не ответ)",
    ),
    "ar": Phrases("يقول التقرير: ", "لا يجيب التقرير عن هذا السؤال.", "أقرب المقاطع (ليست إجابة)"),
}


def detect_language(text: str) -> str:
    """Return the language of a question: zh, zh-Hant, ja, ko, ar, ru, de, fr, es, else en.

    Scripts decide where they can; among Latin languages the commonest small words do.
    """
    for language, script in _SCRIPTS:
        if script.search(text):
            return language
    if has_chinese(text):
        return "zh-Hant" if simplified(text) != text else "zh"
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in known for word in words) for language, known in _LATIN.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["en"] else "en"


def phrases(language: str) -> Phrases:
    """Return the phrases of a language; English where there are none."""
    return _PHRASES.get(language, _PHRASES["en"])
