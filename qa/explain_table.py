"""An explanation as a terminal shows it: what was understood, a table of candidates, bars beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from qa.terminal import console, plain, terminal_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.explain import Candidate, Explanation

BAR = 8
"""Characters of the longest bar."""

_EIGHTHS = " ▏▎▍▌▋▊▉"

_WORDS = {
    "en": {
        "searched": "searched",
        "language": "language",
        "years": "years",
        "covered": "the report tells of",
        "parts": "also searched",
        "outside": "outside the report",
        "least": "refused below",
        "result": "result",
        "answered": "answered",
        "dense": "dense",
        "lexical": "lexical",
        "fused": "fused",
        "reader": "reader",
        "matched": "matched",
        "sentence": "sentence",
        "legend": "Numbers are ranks; bars: score against the best, chance that the passage answers. ● cited.",
    },
    "zh": {
        "searched": "检索所用",
        "language": "语言",
        "years": "问到的年份",
        "covered": "报告讲到",
        "parts": "另行检索",
        "outside": "超出报告",
        "least": "拒答线",
        "result": "结果",
        "answered": "已回答",
        "dense": "语义",
        "lexical": "字词",
        "fused": "合并",
        "reader": "阅读",
        "matched": "相同的词",
        "sentence": "句子",
        "legend": "数字是名次；横条：得分与最高者之比，段落作答的可能。● 被引用。",
    },
}


def print_explanation(explanation: Explanation) -> None:
    """Print an explanation in the terminal's language."""
    out, words = console(), _WORDS[terminal_language()]
    facts = [(Text(words[name], style="cyan"), value) for name, value in _facts(explanation, words)]
    widest = max(label.cell_len for label, _ in facts) + 2
    for label, value in facts:
        label.pad_right(widest - label.cell_len)
        out.print(label.append(plain(value), style="default"))
    if explanation.candidates:
        out.print(_candidates(explanation, words))
        out.print(Text(words["legend"], style="dim"))


def _facts(explanation: Explanation, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names and values of what was understood, and what came of it."""
    answer = explanation.answer
    yield "searched", answer.standalone_question
    yield "language", answer.language
    if explanation.years:
        yield "years", " ".join(map(str, explanation.years))
    if explanation.years_covered:
        yield "covered", " ".join(map(str, explanation.years_covered))
    if explanation.parts:
        yield "parts", " · ".join(explanation.parts)
    if explanation.outside:
        yield "outside", explanation.outside[1]
    if explanation.uses_reader:
        yield "least", f"{explanation.least_chance:.2f}"
    if answer.citations:
        yield "result", f"{words['answered']} · {answer.confidence:.2f}"
    else:
        yield "result", answer.answer


def _candidates(explanation: Explanation, words: dict[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in ("dense", "lexical"):
        table.add_column(words[name], justify="right", style="dim", no_wrap=True)
    for name in ("fused", "reader", "sentence"):
        table.add_column(words[name], no_wrap=True)
    table.add_column(words["matched"], style="yellow", overflow="fold")
    best = max(candidate.fused_score for candidate in explanation.candidates)
    for candidate in explanation.candidates:
        table.add_row(*_row(candidate, best))
    return table


def _row(candidate: Candidate, best: float) -> Iterator[Text | str]:
    """Yield the cells of a candidate; `best` is the highest fused score."""
    mark = "●" if candidate.cited else " "
    yield Text(f"{mark} {candidate.passage.passage_id}", style="bold green" if candidate.cited else "green")
    yield _rank(candidate.dense_rank)
    yield _rank(candidate.lexical_rank)
    share = candidate.fused_score / best if best > 0 else 0.0
    yield f"{_rank(candidate.fused_rank):>3} {bar(share)}"
    chance = candidate.reader_score
    yield _rank(None) if chance is None else f"{_rank(candidate.reader_rank):>3} {bar(chance)} {chance:.2f}"
    yield ", ".join(candidate.cited) or candidate.best_sentence.sentence_id
    yield Text(plain(" ".join(candidate.matched_words)))


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def bar(share: float) -> str:
    """Return a bar of BAR characters, filled from the left by a share between 0 and 1, to an eighth of a character."""
    eighths = round(min(max(share, 0.0), 1.0) * BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).ljust(BAR)[:BAR]
