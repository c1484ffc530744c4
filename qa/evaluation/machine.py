"""What a figure was measured on: no figure is printed without it."""

from __future__ import annotations

import os
import platform
import re
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def measured_on(packages: Iterable[str]) -> str:
    """Return one line: the date, the processor and its cores, Python, and the versions of the packages that count."""
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"{date.today()}, {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def _processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    facts = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", facts.read_text(), re.MULTILINE) if facts.exists() else None
    return named[1] if named else platform.processor() or "unknown processor"
