"""Real sockets that are slow, and others that are served meanwhile."""

from __future__ import annotations

import signal
import socket
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.raw_http import ask
from ui.guard.slow import Patience, patient_protocol
from ui.server import too_many

if TYPE_CHECKING:
    from tests.ui.conftest import Servers

HEADERS = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
BODY = b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n{"
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def hasty(start_server: Servers) -> str:
    """A server that gives a second for headers, two for a body and for reading."""
    return start_server(patience={"headers": 1, "body": 2, "reading": 2, "connections": 20})


def connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30)


def seconds_until_cut(address: str, opening: bytes, drip: bytes = b"x") -> float:
    """Send an opening, then a byte every fifth of a second; return after how long the server hung up."""
    begun = time.monotonic()
    with connect(address) as connection:
        connection.sendall(opening)
        connection.settimeout(0.2)
        while time.monotonic() - begun < 30:
            try:
                connection.sendall(drip)
                if not connection.recv(65536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
    return time.monotonic() - begun


def test_headers_that_never_end_are_cut_however_steadily_they_come(hasty: str):
    assert 0.9 < seconds_until_cut(hasty, HEADERS) < 10


def test_a_body_that_never_ends_is_cut(hasty: str):
    assert 1.9 < seconds_until_cut(hasty, BODY) < 10


def test_a_client_that_says_nothing_is_cut(hasty: str):
    assert 0.9 < seconds_until_cut(hasty, b"", b"") < 10


def test_one_byte_after_an_answer_keeps_no_connection_open(hasty: str):
    assert 0.9 < seconds_until_cut(hasty, WHOLE + b"G", b"") < 10


def test_a_client_that_reads_nothing_is_cut(hasty: str):
    begun = time.monotonic()
    with connect(hasty) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with suppress(ConnectionError):
            for _ in range(500):  # each answer some 200 kB
                connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                time.sleep(0.05)
    assert 1.9 < time.monotonic() - begun < 20


def test_others_are_served_while_slow_clients_come_and_come(hasty: str):
    with ExitStack() as open_ones:
        for _ in range(15):
            slow = open_ones.enter_context(connect(hasty))
            slow.sendall(HEADERS)
        begun = time.monotonic()
        assert ask(hasty, "/healthz").status == 200
        assert b"gradio_config" in ask(hasty, "/").body
        assert time.monotonic() - begun < 5


def test_too_many_connections_are_told_so_and_soon_there_is_room_again(hasty: str):
    with ExitStack() as open_ones:
        for _ in range(25):
            open_ones.enter_context(connect(hasty))
        time.sleep(0.2)
        refused = ask(hasty, "/healthz")
        assert refused.status == 503
        assert refused.headers["retry-after"] == "5"
        assert refused.headers["x-frame-options"] == "DENY"
        assert refused.headers["x-request-id"].encode() in refused.body
        time.sleep(2)
        assert ask(hasty, "/healthz").status == 200


def test_a_request_that_has_not_come_whole_does_not_keep_the_server_from_ending(start_server: Servers):
    address = start_server()
    with connect(address) as connection:
        connection.sendall(BODY)
        time.sleep(0.5)
        begun = time.monotonic()
        assert start_server.signal(address, signal.SIGTERM) == (-signal.SIGTERM, "")
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("host", "refused"),
    [
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("192.0.2.9", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("2001:db8::9", True),
    ],
)
def test_one_client_has_a_share_of_the_connections_and_a_proxy_has_none(host: str, refused: bool):
    protocol = patient_protocol(Patience(connections=20, share=2), too_many, proxy="192.0.2.9")
    crowd = ["192.0.2.7"] * 2 + ["192.0.2.8", *["192.0.2.9"] * 4, *["127.0.0.1", "::1"] * 4]
    crowd += ["2001:db8::1", "2001:db8::2"]  # one household
    one, *others = (protocol.__new__(protocol) for _ in [host, *crowd])
    for connection, address in zip((one, *others), (host, *crowd), strict=True):
        connection.client = (address, 1)
    one.connections = {one, *others}
    assert one._one_too_many() is refused
