"""How the server is reached, loaded and ended."""

from __future__ import annotations

import json
import shutil
import signal
import ssl
import subprocess
import threading
import time
from http.client import HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corpus.errors import InvalidInputError
from tests.ui.raw_http import ask, join
from ui.access import Access
from ui.server import LONGEST_REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Crowd, Servers


@pytest.fixture(scope="module")
def address(start_server: Callable[..., str]) -> str:
    return start_server()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on the PATH")
    folder = tmp_path_factory.mktemp("certificate")
    made = (folder / "cert.pem", folder / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", made[0], "-keyout", made[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def test_a_monitor_can_ask_whether_it_lives(address: str):
    alive = ask(address, "/healthz")
    assert (alive.status, alive.body) == (200, b"ok")


def test_a_request_that_is_too_long_is_refused(address: str):
    sent = {"Content-Type": "application/json"}
    long = b'{"data": ["' + b"x" * LONGEST_REQUEST + b'"]}'
    assert ask(address, "/gradio_api/queue/join", method="POST", headers=sent, body=long).status == 413


def test_headers_that_are_too_long_are_refused(address: str):
    try:
        status = ask(address, "/", headers={"X-Long": "x" * 200_000}).status
    except ConnectionError:
        status = 400  # the server hung up before it had read them all
    assert status == 400
    assert ask(address, "/healthz").status == 200


def test_the_page_is_served_over_https(start_server: Servers, certificate: tuple[Path, Path]):
    made, key = certificate
    address = start_server(certificate=str(made), key=str(key))
    assert address.startswith("https://127.0.0.1:")
    parts = urlsplit(address)
    connection = HTTPSConnection(
        parts.hostname or "", parts.port, context=ssl.create_default_context(cafile=made), timeout=60
    )
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        page = answer.read().decode()
    finally:
        connection.close()
    assert answer.status == 200
    assert f'"root":"https://127.0.0.1:{parts.port}"' in page


def test_a_certificate_that_cannot_be_used_is_told_in_one_line(certificate: tuple[Path, Path], tmp_path: Path):
    made, key = certificate
    other = tmp_path / "other.pem"
    other.write_text("no certificate")
    for wrong, its_key in ((other, key), (made, other), (made, None), (tmp_path / "none.pem", key)):
        with pytest.raises(InvalidInputError, match=r"^the certificate .* cannot be used .*PEM files that belong"):
            Access(certificate=wrong, key=its_key)
    with pytest.raises(InvalidInputError, match="--key needs --certificate"):
        Access(key=key)


def test_overload_is_told_at_once(crowd: Crowd):
    crowd.come()
    assert ask(crowd.address, "/healthz").status == 200


def test_sigterm_lets_what_was_begun_end(start_server: Servers):
    address = start_server()
    assert join(address, "begun", "慢：2017年地区生产总值是多少？") == 200
    told: list[bytes] = []

    def listen() -> None:
        told.append(ask(address, "/gradio_api/queue/data?session_hash=begun").body)

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(1)
    status, errors = start_server.signal(address, signal.SIGTERM)
    listener.join(timeout=60)
    assert (status, errors) == (-signal.SIGTERM, "")
    assert b"process_completed" in told[0]
    assert "1009.2" in told[0].decode() or "1009.2" in json.dumps(told[0].decode())


def test_ctrl_c_ends_the_server_without_a_word(start_server: Servers):
    assert start_server.signal(start_server(), signal.SIGINT) == (0, "")
