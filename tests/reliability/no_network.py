"""Commands in a network namespace of their own, which holds this machine's loopback and no way out of it.

Two things tell of an attempt to get out: the kernel, which counts packets without a route whoever sends them, and an
audit hook in every Python process, which sees addresses and names before the kernel does.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PATIENCE = 1800.0

_NAMES = "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n"
"""A name server that cannot be reached: asking it is an attempt to get out. The address is one for documents."""

_HOOK = """
import os, sys
_told = os.open(os.environ["NETWORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_events = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0,
           "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
def _hook(event, arguments):
    if event in _events:
        address = arguments[_events[event]]
        name = address[0] if isinstance(address, tuple) else address
        os.write(_told, f"{event} {name}\\n".encode("utf-8", "replace"))
sys.addaudithook(_hook)
"""

_INSIDE = """
import fcntl, json, socket, struct, subprocess, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    SIOCSIFFLAGS, IFF_UP = 0x8914, 1
    fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))
done = [subprocess.run(command, capture_output=True, text=True) for command in json.loads(sys.argv[1])]
names, values = [line.split() for line in open("/proc/net/snmp") if line.startswith("Ip:")]
lost = int(dict(zip(names, values))["OutNoRoutes"])
lost += sum(int(line.split()[1]) for line in open("/proc/net/snmp6") if line.startswith("Ip6OutNoRoutes"))
print(json.dumps({"lost": lost, "done": [[each.returncode, each.stdout, each.stderr] for each in done]}))
"""

LOOPBACK = {"127.0.0.1", "::1", "localhost", "None"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What commands did: status, output and errors of each, packets that found no way, names and addresses sought."""

    done: tuple[tuple[int, str, str], ...]
    lost: int
    sought: frozenset[str]


@cache
def can_cut_off() -> bool:
    """Tell whether this process may run others in namespaces of their own."""
    try:
        return subprocess.run([*_namespace(), "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def cut_off(folder: Path, commands: Sequence[Sequence[str]], environment: Mapping[str, str]) -> Outcome:
    """Run commands one after another without a network; `folder` is for what is needed to watch them."""
    (folder / "sitecustomize.py").write_text(_HOOK)
    (folder / "resolv.conf").write_text(_NAMES)
    log = folder / "network.log"
    log.touch()
    path = os.pathsep.join([str(folder), *filter(None, [environment.get("PYTHONPATH")])])
    inside = [sys.executable, "-I", "-c", _INSIDE, json.dumps(commands)]
    script = f"mount --bind {shlex.quote(str(folder / 'resolv.conf'))} /etc/resolv.conf && exec {shlex.join(inside)}"
    finished = subprocess.run(
        [*_namespace(), "sh", "-c", script],
        env={**environment, "PYTHONPATH": path, "NETWORK_LOG": str(log)},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        cwd=Path(__file__).parents[2],
    )
    assert finished.returncode == 0, finished.stderr
    told = json.loads(finished.stdout)
    return Outcome(tuple(map(tuple, told["done"])), told["lost"], frozenset(log.read_text().splitlines()))


def _namespace() -> list[str]:
    return ["unshare", "--net", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
