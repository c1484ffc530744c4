"""`report-qa serve` in a process of its own, as it is installed, and what its memory is."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs, over the built-in report."""

    address: str
    process: subprocess.Popen[str]

    def memory(self, field: str = "VmRSS") -> int:
        """Return what the process holds in RAM, in bytes; `VmHWM` is the most that it ever held (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
        return 1024 * int(found[1]) if found else 0


@contextmanager
def serving(*options: str) -> Iterator[Served]:
    """Yield a server that was started with further options; it is ended when the block is left.

    What visitors say of answers would be kept in a temporary folder. Raises ClickException when it does not start.
    """
    command = [str(Path(sys.executable).with_name("report-qa")), "serve", "--port", str(_free_port()), *options]
    with tempfile.TemporaryDirectory(prefix="report-qa-page-") as folder:
        environment = os.environ | {"XDG_DATA_HOME": folder, "HF_HUB_OFFLINE": "1"}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                address = process.stdout.readline().strip() if process.stdout else ""
                if not address:
                    raise click.ClickException("the server did not start; its error stands above")
                yield Served(address, process)
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
