"""The proofs every report must stand (`make fuzz` has the same), and the reports they are made with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.fuzz import proofs
from corpus.library import built_in_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.report import Report

STATE_COUNCIL = Path(__file__).parents[3] / "shared" / "data" / "reports" / "state_council_1954_2025.jsonl.gz"


@pytest.fixture(scope="session")
def built_in() -> Report:
    return built_in_report()


@pytest.fixture(scope="session")
def state_council() -> dict[str, str]:
    """The text of each State Council report by its year."""
    if not STATE_COUNCIL.exists():
        pytest.skip(f"the State Council reports are not at {STATE_COUNCIL}")
    with gzip.open(STATE_COUNCIL, "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    return {report["year"]: report["content"] for report in reports if report["year"]}


@pytest.fixture(scope="session")
def prove() -> Callable[[Report], None]:
    """A function that fails unless a report loses, doubles, moves and misnames nothing."""
    return proofs.prove
