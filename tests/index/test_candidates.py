"""A large index against one of the same report that scores every row: the seam is `Scores`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.library import built_in_report
from corpus.passages import split_passages
from index.build import build_index
from index.candidates import STRETCH, STRETCHES, sampled_passages
from index.search import ranked, score, score_every, search_hybrid
from index.store import index_folder, read_index, write_index
from tests.index.test_search import NO_YEAR, HashingEmbedder

if TYPE_CHECKING:
    from pathlib import Path

    from index.search import SearchIndex

REPORT = built_in_report()
PASSAGES = split_passages(REPORT)
QUERIES = (
    "2017年地区生产总值是多少", "森林覆盖率", "新增就业岗位", "进博会服务保障", "养老床位", "河长制 水环境治理",
    "GDP growth", "青浦新城建设", "租赁住房套数", "乡村振兴战略", "营商环境 审批改革", "教育 学校 幼儿园",
)  # fmt: skip


@pytest.fixture(scope="module")
def every() -> SearchIndex:
    return build_index(REPORT, PASSAGES, HashingEmbedder())


@pytest.fixture(scope="module")
def large() -> SearchIndex:
    return build_index(REPORT, PASSAGES, HashingEmbedder(), every_row_up_to=0)


def test_an_ordinary_report_is_scored_whole_and_one_of_more_sentences_by_its_candidates(
    every: SearchIndex, large: SearchIndex
):
    assert (every.large, every.nearest) == (False, None)
    assert (large.large, large.dense) == (True, None)


@pytest.mark.parametrize("kind", ["every", "large"])
@pytest.mark.parametrize("with_model", [True, False])
def test_scores_keep_to_the_seam(kind: str, with_model: bool, request: pytest.FixtureRequest):
    index: SearchIndex = request.getfixturevalue(kind)
    embedder = HashingEmbedder() if with_model else None
    for scores in (
        score(index, "幼儿园", embedder, years=frozenset({2018})),
        score(index, "幼儿园", embedder, years=NO_YEAR).leaning_on(score(index, "学校", embedder, years=NO_YEAR), 0.3),
    ):
        rows = scores.best(20)
        assert 0 < len(rows) <= 20
        assert len(set(rows.tolist())) == len(rows)
        values = scores.of_passages(rows)
        assert (np.diff(values) <= 0).all()
        apart = np.concatenate([scores.of_passages(rows[place : place + 1]) for place in range(len(rows))])
        assert apart == pytest.approx(values, abs=1e-5)
        starts, ends = index.firsts[rows], index.firsts[rows + 1]
        assert len(scores.of_sentences(starts, ends)) == (ends - starts).sum()
        one = scores.of_sentences(starts[1:2], ends[1:2])
        assert one == pytest.approx(scores.of_sentences(starts, ends)[ends[0] - starts[0] :][: len(one)], abs=1e-5)
        assert all(rank is None or rank >= 1 for rank in (*scores.dense_ranks(rows), *scores.lexical_ranks(rows)))
        if not with_model:
            assert all(rank is None for rank in scores.dense_ranks(rows))
            assert all(scores.lexical_ranks(rows))


def test_a_large_index_finds_the_ten_that_scoring_every_row_finds(every: SearchIndex, large: SearchIndex):
    found = [
        {hit.passage.passage_id for hit in search_hybrid(index, query, HashingEmbedder(), years=years, limit=10)}
        for years in (NO_YEAR, frozenset({2018}))
        for query in QUERIES
        for index in (every, large)
    ]
    shared = [len(one & other) / len(one) for one, other in zip(found[::2], found[1::2], strict=True)]
    assert np.mean(shared) >= 0.99


def test_what_a_large_index_scores_is_what_scoring_every_row_of_it_gives(large: SearchIndex):
    for query in QUERIES:
        whole = score_every(large, query, HashingEmbedder(), years=frozenset({2018}))
        some = score(large, query, HashingEmbedder(), years=frozenset({2018}))
        rows = whole.best(10)
        assert some.best(10).tolist() == rows.tolist()
        assert some.of_passages(rows) == pytest.approx(whole.of_passages(rows), abs=1e-3)
        starts, ends = large.firsts[rows], large.firsts[rows + 1]
        assert some.of_sentences(starts, ends) == pytest.approx(whole.of_sentences(starts, ends), abs=1e-3)
        assert (some.dense_ranks(rows)[0], some.lexical_ranks(rows)[0]) == (
            whole.dense_ranks(rows)[0],
            whole.lexical_ranks(rows)[0],
        )


def test_a_part_of_a_question_leans_on_the_whole_alike(large: SearchIndex):
    legs = [
        kind(large, query, HashingEmbedder(), years=NO_YEAR)
        for kind in (score, score_every)
        for query in ("幼儿园", "教育投入")
    ]
    some, every = legs[0].leaning_on(legs[1], 0.3), legs[2].leaning_on(legs[3], 0.3)
    assert some.best(10).tolist() == every.best(10).tolist()


def test_a_large_index_read_back_finds_the_same(large: SearchIndex, tmp_path: Path):
    folder = index_folder(tmp_path, REPORT, "hashing")
    write_index(folder, large, REPORT, "hashing")
    again, manifest = read_index(folder, REPORT, "hashing", every_row_up_to=0)
    assert (manifest.large, manifest.dimensions) == (True, 256)
    for query in QUERIES:
        hits = [
            ranked(index, query, score(index, query, HashingEmbedder(), years=NO_YEAR), limit=20)
            for index in (large, again)
        ]
        assert hits[0] == hits[1]


def test_a_large_index_without_a_model_searches_by_words():
    index = build_index(REPORT, PASSAGES, None, every_row_up_to=0)
    every = build_index(REPORT, PASSAGES, None)
    for query in QUERIES:
        some, whole = (search_hybrid(each, query, None, years=NO_YEAR, limit=10) for each in (index, every))
        assert [hit.passage.passage_id for hit in some] == [hit.passage.passage_id for hit in whole]


@pytest.mark.parametrize("every_row_up_to", [0, 30_000])
def test_a_question_none_of_whose_words_stand_in_the_report_finds_nothing_by_words(every_row_up_to: int):
    index = build_index(REPORT, PASSAGES, None, every_row_up_to=every_row_up_to)
    assert search_hybrid(index, "xyzzy", None, years=NO_YEAR, limit=10) == []
    part = score(index, "xyzzy", None, years=NO_YEAR)
    assert ranked(index, "xyzzy", part.leaning_on(part, 0.3), limit=10) == []


def test_the_sample_is_the_whole_report_where_it_is_small_and_lies_within_it_where_it_is_large():
    assert [each.tolist() for each in sampled_passages(50)] == [[0], [50]]
    starts, ends = sampled_passages(1_000_003)
    assert (ends - starts).sum() == STRETCHES * STRETCH
    assert (starts[0], ends[-1]) == (0, 1_000_003)
    assert (starts[1:] >= ends[:-1]).all()
