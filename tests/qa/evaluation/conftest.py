"""What the evaluation's tests share: an engine that opens at once, outcomes made by hand, the shared question sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.engine import ReportQA
from qa.evaluation.measures import Measure
from qa.evaluation.outcome import Offer, Outcome
from qa.evaluation.run import Conditions, Run, SetRead

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = Path(__file__).resolve().parents[4] / "shared"


def shared(*names: str) -> Path:
    """Return a path under ../shared; skip the test where it is not there."""
    path = SHARED.joinpath(*names)
    if not path.exists():
        pytest.skip(f"there is no {path}")
    return path


def outcome(
    question_id: str,
    *,
    right: bool = True,
    answerable: bool = True,
    answered: bool | None = None,
    set_name: str = "facts",
    together: str | None = None,
    language: str = "zh",
    kind: str = "number",
    follow_up: bool = False,
    confidence: float = 0.9,
    answer: str = "1009.2亿元",
    offer: Offer | None = None,
    **marks: float,
) -> Outcome:
    """Return an outcome; what was right of what the report answers was answered, and the other way round."""
    given = (right == answerable) if answered is None else answered
    own = {Measure.RIGHT: float(right), Measure.VERBATIM: 1.0}
    if answerable:
        own |= {Measure.CORRECT: float(right), Measure.ANSWERED: float(given)}
    else:
        own |= {Measure.REFUSAL_RECALL: float(not given)}
    if not given:
        own[Measure.REFUSAL_PRECISION] = float(not answerable)
    return Outcome(
        set_name=set_name,
        question_id=question_id,
        together=together or question_id,
        language=language,
        kind=kind,
        follow_up=follow_up,
        question=f"{question_id}是多少？",
        standalone_question=f"{question_id}是多少？",
        answerable=answerable,
        wanted=(("1009.2",),) if answerable else (),
        answered=given,
        answer=answer,
        confidence=confidence if given else 0.0,
        cited=("P004.3",) if given else (),
        length=len(answer),
        timing_ms={"search": 10.0, "read": 80.0, "total": 90.0, "wall": 91.0},
        marks=own | {Measure(name): mark for name, mark in marks.items()},
        offer=offer or (Offer(confidence, right and answerable) if given else None),
    )


def run_of(outcomes: Sequence[Outcome], *, complete: bool = True) -> Run:
    """Return a run of these outcomes."""
    names = dict.fromkeys(each.set_name for each in outcomes)
    sets = tuple(SetRead(name, sum(each.set_name == name for each in outcomes), "0" * 64) for name in names)
    conditions = Conditions(
        "0.1.0", "a machine", "甲县报告", "a model", "17bb50886256", 0.2, 300 * 2**20, complete, sets
    )
    return Run.of(conditions, outcomes)


@pytest.fixture
def lexical(short_report: Path, tmp_path: Path) -> ReportQA:
    """An engine over a short report, without any model."""
    return ReportQA.open(short_report, lexical=True, index_dir=tmp_path / "indexes")
