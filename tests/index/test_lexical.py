from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LENGTH_NORMALISATION, TERM_SATURATION, LexicalIndex
from index.terms import terms

TEXTS = ["新增就业岗位21713个", "新增租赁住房9000套", "森林覆盖率达到16.2%", "森林覆盖率达到16.6%"]


def reference_bm25(texts: list[str], query: str) -> list[float]:
    """BM25 written as the formula stands, one document and one term at a time."""
    documents = [terms(text) for text in texts]
    average = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term in terms(query):
            holding = sum(term in other for other in documents)
            rarity = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            count = document.count(term)
            length = 1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * len(document) / average
            score += rarity * count * (TERM_SATURATION + 1) / (count + TERM_SATURATION * length) if holding else 0.0
        scores.append(score)
    return scores


def test_scores_are_those_of_the_formula():
    query = "2018年森林覆盖率要达到多少"
    assert LexicalIndex.build(TEXTS).scores(query) == pytest.approx(reference_bm25(TEXTS, query), abs=1e-5)


@given(
    st.lists(st.text(alphabet="新增就业岗位ab12 。", min_size=1, max_size=20), min_size=1, max_size=6).filter(
        lambda texts: any(terms(text) for text in texts)
    ),
    st.text(alphabet="新增就业岗位ab12 。", max_size=8),
)
def test_scores_are_those_of_the_formula_for_any_texts(texts: list[str], query: str):
    assert LexicalIndex.build(texts).scores(query) == pytest.approx(reference_bm25(texts, query), abs=1e-4)


def test_the_text_with_the_querys_words_scores_best():
    assert int(np.argmax(LexicalIndex.build(TEXTS).scores("租赁住房"))) == 1


def test_a_query_of_unknown_words_scores_nothing():
    assert not LexicalIndex.build(TEXTS).scores("xyzzy").any()


def test_coverage_is_one_for_the_indexs_own_words_and_none_for_another_script():
    index = LexicalIndex.build(TEXTS)
    assert index.coverage("森林覆盖率") == pytest.approx(1.0)
    assert index.coverage("лес") == 0.0
    assert 0.0 < index.coverage("森林 forest") < 1.0


def test_matched_terms_come_rarest_first():
    index = LexicalIndex.build(TEXTS)
    matched = [term for term in index.known_terms("森林覆盖率16.6%") if 3 in index.rows_of(term)]
    assert matched[0] == "16.6%"
    assert set(matched) == set(terms("森林覆盖率16.6%"))


def test_an_index_of_nothing_answers_nothing():
    assert LexicalIndex.build([]).scores("森林").shape == (0,)
