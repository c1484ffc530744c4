"""Engines and servers for the chat's tests: the real ones, lexical only, which need no model and open at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.engine import ReportQA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
import sys
from pathlib import Path
from qa.engine import ReportQA
from ui.app import serve
port, index_dir, *report = sys.argv[1:]
engine = ReportQA.open(Path(report[0]) if report else None, lexical=True, index_dir=Path(index_dir))
serve(engine, port=int(port), announce=lambda url: print(url, flush=True))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start servers in processes of their own, behind a dead proxy; each gives its address once it is announced.

    A process for each because Gradio leaves sockets and event loops behind, which this suite takes for errors.
    """
    proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy"), "http://127.0.0.1:9")
    with ExitStack() as servers:

        def start(report: Path | None = None, *, port: int | None = None) -> str:
            arguments = [str(port or free_port()), str(tmp_path_factory.mktemp("index"))]
            process = subprocess.Popen(
                [sys.executable, "-c", SERVER, *arguments, *([str(report)] if report else [])],
                cwd=Path(__file__).parents[2],
                env=os.environ | proxy,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            servers.enter_context(process)
            servers.callback(process.terminate)
            assert process.stdout
            assert process.stderr
            address = process.stdout.readline().strip()
            assert address, process.stderr.read()
            return address

        yield start
