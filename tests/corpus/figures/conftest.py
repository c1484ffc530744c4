"""What the tests of figures are made with: a report with a sentence in its results or in its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.figures import figures_of
from corpus.parse import parse_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.figures import Figure

REPORT = """2021年甲县政府工作报告

——2021年2月3日在甲县第三届人民代表大会第一次会议上

一、2020年工作回顾

{results}

二、2021年主要任务

{tasks}
"""


@pytest.fixture(scope="session")
def found() -> Callable[..., tuple[Figure, ...]]:
    """A function that returns the figures of a report held in 2021 with these results and tasks."""

    def run(results: str = "各项事业稳步发展。", tasks: str = "做好各项工作。") -> tuple[Figure, ...]:
        return figures_of(parse_report(REPORT.format(results=results, tasks=tasks), "county"))

    return run
