from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.raw_http import ask

if TYPE_CHECKING:
    from tests.ui.conftest import Servers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_page_answers_to_this_machines_own_names(address: str, host: str):
    assert ask(address, "/", headers={"Host": f"{host}:{urlsplit(address).port}"}).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example",
     "0.0.0.0", "192.168.1.7", "", " ", "[::1", "localhost/evil", "www.localhost"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/healthz", "/gradio_api/app_id", "/theme.css"])
def test_a_name_that_was_made_to_lead_here_is_refused(address: str, host: str, path: str):
    assert ask(address, path, headers={"Host": host}).status == 400


def test_two_names_are_refused(address: str):
    port = urlsplit(address).port
    assert ask(address, "/", headers={"Host": f"localhost:{port}", "host": "evil.example"}).status == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:1", "https://evil.example:{port}", "file://", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_the_page_of_another_site_is_refused_whatever_it_asks(address: str, origin: str, method: str):
    sent = {"Origin": origin.format(port=urlsplit(address).port), "Access-Control-Request-Method": "POST"}
    refused = ask(address, "/gradio_api/queue/join", method=method, headers=sent, body=b"{}")
    assert refused.status == 403
    assert "access-control-allow-origin" not in refused.headers


def test_the_page_itself_may_ask(address: str):
    assert ask(address, "/gradio_api/app_id", headers={"Origin": address.rstrip("/")}).status == 200


def test_a_proxys_word_on_the_name_does_not_reach_the_page(address: str):
    shown = ask(address, "/", headers={"X-Forwarded-Host": "evil.example"})
    assert shown.status == 200
    assert b"evil.example" not in shown.body


def test_more_names_can_be_trusted(start_server: Servers):
    address = start_server(trusted_names=["report.example", "*.office.example"])
    for host, status in {
        "report.example": 200, "a.office.example": 200, "localhost": 200, "www.report.example": 400,
        "office.example.evil": 400, "aoffice.example": 400,
    }.items():  # fmt: skip
        assert ask(address, "/healthz", headers={"Host": host}).status == status, host
