"""What report-qa is made of is pinned, hashed and licensed; nothing here needs a network."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]

_spec = importlib.util.spec_from_file_location("supply", ROOT / ".ci" / "supply.py")
assert _spec
assert _spec.loader
supply = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(supply)


def test_everything_that_is_needed_is_pinned_once_and_installed_as_pinned():
    pins = supply.pins()
    needed = supply.needed("dev")
    assert needed - pins.keys() == set()
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = Counter(canonicalize_name(line.partition("==")[0]) for line in lines if not line.startswith("#"))
    assert {name for name, count in names.items() if count > 1} == set()
    assert {name for name in names if not re.fullmatch(r"[\w.-]+==\d[\w.]*", pins.get(name, ""))} == set()
    installed = {name: distribution(name).version.partition("+")[0] for name in needed}
    assert installed == {name: pins[name].partition("==")[2] for name in needed}


def test_the_lock_has_the_version_and_a_hash_of_all_that_is_needed_to_run():
    lines = [line for line in supply.LOCK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    locked = {canonicalize_name(line.partition("==")[0]): line for line in lines}
    assert locked.keys() == supply.needed()
    pins = supply.pins()
    wrong = [
        line
        for name, line in locked.items()
        if not re.fullmatch(re.escape(pins[name]) + r" --hash=sha256:[0-9a-f]{64}", line)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(supply.needed("dev")))
def test_the_licence_of_everything_is_one_that_is_allowed(name: str):
    assert supply.is_known(supply.licence(distribution(name)))


def test_the_list_of_licences_is_up_to_date():
    assert supply.LICENCES.read_text(encoding="utf-8") == supply.licence_table()


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND AGPL-3.0-or-later", "unknown", "", "Proprietary"])
def test_other_licences_are_noticed(expression: str):
    assert not supply.is_known(expression)


def test_the_tools_of_ci_are_pinned():
    lines = (ROOT / ".ci" / "tools.txt").read_text(encoding="utf-8").splitlines()
    assert {
        line for line in lines if not line.startswith("#") and not re.fullmatch(r"[\w.-]+==\d[\w.]*", line)
    } == set()
    assert {"pip_audit", "cyclonedx-bom"} <= {line.partition("==")[0] for line in lines}
