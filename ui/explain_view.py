"""An explanation as the Explain tab shows it: what was understood, what came of it, every candidate with its ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.answer import Status
from ui.explain_chart import chart_html
from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from corpus.report import Report, Sentence
    from qa.explain import Candidate, Explanation
    from ui.explain_words import ExplainWords


def explanation_html(report: Report, explanation: Explanation, words: ExplainWords) -> Html:
    """Draw an explanation."""
    parts = [_understood_html(explanation, words), _result_html(explanation, words)]
    if explanation.candidates:
        parts += [chart_html(explanation, words), _candidates_html(report, explanation, words)]
    return element("div", *parts, class_="explanation")


def _understood_html(explanation: Explanation, words: ExplainWords) -> Html:
    answer = explanation.answer
    facts = [(words.asked, answer.question)]
    if squeeze(answer.standalone_question) != squeeze(answer.question):
        facts.append((words.searched, answer.standalone_question))
    facts += [(words.part, part) for part in explanation.parts]
    facts.append((words.years, _years(explanation, words)))
    if explanation.outside:
        facts.append((words.outside, explanation.outside[1]))
    return element(
        "section",
        element("h3", words.understood),
        element("dl", *(_fact_html(name, value) for name, value in facts)),
        class_="understood",
    )


def _years(explanation: Explanation, words: ExplainWords) -> str:
    """Return the years asked for and, in brackets, those that the report tells of."""
    asked, covered = (words.between.join(map(str, years)) for years in (explanation.years, explanation.years_covered))
    return (asked or words.no_years) + (words.covered.format(years=covered) if covered else "")


def _fact_html(name: str, value: str) -> Html:
    return element("div", element("dt", name), element("dd", value))


def _result_html(explanation: Explanation, words: ExplainWords) -> Html:
    answer = explanation.answer
    answered = answer.status is Status.ANSWERED
    lines = [element("p", line, class_="lead" if line == answer.lead else None) for line in answer.answer.splitlines()]
    parts: list[Html] = [
        element("h3", words.answered if answered else words.refused),
        element("div", *lines, class_="told", lang=answer.language),
    ]
    if explanation.uses_reader:
        best = max((candidate.reader_score or 0.0 for candidate in explanation.candidates), default=0.0)
        chance = answer.confidence if answered else best
        parts.append(_gauge_html(chance, explanation.least_chance, words))
    elif not explanation.outside:
        parts.append(element("p", words.no_model, class_="note"))
    return element("section", *parts, class_="result" if answered else "result refused")


def _gauge_html(chance: float, least: float, words: ExplainWords) -> Html:
    """Draw the chance that the report answers, and where refusing begins."""
    return element(
        "div",
        element("span", words.chance),
        _bar_html(chance, least),
        element("strong", f"{chance:.2f}"),
        element("span", words.least.format(least=f"{least:.2f}"), class_="note"),
        class_="gauge",
    )


def _bar_html(share: float, mark: float | None = None) -> Html:
    """Draw a bar from 0 to 1 for eyes only: its number stands beside it."""
    marks = [] if mark is None else [element("line", x1=f"{100 * mark:g}%", x2=f"{100 * mark:g}%", y1="0", y2="100%")]
    return element(
        "svg",
        element("rect", class_="track", width="100%", height="100%"),
        element("rect", class_="fill", width=f"{100 * min(max(share, 0.0), 1.0):.1f}%", height="100%"),
        *marks,
        class_="bar",
        aria_hidden="true",
    )


def _candidates_html(report: Report, explanation: Explanation, words: ExplainWords) -> Html:
    dense = any(candidate.dense_rank for candidate in explanation.candidates)
    heads = [
        (words.order, None),
        (words.passage, None),
        *([(words.dense, words.dense_note)] if dense else []),
        (words.lexical, words.lexical_note),
        (words.fused, words.fused_note),
        *([(words.reader, words.reader_note)] if explanation.uses_reader else []),
        (words.matched, None),
    ]
    rows = [
        _row_html(report, explanation, number, candidate, words, dense=dense)
        for number, candidate in enumerate(explanation.candidates, 1)
    ]
    table = element(
        "table",
        element("caption", words.candidates),
        element("thead", element("tr", *(element("th", name, scope="col", title=note) for name, note in heads))),
        element("tbody", *rows),
    )
    return element("div", table, class_="candidates")


def _row_html(
    report: Report, explanation: Explanation, number: int, candidate: Candidate, words: ExplainWords, *, dense: bool
) -> Html:
    cells = [
        _cell(words.order, str(number), class_="order"),
        _passage_html(report, candidate, words),
        *([_cell(words.dense, _rank(candidate.dense_rank), class_="rank")] if dense else []),
        _cell(words.lexical, _rank(candidate.lexical_rank), class_="rank"),
        _cell(words.fused, _rank(candidate.fused_rank), _small(f"{candidate.fused_score:+.2f}"), class_="rank"),
    ]
    if explanation.uses_reader:
        cells.append(_reader_html(candidate, explanation.least_chance, words))
    cells.append(_cell(words.matched, *(element("span", word) for word in candidate.matched_words), class_="words"))
    return element(
        "tr", *cells, class_="cited" if candidate.cited else None, data_candidate=candidate.passage.passage_id
    )


def _cell(label: str, *children: str, class_: str) -> Html:
    """Draw a cell; its label is what a phone, which shows rows as cards, writes before it."""
    return element("td", *children, class_=class_, data_label=label)


def _rank(rank: int | None) -> str:
    return str(rank) if rank else "–"


def _small(text: str) -> Html:
    return element("small", text)


def _reader_html(candidate: Candidate, least: float, words: ExplainWords) -> Html:
    if candidate.reader_score is None:
        return _cell(words.reader, "–", class_="rank")
    score = candidate.reader_score
    return _cell(
        words.reader, _rank(candidate.reader_rank), _bar_html(score, least), _small(f"{score:.2f}"), class_="rank read"
    )


def _passage_html(report: Report, candidate: Candidate, words: ExplainWords) -> Html:
    sentence = _shown(candidate)
    badge = element("span", words.cited, class_="badge") if candidate.cited else fragment()
    return element(
        "th",
        element("a", sentence.sentence_id, href=f"?passage={sentence.sentence_id}"),
        badge,
        element("span", candidate.passage.address, class_="where", lang="zh-CN"),
        element("q", report.quote(sentence.start, sentence.end), lang="zh-CN"),
        scope="row",
    )


def _shown(candidate: Candidate) -> Sentence:
    """Return the sentence to show: the first that the answer cites, else the one that matches best."""
    cited = (each for each in candidate.passage.sentences if each.sentence_id in candidate.cited)
    return next(cited, candidate.best_sentence)
