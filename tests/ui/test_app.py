"""The server without a browser: what it refuses and what it does not offer."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.engine import ReportQA

DIRECT = build_opener(ProxyHandler({}))


@pytest.fixture(scope="module")
def address(start_server: Callable[..., str]) -> str:
    return start_server()


def read(url: str) -> str:
    with DIRECT.open(url, timeout=10) as response:
        return str(response.read().decode())


def told_to_the_page(address: str, name: str) -> dict[str, object]:
    """Return what Gradio writes into the page for its own scripts."""
    script = read(address).partition(f"window.gradio_{name} = ")[2].partition(";</script>")[0]
    return json.loads(script)  # type: ignore[no-any-return]


def test_a_server_that_nobody_asks_looks_into_its_queue_at_most_a_hundred_times_a_second():
    code = (
        "from qa.engine import ReportQA; from ui.app import build_app; queue = build_app(ReportQA.open())._queue; "
        "print(queue.sleep_when_free, queue.progress_update_sleep_when_free)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert min(map(float, done.stdout.split())) >= 0.01


def test_the_page_is_served_on_loopback_under_the_reports_title(address: str, engine: ReportQA):
    assert address.startswith("http://127.0.0.1:")
    assert engine.report.title in read(address)


def test_no_listener_is_offered_as_an_api(address: str):
    assert told_to_the_page(address, "api_info") == {"named_endpoints": {}, "unnamed_endpoints": {}}


@pytest.mark.parametrize("path", ["docs", "openapi.json", "gradio_api/runs", "gradio_api/mcp/", "monitoring"])
def test_gradios_own_pages_are_closed(address: str, path: str):
    with pytest.raises(HTTPError) as refused:
        read(f"{address}{path}")
    assert refused.value.code in (403, 404)
    refused.value.close()


def test_nothing_is_reported_home(address: str):
    assert told_to_the_page(address, "config")["analytics_enabled"] is False


def test_a_port_that_is_taken_is_told_in_one_line(start_server: Callable[..., str]):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AssertionError, match=rf"InvalidInputError: cannot listen on 127\.0\.0\.1:{port}, .*--port"):
            start_server(port=port)
