from __future__ import annotations

import numpy as np
import pytest

from index.years import YearsTold

TOLD = [frozenset({2017}), frozenset(), frozenset({2017, 2018}), frozenset({2017}), frozenset({2016})]


def test_a_row_tells_of_other_years_when_it_tells_of_some_and_none_of_those_asked_for():
    told = YearsTold.of(TOLD)
    assert told.others(frozenset({2018})).tolist() == [1, 0, 0, 1, 1]
    assert told.others(frozenset({2018}), np.array([3, 2])).tolist() == [1, 0]
    assert told.others(frozenset()).tolist() == [0, 0, 0, 0, 0]


def test_years_come_back_from_their_arrays():
    told = YearsTold.of(TOLD)
    again = YearsTold.from_arrays(*told.as_arrays())
    assert [again[row] for row in range(len(again))] == TOLD
    assert len(told.sets) == 4


def test_arrays_that_do_not_fit_together_are_refused():
    kinds, years, lengths = YearsTold.of(TOLD).as_arrays()
    with pytest.raises(ValueError, match="years"):
        YearsTold.from_arrays(kinds + 1, years, lengths)
    with pytest.raises(ValueError, match="years"):
        YearsTold.from_arrays(kinds, years[1:], lengths)


def test_an_index_of_nothing_tells_of_nothing():
    none = YearsTold.of([])
    assert len(YearsTold.from_arrays(*none.as_arrays())) == 0
    assert none.others(frozenset({2018})).tolist() == []
