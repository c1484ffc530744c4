from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import InvalidInputError
from qa.evaluation.outcome import Offer
from qa.evaluation.run import read_run, run_text
from tests.qa.evaluation.conftest import outcome, run_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OUTCOMES = [
    outcome("a"),
    outcome("b", right=False, offer=Offer(0.05, True)),
    outcome("c", answerable=False, set_name="no"),
]


def test_a_run_that_was_kept_is_read_as_it_was(tmp_path: Path):
    run = run_of(OUTCOMES)
    path = tmp_path / "run.json"
    path.write_text(run_text(run), encoding="utf-8")
    assert read_run(path) == run


def test_json_tells_conditions_figures_curve_and_every_outcome():
    row = json.loads(run_text(run_of(OUTCOMES)))
    assert row.keys() == {
        "format", "version", "machine", "report", "model", "reader", "least_chance", "peak_memory", "complete", "sets",
        "figures", "coverage", "outcomes",
    }  # fmt: skip
    assert row["outcomes"][0]["marks"]["right"] == 1
    assert [point["threshold"] for point in row["coverage"]] == [0.9, 0.05]


def changed(row: dict[str, Any], path: list[str | int], value: object) -> dict[str, Any]:
    place: Any = row
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return row


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: [], "a JSON object must stand here"),
        (lambda row: changed(row, ["format"], 0), '"format" is not 1'),
        (lambda row: changed(row, ["outcomes"], []), '"outcomes" is empty'),
        (lambda row: changed(row, ["outcomes", 1, "answer"], None), r'outcomes\[1\]: "answer" must be a text'),
        (lambda row: changed(row, ["outcomes", 0, "marks"], {}), r'outcomes\[0\]: "right" must be a number'),
        (lambda row: changed(row, ["outcomes", 0, "confidence"], float("nan")), '"confidence" must be a number'),
        (lambda row: changed(row, ["sets", 0, "questions"], -1), '"questions" must be a number from 0'),
    ],
)
def test_a_file_that_is_no_run_is_named(tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(change(json.loads(run_text(run_of(OUTCOMES))))), encoding="utf-8")
    with pytest.raises(InvalidInputError, match=rf"run\.json is no run that this version can read \(.*{said}"):
        read_run(path)
