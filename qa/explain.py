"""How an answer came about: every step of search and reading for one question, as values to draw.

Nothing is scored anew here: the engine answers, its search ranks, its reader ranks again; this puts the three together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.text import has_chinese, simplified
from index.expansion import expand
from index.terms import terms
from qa.asking.question import read_question
from qa.contracts import passage_as_json, sentence_as_json
from qa.gather import READ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.passages import Passage
    from corpus.report import Sentence
    from index.search import Hit
    from qa.answer import Answer
    from qa.asking.question import Question
    from qa.asking.scope import Outside
    from qa.engine import ReportQA

SHOWN = 10
"""Candidates that an explanation holds, besides those that the answer cites."""

_WORD = re.compile(r"[^\W\d_\u3007\u3400-\u9fff\uf900-\ufaff]+|\d+(?:[.:]\d+)*%?|[\u3007\u3400-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that search found. Ranks count from 1; None where a leg did not find it or the reader did not see it.

    `fused_score` is in standard deviations over the report's passages; `reader_score` the chance (0 to 1) that the
    passage answers, by which it need not be ranked: which sentence answers, if one does, and whether one does are two
    judgements. `matched_words` are the question's words that the passage holds, `best_sentence` the one that search
    matches best, `cited` the ids of the sentences that the answer quotes.
    """

    passage: Passage
    dense_rank: int | None
    lexical_rank: int | None
    fused_rank: int
    fused_score: float
    reader_rank: int | None
    reader_score: float | None
    matched_words: tuple[str, ...]
    best_sentence: Sentence
    cited: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the candidate in JSON types only."""
        return {
            **passage_as_json(self.passage),
            "dense_rank": self.dense_rank,
            "lexical_rank": self.lexical_rank,
            "fused_rank": self.fused_rank,
            "fused_score": round(self.fused_score, 4),
            "reader_rank": self.reader_rank,
            "reader_score": None if self.reader_score is None else round(self.reader_score, 4),
            "matched_words": list(self.matched_words),
            "best_sentence": sentence_as_json(self.best_sentence),
            "cited": list(self.cited),
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was understood and what was weighed; `candidates` stand in the order in which they were preferred.

    `years` are those the question speaks of, `years_covered` those the report tells of (none: it names no year);
    `parts` the clauses that were searched by themselves; `outside` what the question names that puts it outside the
    report, and what kind of thing that is; `least_chance` the chance below which the question is refused.
    """

    answer: Answer
    years: tuple[int, ...]
    years_covered: tuple[int, ...]
    parts: tuple[str, ...]
    outside: tuple[Outside, str] | None
    uses_reader: bool
    least_chance: float
    candidates: tuple[Candidate, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints, JSON types only."""
        return {
            "question": self.answer.question,
            "standalone_question": self.answer.standalone_question,
            "language": self.answer.language,
            "years": list(self.years),
            "years_covered": list(self.years_covered),
            "parts": list(self.parts),
            "outside": {"kind": str(self.outside[0]), "named": self.outside[1]} if self.outside else None,
            "uses_reader": self.uses_reader,
            "least_chance": self.least_chance,
            "status": str(self.answer.status),
            "answer": self.answer.answer,
            "confidence": round(self.answer.confidence, 4),
            "candidates": [candidate.as_json() for candidate in self.candidates],
        }


def explain(engine: ReportQA, question: str, *, history: Sequence[str] = (), limit: int = SHOWN) -> Explanation:
    """Answer a question and tell how: its `limit` best candidates, and every other passage that the answer cites.

    Raises InvalidInputError for a question that is empty or too long.
    """
    answer = engine.ask(question, history=history)
    asked = read_question(answer.standalone_question, engine.held_in, engine.report.title)
    outside = engine.scope.outside(asked.text)
    found = engine.search(asked.text, limit=len(engine.passages), rerank=False)
    read = {} if outside else _as_read(engine, asked, found[:READ])
    cited = tuple(sentence_id for citation in answer.citations for sentence_id in citation.sentence_ids)
    candidates = [_candidate(asked, hit, read.get(hit.passage.passage_id), cited) for hit in found]
    candidates.sort(key=lambda candidate: (candidate.reader_rank or len(found), candidate.fused_rank))
    return Explanation(
        answer=answer,
        years=tuple(sorted(asked.years)),
        years_covered=tuple(sorted(engine.index.years_covered)),
        parts=tuple(part.text for part in asked.parts),
        outside=outside,
        uses_reader=engine.reader.uses_model and not outside,
        least_chance=engine.reader.least_chance,
        candidates=tuple(each for place, each in enumerate(candidates) if place < limit or each.cited),
    )


def _as_read(engine: ReportQA, question: Question, hits: Sequence[Hit]) -> dict[str, Hit]:
    """Return by passage id, as the reader ranks them, the hits that it saw; nothing for a reader without a model."""
    ranked = engine.reader.rerank(question, hits)
    return {hit.passage.passage_id: hit for hit in ranked if hit.reader_score is not None}


def _candidate(question: Question, hit: Hit, read: Hit | None, cited: Sequence[str]) -> Candidate:
    return Candidate(
        passage=hit.passage,
        dense_rank=hit.dense_rank,
        lexical_rank=hit.lexical_rank,
        fused_rank=hit.rank,
        fused_score=hit.score,
        reader_rank=read.rank if read else None,
        reader_score=read.reader_score if read else None,
        matched_words=matched_words(question.text, hit.passage.text),
        best_sentence=hit.sentences[0].sentence,
        cited=tuple(each.sentence_id for each in hit.passage.sentences if each.sentence_id in cited),
    )


def matched_words(question: str, text: str) -> tuple[str, ...]:
    """Return what question and text share, as people read it, each once, in the question's order, simplified.

    Lexical search compares words, figures and pairs of Chinese characters; pairs that overlap in the question are told
    as one run. An abbreviation (`GDP`) brings along the words that it is searched by.
    """
    held = set(terms(text))
    runs = (run for found in _WORD.finditer(simplified(expand(question))) for run in _shared(found[0], held))
    return tuple(dict.fromkeys(runs))


def _shared(word: str, held: set[str]) -> Iterator[str]:
    """Yield the word where the terms hold it; of Chinese, the runs of it all of whose pairs they hold."""
    if not has_chinese(word):
        if held.issuperset(terms(word)):
            yield word
        return
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or word[end - 1 : end + 1] not in held:
            if end - start > 1:
                yield word[start:end]
            start = end
