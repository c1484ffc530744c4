"""Requests as no browser would send them: any host, any path, nothing tidied up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; header names are in small letters. `every_header` has those that come twice, too."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    every_header: Sequence[tuple[str, str]]


def ask(
    address: str, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Response:
    """Send one request to the server at an address, with the headers as given; `Host` can be among them."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        sent = dict(headers or {}) | ({"Content-Length": str(len(body))} if body is not None else {})
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        received = [(name.lower(), value) for name, value in answer.getheaders()]
        return Response(answer.status, dict(received), answer.read(), received)
    finally:
        connection.close()


def sign_in(address: str, user: str, password: str, **headers: str) -> Response:
    """Send what the sign-in page sends."""
    form = urlencode({"username": user, "password": password}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(address, "/login", method="POST", headers=kind | headers, body=form)


def join(address: str, session: str, question: str) -> int:
    """Ask a question as the page does; return the answer's status."""
    config = json.loads(
        ask(address, "/").body.decode().partition("window.gradio_config = ")[2].partition(";</script>")[0]
    )
    (asking,) = (each for each in config["dependencies"] if [target[1] for target in each["targets"]] == ["asked"])
    event = {"data": [None] * len(asking["inputs"]), "fn_index": asking["id"], "session_hash": session,
             "event_data": {"question": question}, "trigger_id": asking["targets"][0][0]}  # fmt: skip
    body = json.dumps(event).encode()
    sent = {"Content-Type": "application/json"}
    return ask(address, "/gradio_api/queue/join", method="POST", headers=sent, body=body).status
