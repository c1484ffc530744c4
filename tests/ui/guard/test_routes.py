from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.ui.raw_http import ask
from ui.guard.routes import is_open

SECRET = "what no visitor may read"

GRADIOS = [
    "/config", "/config/", "/docs", "/openapi.json", "/redoc", "/monitoring", "/monitoring/summary", "/pwa_icon",
    "/svelte/svelte.js", "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs", "/gradio_api/mcp/",
    "/gradio_api/user", "/gradio_api/token", "/gradio_api/deep_link", "/gradio_api/startup-events",
    "/gradio_api/dev/reload", "/gradio_api/vibe-code", "/gradio_api/queue/status", "/gradio_api/theme.css",
    "/gradio_api/upload_progress?upload_id=1", "/gradio_api/call/ask/1", "/gradio_api/profiling/traces",
    "/gradio_api/custom_component/a/client/component/index.js", "/gradio_api/stream/a/1/1/playlist-file",
]  # fmt: skip


@pytest.mark.parametrize("path", GRADIOS)
def test_what_gradio_offers_beside_the_page_does_not_exist(address: str, path: str):
    assert ask(address, path).status == 404


@pytest.mark.parametrize(
    "path",
    ["upload", "run/ask", "api/predict", "api/ask", "call/ask", "call/v2/ask", "component_server", "process_recording",
     "vibe-edit", "vibe-code", "stream/1", "stream/1/close", "run-history/connect", "vibe-starter-queries"],
)  # fmt: skip
def test_nothing_is_accepted_beside_events(address: str, path: str):
    sent = {"Content-Type": "application/json"}
    assert ask(address, f"/gradio_api/{path}", method="POST", headers=sent, body=b'{"data": []}').status == 404


def test_no_file_is_taken(address: str):
    held = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nheld\r\n--x--\r\n'
    sent = {"Content-Type": "multipart/form-data; boundary=x"}
    assert ask(address, "/gradio_api/upload", method="POST", headers=sent, body=held).status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_no_other_method_is_known(address: str, method: str):
    assert ask(address, "/", method=method).status == 404


def test_an_event_cannot_be_run_past_the_queue(address: str):
    sent = {"Content-Type": "application/json"}
    for index in range(12):
        body = json.dumps({"data": [], "fn_index": index, "session_hash": "x"}).encode()
        answer = ask(address, "/gradio_api/run/predict", method="POST", headers=sent, body=body)
        assert answer.status in (404, 500, 200)
        assert answer.status != 200 or json.loads(answer.body)["data"] == []


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """A link to a file outside of all folders that Gradio serves."""
    kept = tmp_path / "secret.txt"
    kept.write_text(SECRET)
    link = tmp_path / "link.txt"
    link.symlink_to(kept)
    return link


ROUTES = [
    "/gradio_api/file=", "/gradio_api/file/", "/gradio_api/proxy=", "/static/", "/assets/", "/svelte/", "/",
    "/assets//",
]  # fmt: skip


def ways_to(path: Path) -> list[str]:
    """Return a path as attackers write it: absolute, climbing, encoded once and twice."""
    plain, below = str(path), str(path).lstrip("/")
    up = "../" * 12
    return [
        plain,
        f"/{plain}",
        f"{up}{below}",
        f"./{up}{below}",
        f"a/{up}{below}",
        f"{up.replace('/', '%2f')}{below.replace('/', '%2F')}",
        f"{up.replace('.', '%2e')}{below}",
        f"{up.replace('../', '%252e%252e%252f')}{below}",
        f"{up.replace('../', '..%5c')}{below}",
        f"{up.replace('../', '....//')}{below}",
        f"{up.replace('../', '..%c0%af')}{below}",
        f"{plain}%00.css",
        f"file://{plain}",
        path.name,
    ]


@pytest.mark.parametrize("route", ROUTES)
def test_no_file_of_this_machine_is_served(address: str, link: Path, route: str):
    for path in (link, Path("/etc/passwd")):
        for way in ways_to(path):
            answer = ask(address, f"{route}{way}")
            assert answer.status in (403, 404), way
            assert SECRET.encode() not in answer.body
            assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "path",
    ["/static", "/static/", "/assets/.git", "/assets/a..b", "/assets/../a.js", "/assets/a/./b.js", "/assets/a b.js",
     "/assets/a.js\n", "/assets/é.js", "/theme.css/", "//", "/LOGIN", "/gradio_api/heartbeat/a/b", "/assets/a.js\0"],
)  # fmt: skip
def test_odd_paths_are_not_open(path: str):
    assert not is_open("GET", path)


def test_every_file_of_the_page_is_open():
    import gradio

    frontend = Path(gradio.__file__).parent / "templates" / "frontend"
    files = [path.relative_to(frontend).as_posix() for path in (frontend / "assets").rglob("*") if path.is_file()]
    assert len(files) > 100
    assert [file for file in files if not is_open("GET", f"/{file}")] == []


def test_all_that_the_page_names_is_there(address: str):
    page = ask(address, "/").body.decode()
    named = set(re.findall(r'(?:src|href)="\.?(/(?:assets|static|manifest)[^"]*)"', page))
    assert len(named) > 1
    assert {path: ask(address, path).status for path in named} == dict.fromkeys(named, 200)
