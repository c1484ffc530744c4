from __future__ import annotations

import pytest

from qa.evaluation.intervals import estimate


def test_a_mean_stands_between_the_ends_of_its_interval():
    found = estimate((str(n), float(n % 4 == 0)) for n in range(100))
    assert found
    assert (found.value, found.questions) == (0.25, 100)
    assert found.low
    assert found.high
    # the binomial's own 95 % interval of 25 in 100 is 0.17 to 0.34
    assert (found.low, found.high) == (pytest.approx(0.17, abs=0.01), pytest.approx(0.34, abs=0.01))


def test_an_interval_is_the_same_each_time():
    values = [(str(n), float(n % 3 == 0)) for n in range(30)]
    assert estimate(values) == estimate(values)


def test_what_is_drawn_together_widens_the_interval():
    alone = estimate((str(n), float(n % 20 < 10)) for n in range(100))
    together = estimate((str(n // 10), float(n % 20 < 10)) for n in range(100))
    assert alone
    assert together
    assert alone.value == together.value == 0.5
    assert alone.low
    assert alone.high
    assert together.low
    assert together.high
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_units_of_different_size_weigh_by_their_questions():
    found = estimate([("a", 1.0), ("a", 1.0), ("a", 1.0), ("b", 0.0)])
    assert found
    assert found.value == 0.75


@pytest.mark.parametrize("values", [[("a", 1.0), ("b", 1.0)], [("a", 0.0), ("a", 1.0)]])
def test_there_is_no_interval_where_every_draw_gives_the_same(values: list[tuple[str, float]]):
    found = estimate(values)
    assert found
    assert (found.low, found.high) == (None, None)


def test_of_nothing_there_is_no_mean():
    assert estimate([]) is None
