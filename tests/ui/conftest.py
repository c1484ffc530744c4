"""Engines and servers for the chat's tests: the real ones, lexical only, which need no model and open at once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.engine import ReportQA
from tests.ui.raw_http import ask, join

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = """2018年某区政府工作报告

一、2017年工作回顾

全区生产总值<script>window.hacked = 1</script>达到100亿元。财政收入![图](http://example.invalid/x.png)完成20亿元。

二、2018年主要任务

新增就业[点这里](javascript:alert(1))岗位$x^2$共3000个，`代码`不变，
<b onclick="alert(2)">粗体</b>与${value}{{value}}也不变。
"""


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ReportQA:
    return ReportQA.open(lexical=True, index_dir=tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@pytest.fixture
def hostile_engine(hostile_report: Path, tmp_path: Path) -> ReportQA:
    return ReportQA.open(hostile_report, lexical=True, index_dir=tmp_path)


SERVER = """
import json
import sys
import time
from pathlib import Path
from qa.engine import ReportQA
import ui.app
import ui.server
from ui.access import Access
from ui.guard.slow import Patience
from ui.watch.log import Log
class Fragile(ReportQA):
    def ask(self, question, *, history=()):
        if "故障" in question:
            raise RuntimeError("a fault that a test asked for")
        if "慢" in question:
            time.sleep(3)
        while hold and "等" in question and Path(hold).exists():
            time.sleep(0.05)
        return super().ask(question, history=history)
port, index_dir, feedback_dir, access, options, *report = sys.argv[1:]
options = json.loads(options)
hold = options["hold"]
for name, value in options["limits"].items():
    setattr(ui.app, name, value)
ui.server.PATIENCE = Patience(**options["patience"])
log = Log(Path(options["log"]) if options["log"] else None, with_words=options["with_words"])
engine = Fragile.open(Path(report[0]) if report else None, lexical=True, index_dir=Path(index_dir))
access = Access(**json.loads(access))
announce = lambda url: print(url, flush=True)
ui.app.serve(
    engine, access=access, port=int(port), feedback_dir=Path(feedback_dir), announce=announce, log=log,
    with_metrics=options["with_metrics"],
)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Servers:
    """Servers in processes of their own, behind a dead proxy.

    A process for each because Gradio leaves sockets and event loops behind, which this suite takes for errors.
    """

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._running: dict[str, subprocess.Popen[str]] = {}

    def __call__(
        self,
        report: Path | None = None,
        *,
        port: int | None = None,
        feedback_dir: Path | None = None,
        limits: dict[str, int] | None = None,
        patience: dict[str, float] | None = None,
        log: Path | None = None,
        with_words: bool = False,
        with_metrics: bool = False,
        hold: Path | None = None,
        **access: object,
    ) -> str:
        """Start a server and return its address once it is announced.

        `limits` are the constants of `ui.app` to be other than they are, `patience` is what `Patience` takes, `log` and
        `with_words` what `Log` does, `access` what `Access` does. While the file `hold` is there, a question with 等 is
        not answered.
        """
        feedback = feedback_dir or self._folders.mktemp("feedback")
        folders = [str(self._folders.mktemp("index")), str(feedback)]
        watched = {"log": str(log) if log else None, "with_words": with_words, "with_metrics": with_metrics}
        watched["hold"] = str(hold) if hold else None
        options = {"limits": limits or {}, "patience": patience or {}} | watched
        rules = [json.dumps(access), json.dumps(options)]
        arguments = [str(port or free_port()), *folders, *rules, *([str(report)] if report else [])]
        proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy"), "http://127.0.0.1:9")
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, *arguments],
            cwd=Path(__file__).parents[2],
            env=os.environ | proxy,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        address = process.stdout.readline().strip()
        self._running[address] = process
        if not address:
            raise AssertionError(self._end(address))
        return address

    def stop(self, address: str) -> None:
        """Stop a server; nothing answers at its address any more."""
        self._end(address)

    def signal(self, address: str, number: int) -> tuple[int, str]:
        """Send a signal and return the status that the server ended with, and what it said of errors."""
        process = self._running.pop(address)
        process.send_signal(number)
        errors = process.communicate(timeout=60)[1]
        return process.returncode, errors

    def close(self) -> None:
        """Stop all that still run."""
        for address in list(self._running):
            self._end(address)

    def _end(self, address: str) -> str:
        """End a process and return what it said of errors."""
        process = self._running.pop(address)
        process.terminate()
        return process.communicate(timeout=30)[1]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Start servers; all are stopped when the tests are done."""
    servers = Servers(tmp_path_factory)
    yield servers
    servers.close()


class Crowd:
    """A server that answers one at a time and lets one wait, and those who keep it busy for as long as a test wants."""

    def __init__(self, start_server: Servers, hold: Path) -> None:
        self._hold = hold
        self._let_in: list[str] = []
        self.address = start_server(limits={"ANSWERS_AT_ONCE": 1, "WAITING": 1}, hold=hold)

    def come(self) -> None:
        """Ask what is not answered until one is being answered, one waits, and the next is refused."""
        self._hold.touch()
        for visitor in map(str, range(100)):
            status = join(self.address, visitor, "等：2018年在住房方面有哪些安排？")
            assert status in {200, 503}
            if status == 200:
                self._let_in.append(visitor)
            elif len(self._let_in) == 2:
                return
            time.sleep(0.05)
        raise AssertionError(f"{len(self._let_in)} were let in")

    def leave(self) -> None:
        """Let what was asked be answered, and wait for it."""
        self._hold.unlink(missing_ok=True)
        while self._let_in:
            told = ask(self.address, f"/gradio_api/queue/data?session_hash={self._let_in.pop()}").body
            assert b"process_completed" in told


@pytest.fixture
def crowd(start_server: Servers, tmp_path: Path) -> Iterator[Crowd]:
    """A small server of the test's own, and its crowd, which has not come yet."""
    made = Crowd(start_server, tmp_path / "hold")
    yield made
    made.leave()
    start_server.stop(made.address)
