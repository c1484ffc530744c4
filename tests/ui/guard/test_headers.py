from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from tests.ui.raw_http import ask
from ui.guard.headers import HEADERS, policy


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/theme.css", "/gradio_api/app_id", "/no/such", "/gradio_api/upload"]
)
def test_every_answer_tells_the_browser_what_not_to_do(address: str, path: str):
    headers = ask(address, path).headers
    for name, value in HEADERS.items():
        if path != "/" or name != "Content-Security-Policy":
            assert headers[name.lower()] == value


def test_refusals_do_too(address: str):
    assert ask(address, "/", headers={"Host": "evil.example"}).headers["x-frame-options"] == "DENY"


def test_the_server_does_not_tell_what_it_is(address: str):
    assert "server" not in ask(address, "/").headers


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip"])
def test_the_page_has_a_policy_without_inline_script(address: str, encoding: str):
    answer = ask(address, "/", headers={"Accept-Encoding": encoding})
    rules = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert "unsafe-inline" not in rules["script-src"]
    assert "http" not in " ".join(rules.values())
    assert rules["script-src"].count("'sha256-") == ask(address, "/").body.count(b"<script") - 1  # one has a file


def test_a_policy_names_each_script_by_its_digest():
    digest = b64encode(sha256(b"a < b;\nc").digest()).decode()
    told = policy(b'<p>x</p><script data-mode>a < b;\nc</script><script src="x.js"></script>')
    assert f"script-src 'self' 'unsafe-eval' 'sha256-{digest}'" in told
    assert told.count("sha256") == 1
