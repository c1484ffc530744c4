"""Commands in a mount namespace of their own, in which a folder is a small disk or cannot be written, even by root."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PATIENCE = 300.0


@cache
def can_mount() -> bool:
    """Tell whether this process may mount in a namespace of its own: root may, others where the kernel lets them."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_namespace(), "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def on_small_disk(folder: Path, kibibytes: int, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to which the folder is an empty disk of this size. It is gone when the command ends."""
    return _run(f"mount -t tmpfs -o size={kibibytes}k tmpfs {shlex.quote(str(folder))}", command)


def on_read_only(folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to which the folder can be read and not written."""
    place = shlex.quote(str(folder))
    return _run(f"mount --bind {place} {place} && mount -o remount,bind,ro {place}", command)


def _run(mount: str, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    script = f"{mount} && exec {shlex.join(command)}"
    return subprocess.run([*_namespace(), "sh", "-c", script], capture_output=True, text=True, timeout=_PATIENCE)


def _namespace() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
