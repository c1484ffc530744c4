from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from ui.watch.log import Log
from ui.watch.requests import RequestIds

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Receive, Scope, Send


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("a fault that a test asked for")


async def broken_in_the_middle(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    raise RuntimeError("a fault that a test asked for")


def test_a_guard_that_fails_is_answered_with_the_id_under_which_the_log_has_the_fault(tmp_path: Path):
    path = tmp_path / "serve.log"
    answer = TestClient(RequestIds(broken, Log(path), None), raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    request_id = answer.headers["X-Request-Id"]
    assert answer.text == f"a fault of the program (request {request_id})"
    line = json.loads(path.read_text(encoding="utf-8"))
    assert (line["request_id"], line["status"], line["outcome"]) == (request_id, 500, "fault")


def test_what_fails_after_its_answer_began_gets_no_second_answer(tmp_path: Path):
    path = tmp_path / "serve.log"
    answer = TestClient(RequestIds(broken_in_the_middle, Log(path), None), raise_server_exceptions=False).get("/")
    assert "fault" not in answer.text
    assert json.loads(path.read_text(encoding="utf-8"))["status"] == 200
