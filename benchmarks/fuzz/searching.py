"""Search and the understanding of questions as targets: BM25 against a plain reckoning of it, questions, answers."""

from __future__ import annotations

import json
import math
from collections import Counter
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fuzz.reading_reports import SLOW, real_reports
from benchmarks.fuzz.texts import harmed, report, text
from corpus.errors import ReportQAError
from index.lexical import LENGTH_NORMALISATION, TERM_SATURATION, LexicalIndex
from index.terms import terms
from qa.answer import LONGEST_ANSWER, verify
from qa.engine import ReportQA, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

QUESTIONS = (
    *(
        "2017年地区生产总值是多少？",
        "那2018年呢？",
        "和去年比增长了多少？",
        "How many jobs were created?",
        "是否建成了医院？",
    ),
    *(
        "青浦区有多少所幼儿园，新增了几所？",
        "法国的首都是哪里？",
        "它增长了吗？",
        "Ist die Stadt gewachsen?",
        "住房保障有哪些措施？",
    ),
)


def question(random: Random) -> str:
    """Return a question: hostile text, or a real one come to harm."""
    return text(random, 1200) if random.random() < 0.5 else harmed(random, random.choice(QUESTIONS))


class Lexical:
    """BM25 over any texts is what its formula says, written down plainly."""

    at_once = 16

    def __init__(self, _folder: Path, shared: Path) -> None:
        """Read the reports that texts are made from."""
        self._sources = real_reports(shared)

    def make(self, random: Random, /) -> tuple[list[str], str]:
        """Return texts and a query."""
        texts = [report(random, self._sources, 80) for _ in range(random.randint(0, 6))]
        return texts, random.choice([question(random), *texts])

    def check(self, cases: Sequence[tuple[list[str], str]], /) -> None:
        """Compare all scores with the plain reckoning."""
        for texts, query in cases:
            index = LexicalIndex.build(texts)
            assert np.allclose(index.scores(query), plain_scores(texts, query), rtol=1e-4, atol=1e-5)
            assert 0 <= index.coverage(query) <= 1 + 1e-9
            known = index.known_terms(query)
            assert set(known) == set(terms(query)) & {term for held in texts for term in terms(held)}
            for term in known:
                assert index.rows_of(term).tolist() == [n for n, held in enumerate(texts) if term in terms(held)]


def plain_scores(texts: Sequence[str], query: str) -> list[float]:
    """Return BM25 as Robertson and Zaragoza write it, with Lucene's rarity; shape (texts,)."""
    counts = [Counter(terms(held)) for held in texts]
    average = sum(count.total() for count in counts) / max(1, len(counts)) or 1.0
    scores = []
    for count in counts:
        norm = TERM_SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * count.total() / average)
        score = 0.0
        for term in terms(query):
            holding = sum(term in other for other in counts)
            rarity = math.log1p((len(counts) - holding + 0.5) / (holding + 0.5))
            score += rarity * count[term] * (TERM_SATURATION + 1) / (count[term] + norm) if count[term] else 0.0
        scores.append(score)
    return scores


class Answers:
    """Any question after any history gets an answer whose quotes stand in the report, or a refusal of one line."""

    at_once = 4

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Open an engine that searches by words alone."""
        self._engine = ReportQA(Settings(lexical=True, index_dir=folder / "indexes"))

    def make(self, random: Random, /) -> tuple[str, list[str]]:
        """Return a question and those before it."""
        return question(random), [question(random) for _ in range(random.choice((0, 0, 1, 3)))]

    def check(self, cases: Sequence[tuple[str, list[str]]], /) -> None:
        """Ask and search."""
        for asked, history in cases:
            started = process_time()
            try:
                answer = self._engine.ask(asked, history=history)
                hits = self._engine.search(asked)
            except ReportQAError as error:
                assert str(error)
                assert "\n" not in str(error)
                continue
            for citation in answer.citations:
                verify(self._engine.report, citation)
            assert len(answer.answer) <= LONGEST_ANSWER
            assert 0 <= answer.confidence <= 1
            json.loads(json.dumps(answer.as_json(), ensure_ascii=False, allow_nan=False))
            assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
            assert process_time() - started < SLOW, "it took long"
