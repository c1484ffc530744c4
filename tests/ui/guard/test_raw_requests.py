"""Requests that no client library would send, byte for byte: no file of this machine comes back, and nothing breaks."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.raw_http import ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Servers

SECRET = "what no visitor may read"


def answered(address: str, request: bytes) -> bytes:
    """Send bytes as they are and return all that comes back."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except ConnectionError:
            pass  # the server hung up on what it could not read
        return received


def get(address: str, target: bytes) -> bytes:
    host = urlsplit(address).netloc.encode()
    return answered(address, b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")


TARGETS = [
    b"/../../../../../../etc/passwd", b"/static/../../../../../../../../etc/passwd", b"//etc/passwd", b"///etc/passwd",
    b"/static//etc/passwd", b"/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", b"/static/%2e%2e/%2e%2e/etc/passwd",
    b"/static/..\\..\\..\\etc\\passwd", b"/static/..%5c..%5cetc%5cpasswd", b"/%2e%2e%2f%2e%2e%2fetc/passwd",
    b"/gradio_api/file=/etc/passwd", b"/gradio_api/file%3d/etc/passwd", b"/gradio_api/file=%2fetc%2fpasswd",
    b"/gradio_api%2ffile=/etc/passwd", b"/GRADIO_API/file=/etc/passwd", b"/file=/etc/passwd", b"/file/etc/passwd",
    b"/gradio_api/file=/proc/self/environ", b"/gradio_api/file=/dev/stdin", b"/gradio_api/file=file:///etc/passwd",
    b"/gradio_api/file=http://127.0.0.1/", b"/gradio_api/proxy=http://169.254.169.254/", b"/static/\xff\xfe/passwd",
    b"/gradio_api/file=\xc0\xae\xc0\xae/etc/passwd", b"/theme.css/../../etc/passwd",
    b"/gradio_api/file=/etc/passwd;a=.css",
    b"/gradio_api/file=C:\\windows\\win.ini", b"/gradio_api/file=\\\\evil.example\\share", b"/.env", b"/.git/config",
    b"/static/.", b"/static/..", b"/assets/%00", b"/assets/a%00.js", b"/assets/a.js%0d%0aX-Evil:%201",
    b"http://127.0.0.1/gradio_api/file=/etc/passwd", b"*", b"etc/passwd", b"?file=/etc/passwd&/etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("target", TARGETS, ids=repr)
def test_no_target_gets_a_file_of_this_machine(address: str, target: bytes):
    told = get(address, target)
    status = told.partition(b"\r\n")[0]
    assert b"root:" not in told
    assert b"x-evil" not in told.lower()
    page = target.startswith(b"?")  # a query and no path is the page itself
    assert status.split()[1] in ((b"200", b"400", b"404") if page else (b"400", b"404")), status


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /healthz\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\0" * 1000,
    ],
    ids=repr,
)
def test_what_is_no_request_is_refused_and_harms_nothing(address: str, request_: bytes):
    told = answered(address, request_)
    assert told.partition(b"\r\n")[0].split()[1:2] in ([], [b"400"], [b"501"]), told[:200]
    assert ask(address, "/healthz").body == b"ok"


def test_a_second_request_cannot_hide_in_the_body_of_the_first(address: str):
    host = urlsplit(address).netloc.encode()
    inner = b"GET /healthz HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
    outer = b"POST /login HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: " + str(len(inner)).encode()
    told = answered(address, outer + b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner)
    assert not told.startswith(b"HTTP/1.1 200") or told.count(b"HTTP/1.1") == 1


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which Gradio by itself would serve every file, a file in it, and a link out of it."""
    folder = tmp_path_factory.mktemp("gradio-files")
    (folder / "secret.txt").write_text(SECRET)
    (folder / "link.txt").symlink_to("/etc/passwd")
    return folder


@pytest.fixture(scope="module")
def sharing_address(start_server: Servers, shared_folder: Path) -> str:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_TEMP_DIR", str(shared_folder))
        patched.setenv("GRADIO_ALLOWED_PATHS", f"{shared_folder},/etc")
        patched.setenv("GRADIO_ANALYTICS_ENABLED", "True")
        return start_server()


@pytest.mark.parametrize("route", ["file=", "file/", "stream/", "custom_component/"])
@pytest.mark.parametrize("name", ["secret.txt", "link.txt"])
def test_not_even_gradios_own_folder_is_served(sharing_address: str, shared_folder: Path, route: str, name: str):
    for path in (f"{shared_folder}/{name}", f"{shared_folder}/../{shared_folder.name}/{name}"):
        told = get(sharing_address, f"/gradio_api/{route}{path}".encode())
        assert told.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
        assert SECRET.encode() not in told
