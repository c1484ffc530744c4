"""What the documents say is what the program does."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from qa.cli import main

if TYPE_CHECKING:
    from qa.engine import ReportQA

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh.md"]


def commands(name: str) -> list[str]:
    """Return the command lines of a document's console blocks, without their comments."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.removeprefix("$ ").partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("make ", "report-qa "))]


def test_both_readmes_show_the_same_commands():
    assert commands("README.md") == commands("README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_readme_exists(name: str):
    for line in commands(name):
        program, command, *_ = line.split()
        if program == "report-qa":
            assert command in main.commands
        else:
            assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_stands_in_the_readme(command: str):
    assert any(line.startswith(f"report-qa {command}") for line in commands("README.md"))


@pytest.mark.parametrize("name", READMES)
def test_the_session_of_the_readme_is_real(name: str, engine: ReportQA):
    text = (ROOT / name).read_text(encoding="utf-8")
    for question in re.findall(r'^\$ report-qa ask "(.*)"$', text, re.MULTILINE):
        session = text[text.index(f'ask "{question}"') :].partition("```")[0].partition("\n$ ")[0]
        answer = engine.ask(question)
        shown = [line for line in session.splitlines()[1:] if line and "…" not in line]
        printed = answer.answer + "".join(f"\n  [1] {c.address}  ({c.sentence_ids[0]})" for c in answer.citations[:1])
        assert shown
        assert [line for line in shown if line.rstrip() not in printed] == []


@pytest.mark.parametrize("name", [*READMES, "docs/architecture.md", "docs/contracts.md", "CHANGELOG.md"])
def test_every_link_leads_to_a_file(name: str):
    path = ROOT / name
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_changelog_knows_the_version():
    assert f"## [{version('report-qa')}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_architecture_fits_on_a_page():
    assert len((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_constraints_pin_every_dependency():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in lines if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    assert {canonicalize_name(Requirement(line).name) for line in wanted} <= pinned
