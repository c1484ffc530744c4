"""Each of the four packages is ours, and imports point one way."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"corpus", "index"},
    "ui": {"corpus", "index", "qa"},
}
FILES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_each_package_is_the_one_of_this_repository(package: str):
    assert Path(importlib.import_module(package).__file__ or "").parent == ROOT / package


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path):
    package = path.relative_to(ROOT).parts[0]
    ours = imported(ast.parse(path.read_text(encoding="utf-8"))) & MAY_IMPORT.keys()
    lazily_opened = {"ui"} if path == ROOT / "qa" / "cli" / "serving.py" else set()
    assert ours - {package} <= MAY_IMPORT[package] | lazily_opened


def test_only_the_engine_names_the_classes_it_puts_together():
    chosen = {"BundledEmbedder", "SentenceTransformersEmbedder", "SentenceReader", "CrossEncoderReader"}
    users = {
        str(path.relative_to(ROOT))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id in chosen and isinstance(node.ctx, ast.Load)
    }
    assert users - {"index/bundled.py"} == {"qa/engine.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_its_reader(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
