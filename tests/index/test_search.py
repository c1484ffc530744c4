from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index, in_context
from index.scores import standardised
from index.search import score_every, search_hybrid
from index.terms import terms
from tests.conftest import SHORT_REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedder import TextRole
    from index.search import SearchIndex

REPORT = parse_report(SHORT_REPORT, "county")
NO_YEAR: frozenset[int] = frozenset()


class HashingEmbedder:
    """A small real embedder: terms hashed into 256 dimensions, the same in every process."""

    name = "hashing"

    def embed(self, texts: Sequence[str], role: TextRole, /, *, progress: object = None) -> np.ndarray:
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms(text):
                row[sum(ord(character) * 31**place for place, character in enumerate(term)) % 256] += 1
            row[0] += 0.01
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return build_index(REPORT, split_passages(REPORT), HashingEmbedder())


def found(index: SearchIndex, query: str, years: frozenset[int] = NO_YEAR, limit: int = 3) -> list[str]:
    return [hit.passage.passage_id for hit in search_hybrid(index, query, HashingEmbedder(), years=years, limit=limit)]


def test_the_passage_that_tells_comes_first(index: SearchIndex):
    assert found(index, "全县生产总值达到多少")[0] == "P003"


def test_the_years_of_the_question_decide_between_two_passages_on_the_same_thing(index: SearchIndex):
    assert found(index, "新建公办幼儿园几所", frozenset({2020}))[0] == "P004"
    assert found(index, "新建公办幼儿园几所", frozenset({2021}))[0] == "P006"


def test_hits_are_ranked_from_one_best_first_and_no_more_than_asked(index: SearchIndex):
    hits = search_hybrid(index, "公交", HashingEmbedder(), years=NO_YEAR, limit=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_carries_its_ranks_words_and_sentences_best_first(index: SearchIndex):
    hit = search_hybrid(index, "改造农村危房", HashingEmbedder(), years=NO_YEAR, limit=1)[0]
    assert (hit.dense_rank, hit.lexical_rank) == (1, 1)
    assert "危房" in hit.matched_terms
    assert hit.sentences[0].sentence.text == "改造农村危房412户。"
    assert {match.sentence for match in hit.sentences} == set(hit.passage.sentences)


def test_without_a_model_only_passages_that_share_a_word_are_found(index: SearchIndex):
    hits = search_hybrid(index, "幼儿园", None, years=NO_YEAR, limit=10)
    assert {hit.passage.passage_id for hit in hits} == {"P004", "P006"}
    assert all(hit.dense_rank is None and hit.lexical_rank for hit in hits)


def test_an_index_built_without_a_model_searches_by_words():
    index = build_index(REPORT, split_passages(REPORT), None)
    assert index.dense is None
    assert [h.passage.passage_id for h in search_hybrid(index, "危房", None, years=NO_YEAR, limit=5)] == ["P004"]


def test_scores_hold_every_passage_and_every_sentence(index: SearchIndex):
    scores = score_every(index, "幼儿园", HashingEmbedder(), years=NO_YEAR)
    assert scores.passages.shape == (len(index.passages),)
    assert scores.sentences.shape == (sum(len(passage.sentences) for passage in index.passages),)


def test_a_part_of_a_question_leans_on_the_whole_by_the_share_given(index: SearchIndex):
    whole = score_every(index, "医院", HashingEmbedder(), years=NO_YEAR)
    part = score_every(index, "幼儿园", HashingEmbedder(), years=NO_YEAR)
    assert part.leaning_on(whole, 0.25).passages == pytest.approx(0.75 * part.passages + 0.25 * whole.passages)


def test_standardised_scores_have_mean_nought_and_spread_one():
    scores = standardised(np.array([1, 2, 3, 10], dtype=np.float32))
    assert (scores.mean(), scores.std()) == pytest.approx((0, 1), abs=1e-6)
    assert standardised(np.ones(3, dtype=np.float32)).tolist() == [0, 0, 0]


def test_a_sentence_in_context_stands_behind_title_heading_and_topic():
    passage = next(p for p in split_passages(REPORT) if p.passage_id == "P004")
    assert in_context(REPORT, passage, passage.sentences[1].text) == (
        "2021年甲县政府工作报告 一、2020年工作回顾 民生持续改善：新建公办幼儿园6所，新增学位1800个。"
    )
