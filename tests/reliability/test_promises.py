"""docs/reliability.md names a test for each promise: every one of them must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_holds_a_promise_is_there(file: str, test: str):
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_promise_names_its_test():
    promises = [
        line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| Promise", "| ---"))
    ]
    assert promises
    assert [line for line in promises if not re.search(r"`tests/[\w/]+\.py::test_\w+`", line)] == []


def test_every_test_of_a_fault_is_named():
    here = Path(__file__).parent
    tests = {
        (f"tests/reliability/{path.name}", name)
        for path in here.glob("test_*.py")
        if path != Path(__file__)
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert tests - set(NAMED) == set()
