"""What report-qa is made of: `lock` writes requirements.lock, `licences` writes docs/licences.md.

To be run by the environment's own Python (`make lock`, `make licences`); `tests/test_supply.py` checks what is written.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK, LICENCES = ROOT / "requirements.lock", ROOT / "docs" / "licences.md"

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CNRI-Python", "ISC", "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
"""Licences under which all may be used and passed on; MPL-2.0 asks for the sources of its own files only."""

SPELLED = {
    "3-Clause BSD License": "BSD-3-Clause", "Apache 2.0": "Apache-2.0", "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0", "ISC License": "ISC",
    "Apache Software License": "Apache-2.0", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause",
    "MIT License": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
"""How packages write licences that have a name in SPDX's list."""

UNTOLD = {"axe-playwright-python": "MIT"}
"""What a package's licence file says and its metadata does not."""

_LOCK_HEAD = f"""\
# Made by `make lock` for CPython {sys.version_info.major}.{sys.version_info.minor} on {sys.platform}; \
SECURITY.md tells how it is used.
"""
_LICENCES_HEAD = """\
# Licences

Made by `make licences` from what the packages say of themselves. `tests/test_supply.py` checks that every licence is
one of those that `.ci/supply.py` allows.

| package | licence | needed |
| --- | --- | --- |
"""


def needed(*extras: str) -> set[str]:
    """Return the names of all that report-qa needs here, with these of its extras, by the installed metadata."""
    found: set[str] = set()
    waiting = {("report-qa", extra) for extra in ("", *extras)}
    seen: set[tuple[str, str]] = set()
    while waiting:
        seen.add(entry := waiting.pop())
        for requirement in map(Requirement, requires(entry[0]) or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": entry[1]}):
                name = canonicalize_name(requirement.name)
                found.add(name)
                waiting |= {(name, extra) for extra in ("", *requirement.extras)} - seen
    return found


def pins() -> dict[str, str]:
    """Return the line of constraints.txt for each name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.partition("==")[0]): line for line in lines if "==" in line}


def licence(package: Distribution) -> str:
    """Return a package's licence as SPDX writes it, "unknown" where it does not say."""
    told = package.metadata
    kinds = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    written = [told.get("License-Expression"), UNTOLD.get(canonicalize_name(told["Name"])), told.get("License"), *kinds]
    names = [SPELLED.get(each, each) for each in written if each and len(each) < 150]
    return next((name for name in names if is_known(name)), "unknown")


def is_known(expression: str) -> bool:
    """Tell whether every licence of an expression is allowed."""
    return all(part in ALLOWED for part in re.split(r" AND | OR ", re.sub(r"[()]", "", expression)))


def licence_table() -> str:
    """Return docs/licences.md: every package, by its name."""
    to_run, everything = needed(), needed("dev")
    rows = (
        f"| {name} | {licence(distribution(name))} | {'to run' if name in to_run else 'for development'} |"
        for name in sorted(everything)
    )
    return _LICENCES_HEAD + "\n".join(rows) + "\n"


def lock() -> str:
    """Return requirements.lock: what is needed to run, each with the SHA-256 of the file that pip takes for it here."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder) / "wanted.txt", Path(folder) / "report.json"
        wanted.write_text("\n".join(pins()[name] for name in sorted(needed())))
        options = ["--dry-run", "--ignore-installed", "--no-deps", "--only-binary", ":all:", "--quiet"]
        command = [sys.executable, "-m", "pip", "install", *options, "--report", report, "--requirement", wanted]
        subprocess.run(command, check=True)
        taken = json.loads(report.read_text())["install"]
    digests = {
        canonicalize_name(each["metadata"]["name"]): each["download_info"]["archive_info"]["hashes"]["sha256"]
        for each in taken
    }
    return _LOCK_HEAD + "".join(f"{pins()[name]} --hash=sha256:{digests[name]}\n" for name in sorted(digests))


if __name__ == "__main__":
    if sys.argv[1:] == ["lock"]:
        LOCK.write_text(lock(), encoding="utf-8")
    elif sys.argv[1:] == ["licences"]:
        LICENCES.write_text(licence_table(), encoding="utf-8")
    else:
        sys.exit("usage: supply.py lock | licences")
