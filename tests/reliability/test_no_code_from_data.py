"""The four packages hold nothing that turns data into code, and start no shell."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("corpus", "index", "qa", "ui")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]

MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml", "subprocess", "pty", "ctypes",
    "runpy", "code", "codeop",
}  # fmt: skip
CALLS = {
    "eval", "exec", "compile", "__import__", "system", "popen", "execv", "execve", "execvp", "spawnv", "exec_module",
    "posix_spawn", "register_custom_ops_library",
}  # fmt: skip
SAFE = {("re", "compile"), ("platform", "system")}
SETTINGS = {"allow_pickle": True, "weights_only": False, "trust_remote_code": True, "shell": True}


def dangers(source: str) -> list[str]:
    """Return what in a module could run data, or a shell."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            found += _dangers_of_call(node)
    return found


def _dangers_of_call(node: ast.Call) -> list[str]:
    owner = node.func.value.id if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) else ""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    found = [f"{owner}.{name}"] if name in CALLS and (owner, name) not in SAFE else []
    if (owner, name) == ("torch", "load"):
        found.append("torch.load")
    for keyword in node.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else "not a constant"
        if keyword.arg in SETTINGS and value is not (not SETTINGS[keyword.arg]):
            found.append(f"{keyword.arg}={value}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_turns_data_into_code(path: Path):
    assert dangers(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["import pickle", "import yaml", "from joblib import load", "eval(x)", "exec(x)", "os.system(x)", "torch.load(x)",
     "np.load(x, allow_pickle=True)", "np.load(x, allow_pickle=flag)", "run(x, shell=True)",
     "builtins.compile(x, y, z)", "Model(x, trust_remote_code=True)", "importlib.__import__(x)"],
)  # fmt: skip
def test_what_turns_data_into_code_is_noticed(source: str):
    assert dangers(source)
