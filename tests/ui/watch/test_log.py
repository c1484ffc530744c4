from __future__ import annotations

import json
import logging
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import InvalidInputError
from tests.ui.raw_http import ask, join
from ui.watch.log import JsonLines, Log

if TYPE_CHECKING:
    from tests.ui.conftest import Servers

QUESTION = "2017年地区生产总值是多少？"
FAULT = "故障：谁的密码是甲乙丙？"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def wait_for(path: Path, **fields: object) -> dict[str, Any]:
    """Return the first line of a log with these fields, once it is there."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for line in lines(path) if path.exists() else []:
            if fields.items() <= line.items():
                return line
        time.sleep(0.1)
    raise AssertionError(f"no line with {fields} in {path.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def logged(start_server: Servers, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A server that was asked a question, told of a fault and asked for what is not there; and its log."""
    path = tmp_path_factory.mktemp("log") / "serve.log"
    address = start_server(log=path)
    for number, question in enumerate((QUESTION, FAULT, "x" * 2000)):
        assert join(address, f"s{number}", question) == 200
    ask(address, "/nothing/of-the-kind?question=secret")
    wait_for(path, event="asked", outcome="unusable")
    wait_for(path, event="fault")
    return address, path


def test_every_line_is_an_object_with_time_level_and_event(logged: tuple[str, Path]):
    for line in lines(logged[1]):
        assert {"time", "level", "event"} <= line.keys()
        assert line["time"].endswith("+00:00")


def test_a_question_leaves_its_outcome_and_how_long_it_took(logged: tuple[str, Path]):
    line = wait_for(logged[1], event="asked", outcome="answered")
    assert line["duration_ms"] > 0
    assert line["wait_ms"] >= 0
    assert line["characters"] == len(QUESTION)
    request = wait_for(logged[1], event="request", request_id=line["request_id"])
    assert (request["method"], request["path"], request["status"]) == ("POST", "/gradio_api/queue/join", 200)


def test_no_word_of_a_question_or_an_answer_is_in_the_log(logged: tuple[str, Path]):
    text = logged[1].read_text(encoding="utf-8")
    for word in ("地区生产总值", "1009", "故障", "密码", "xxx", "secret", "of-the-kind"):
        assert word not in text


def test_a_fault_leaves_its_traceback_under_the_id_of_the_request(logged: tuple[str, Path]):
    line = wait_for(logged[1], event="fault")
    assert (line["level"], line["error"], line["on"]) == ("error", "RuntimeError", "asked")
    assert any("chat_panel.py" in frame for frame in line["traceback"])
    assert wait_for(logged[1], event="request", request_id=line["request_id"])["path"] == "/gradio_api/queue/join"
    assert wait_for(logged[1], event="asked", request_id=line["request_id"])["outcome"] == "fault"


def test_refusals_say_why(logged: tuple[str, Path]):
    refused = wait_for(logged[1], event="request", status=404)
    assert (refused["outcome"], refused["reason"]) == ("refused", "not open")


def test_a_request_has_the_id_that_its_answer_names(logged: tuple[str, Path]):
    answer = ask(logged[0], "/", headers={"Host": "evil.example"})
    request_id = answer.headers["x-request-id"]
    assert answer.body.endswith(f"(request {request_id})".encode())
    assert wait_for(logged[1], request_id=request_id)["status"] == 400
    assert ask(logged[0], "/healthz").headers["x-request-id"] != request_id


def test_a_log_that_is_moved_away_begins_anew(start_server: Servers, tmp_path: Path):
    path = tmp_path / "serve.log"
    address = start_server(log=path)
    ask(address, "/")
    wait_for(path, event="request")
    path.rename(tmp_path / "serve.log.1")
    ask(address, "/nothing")
    assert wait_for(path, event="request")["status"] == 404


def test_words_are_written_where_that_is_asked_for(start_server: Servers, tmp_path: Path):
    path = tmp_path / "serve.log"
    address = start_server(log=path, with_words=True)
    join(address, "s", QUESTION)
    assert wait_for(path, event="asked")["question"] == QUESTION
    join(address, "t", FAULT)
    assert wait_for(path, event="fault")["message"] == "a fault that a test asked for"


def test_without_a_log_stderr_has_faults_alone(start_server: Servers):
    address = start_server()
    join(address, "s", QUESTION)
    join(address, "t", FAULT)
    time.sleep(3)
    _, errors = start_server.signal(address, signal.SIGTERM)
    (line,) = map(json.loads, errors.splitlines())
    assert (line["event"], line["error"]) == ("fault", "RuntimeError")
    assert "密码" not in errors


def test_start_and_end_are_written(start_server: Servers, tmp_path: Path):
    path = tmp_path / "serve.log"
    address = start_server(log=path)
    start_server.signal(address, signal.SIGTERM)
    assert [line["event"] for line in lines(path)] == ["started", "stopping", "stopped"]


def test_a_log_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path):
    with pytest.raises(InvalidInputError, match=r"^the log .*none/serve.log cannot be written .*--log$"):
        Log(tmp_path / "none" / "serve.log")


def test_a_full_disk_is_told_once_and_stops_nothing(capsys: pytest.CaptureFixture[str]):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    log = Log(Path("/dev/full"))
    log.write("asked")
    log.write("asked")
    log.close()
    assert capsys.readouterr().err == "note: the log /dev/full cannot be written; the server goes on without it\n"


def test_what_libraries_warn_of_is_a_line_too():
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, "Invalid %s received.", ("request",), None)
    line = json.loads(JsonLines(with_words=False).format(record))
    assert (line["event"], line["level"], line["message"]) == (
        "uvicorn.error", "warning", "Invalid request received."
    )  # fmt: skip
