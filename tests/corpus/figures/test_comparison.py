"""Results beside targets: better no pair than a wrong one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from corpus.figures import comparisons

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from corpus.figures import Figure

    Found: TypeAlias = Callable[..., tuple[Figure, ...]]


def test_a_result_of_last_year_stands_beside_the_target_of_this_year(found: Found):
    (pair,) = comparisons(found("全县生产总值比上年增长7.4%。", "生产总值增长7%以上。"))
    assert (pair.indicator, pair.result.text, pair.target.text) == ("生产总值", "7.4%", "7%")
    assert pair.difference == Decimal("-0.4")


@pytest.mark.parametrize(
    ("results", "tasks"),
    [
        ("生产总值达到120亿元。", "生产总值增长7%。"),
        ("生产总值比2015年增长40%。", "生产总值增长7%。"),
        ("五年来生产总值增长40%。", "生产总值增长7%。"),
        ("新建学校31所。", "新建学校达到31万平方米。"),
        ("粮食总产量31万吨，粮食总产量30万吨。", "粮食总产量达到32万吨。"),
        ("粮食总产量31万吨。", "棉花总产量达到32万吨。"),
        ("各项事业稳步发展。", "粮食总产量达到32万吨。"),
    ],
)
def test_what_does_not_match_is_not_paired(found: Found, results: str, tasks: str):
    assert comparisons(found(results, tasks)) == ()
