from __future__ import annotations

import pytest

from qa.explain_table import BAR, bar


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0.0, " " * BAR), (1.0, "█" * BAR), (0.5, "████    "), (1 / 64, "▏       "), (-1.0, " " * BAR), (7.0, "█" * BAR)],
)
def test_a_bar_is_as_long_as_its_share_and_never_longer_than_its_place(share: float, drawn: str):
    assert bar(share) == drawn
