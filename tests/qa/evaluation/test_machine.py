from __future__ import annotations

import platform
from importlib.metadata import version

from qa.evaluation.machine import measured_on


def test_the_line_tells_python_and_the_versions_asked_for():
    line = measured_on(["numpy", "click"])
    assert line.endswith(f"Python {platform.python_version()}, numpy {version('numpy')}, click {version('click')}")
    assert " cores, " in line
