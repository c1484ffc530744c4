"""Processes that are killed: from outside at some time, before a chosen file operation, or in the middle of a write."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerContext
    from multiprocessing.synchronize import Event
    from pathlib import Path

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir"}
_PATIENCE = 120.0
_PRELOADED = ["benchmarks.crash.tasks", "faiss", "langchain_text_splitters", "onnxruntime", "opencc", "sentencepiece"]


@dataclass(frozen=True, slots=True)
class AfterSeconds:
    """SIGKILL from outside, so long after the work has begun."""

    seconds: float


@dataclass(frozen=True, slots=True)
class BeforeOperation:
    """SIGKILL before the n-th operation, from 1, that opens a file in the folder or changes any folder."""

    number: int


@dataclass(frozen=True, slots=True)
class AtByte:
    """Killed by the kernel (SIGXFSZ) in the write that makes a file longer than this."""

    offset: int


Death = AfterSeconds | BeforeOperation | AtByte


def dies(work: Callable[[], object], death: Death, folder: Path) -> bool:
    """Run the work in a process that is killed; return False where it ended before. Operations count in `folder`.

    `work` must pickle. Raises RuntimeError when the work failed by itself.
    """
    context = forking()
    begun = context.Event()
    process = context.Process(target=_doomed, args=(work, death, folder, begun))
    process.start()
    if isinstance(death, AfterSeconds):
        begun.wait(_PATIENCE)
        process.join(death.seconds)
        process.kill()
    process.join(_PATIENCE)
    if process.exitcode in (-signal.SIGKILL, -signal.SIGXFSZ):
        return True
    if process.exitcode != 0:
        raise RuntimeError(f"the work ended with {process.exitcode}, killed or not")
    return False


def forking() -> ForkServerContext:
    """Return where processes come from that have loaded what a build imports, so that only the work takes time."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime reads it when it is imported
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _doomed(work: Callable[[], object], death: Death, folder: Path, begun: Event) -> None:
    if isinstance(death, BeforeOperation):
        _die_before(death.number, str(folder))
    elif isinstance(death, AtByte):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python turns it into an error otherwise
        resource.setrlimit(resource.RLIMIT_FSIZE, (death.offset, death.offset))
    begun.set()
    work()


def _die_before(number: int, folder: str) -> None:
    left = number

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _CHANGES or (event == "open" and str(arguments[0]).startswith(folder)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(_PATIENCE)

    sys.addaudithook(hook)
