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
    "de": frozenset(
        [
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
            "von",
            "auf",
            "mit",
        ]
    ),
    "fr": frozenset(
        [
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
            "pour",
            "pourquoi",
            "sur",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "es",
            "de",
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
            "por",
            "fue",
        ]
    ),
    "en": frozenset(
        [
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
            "why",
            "who",
            "when",
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said around quotes: `says` in front of them (empty where a quote stands alone), yes and no."""

    says: str
    not_in_report: str
    nearest: str
    yes: str
    no: str
    unsure: str


_PHRASES = {
    "zh": Phrases(
        "",
        "报告中没有找到这个问题的答案。",
        "最接近的段落（不是答案）",
        "是。",
        "否。",
        "把握不大：这里与问题有关，但未必就是答案，请对照原文判断。",
    ),
    "zh-Hant": Phrases(
        "",
        "報告中沒有找到這個問題的答案。",
        "最接近的段落（不是答案）",
        "是。",
        "否。",
        "把握不大：這裡與問題有關，但未必就是答案，請對照原文判斷。",
    ),
    "en": Phrases(
        "The report says: ",
        "The report does not answer this question.",
        "The nearest passages (not an answer)",
        "Yes.",
        "No.",
        "Not certain: this bears on the question but may not be its answer. Please judge by the source.",
    ),
    "ja": Phrases(
        "報告書の記述：",
        "この質問の答えは報告書に見つかりません。",
        "最も近い段落（答えではありません）",
        "はい。",
        "いいえ。",
        "確かではありません：質問に関わる箇所ですが、答えとは限りません。原文でお確かめください。",
    ),
    "ko": Phrases(
        "보고서의 내용: ",
        "보고서에서 이 질문의 답을 찾지 못했습니다.",
        "가장 가까운 단락(답이 아님)",
        "예.",
        "아니요.",
        "확실하지 않음: 질문과 관련된 부분이지만 답이 아닐 수 있습니다. 원문과 대조해 주세요.",
    ),
    "fr": Phrases(
        "Le rapport dit : ",
        "Le rapport ne répond pas à cette question.",
        "Passages les plus proches (pas une réponse)",
        "Oui.",
        "Non.",
        "Pas certain : ce passage touche à la question mais n’y répond peut-être pas. À vérifier dans la source.",
    ),
    "de": Phrases(
        "Im Bericht steht: ",
        "Der Bericht beantwortet diese Frage nicht.",
        "Die nächsten Absätze (keine Antwort)",
        "Ja.",
        "Nein.",
        "Nicht sicher: Das betrifft die Frage, muss aber nicht ihre Antwort sein. Bitte am Original prüfen.",
    ),
    "es": Phrases(
        "El informe dice: ",
        "El informe no responde a esta pregunta.",
        "Los pasajes más cercanos (no son una respuesta)",
        "Sí.",
        "No.",
        "No es seguro: esto se refiere a la pregunta, pero puede no ser la respuesta. Compruébelo en la fuente.",
    ),
    "ru": Phrases(
        "В докладе сказано: ",
        "В докладе нет ответа на этот вопрос.",
        "Ближайшие фрагменты (не ответ)",
        "Да.",
        "Нет.",
        "Не наверняка: это относится к вопросу, но может не быть ответом. Сверьтесь с источником.",
    ),
    "ar": Phrases(
        "يقول التقرير: ",
        "لا يجيب التقرير عن هذا السؤال.",
        "أقرب المقاطع (ليست إجابة)",
        "نعم.",
        "لا.",
        "غير مؤكد: هذا يتعلق بالسؤال وقد لا يكون جوابه. يرجى التحقق من المصدر.",
    ),
}


_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|\"[^\"]*\"")


def detect_language(text: str) -> str:
    """Return the language of a question: zh, zh-Hant, ja, ko, ar, ru, de, fr, es, else en.

    Scripts decide where they can; among Latin languages the commonest small words do. Words in quotation marks count
    only where there are no others: `What does it say about “住房保障”?` is English.
    """
    unquoted = _QUOTED.sub(" ", text)
    text = unquoted if re.search(r"[^\W\d_]", unquoted) else text
    for language, script in _SCRIPTS:
        if script.search(text):
            return language
    if has_chinese(text):
        return "zh-Hant" if simplified(text) != text else "zh"
    if "¿" in text or "¡" in text:
        return "es"
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in known for word in words) for language, known in _LATIN.items()}
    if len(text.split()) == 1 and not any(counts.values()):
        return "zh"  # an abbreviation or a number alone tells nothing: the report's own language
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["en"] else "en"


_NO_WORD = {
    "zh": "报告中没有出现问题里的词；只按词检索（--lexical）找不到换了说法或换了语言的内容。",
    "zh-Hant": "報告中沒有出現問題裡的詞；只按詞檢索（--lexical）找不到換了說法或換了語言的內容。",
    "en": "No word of the question occurs in the report; a search by words alone (--lexical) finds nothing said in "
    "other words or in another language.",
}


def no_word_phrase(language: str) -> str:
    """Return what is said when a search by words alone found none of the question's."""
    return _NO_WORD.get(language, _NO_WORD["en"])


def phrases(language: str) -> Phrases:
    """Return the phrases of a language; English where there are none."""
    return _PHRASES.get(language, _PHRASES["en"])
