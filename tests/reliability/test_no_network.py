"""Nothing is sent anywhere: everything works where nothing can be, and nothing tries to."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reliability.no_network import LOOPBACK, Outcome, can_cut_off, cut_off

if TYPE_CHECKING:
    from qa.engine import ReportQA

ROOT = Path(__file__).parents[2]
QUESTION = "2017年地区生产总值是多少？"

VISIT = """
import json, subprocess, sys, urllib.request
serving = subprocess.Popen([sys.executable, "-c", "from qa.cli import main; main()", "serve", "--port", "7869",
                            "--feedback-folder", sys.argv[1]], stdout=subprocess.PIPE, text=True)
address = serving.stdout.readline().strip()
def ask(path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read().decode()
try:
    page = ask("")
    config = json.loads(page.partition("window.gradio_config = ")[2].partition(";</script>")[0])
    (asking,) = [each for each in config["dependencies"] if [target[1] for target in each["targets"]] == ["asked"]]
    ask("gradio_api/queue/join", {"data": [None] * len(asking["inputs"]), "fn_index": asking["id"], "session_hash": "s",
        "event_data": {"question": sys.argv[2]}, "trigger_id": asking["targets"][0][0]})
    told = ask("gradio_api/queue/data?session_hash=s")
finally:
    serving.terminate()
    serving.wait(60)
print(json.dumps({"page": len(page), "told": told}))
"""


def report_qa(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from qa.cli import main; main()", *arguments]


@pytest.fixture(scope="module")
def environment(cache_home: Path) -> dict[str, str]:
    """What a user's process finds, with the suite's models; nothing in it says that there is no network."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {"XDG_CACHE_HOME": str(cache_home), "PYTHONPATH": str(ROOT)}


@pytest.fixture(autouse=True)
def may_cut_off() -> None:
    if not can_cut_off():
        pytest.skip("this process may not run others in a network namespace of their own")


def outside(outcome: Outcome) -> list[str]:
    """Return what was sought beyond this machine."""
    return sorted(line for line in outcome.sought if line.split(" ", 1)[1] not in LOOPBACK)


def test_an_attempt_to_get_out_is_noticed(tmp_path: Path, environment: dict[str, str]):
    send = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))"
    name = "import socket; socket.getaddrinfo('report.example', 80)"
    native = "import os; os.execvp('bash', ['bash', '-c', 'echo > /dev/udp/192.0.2.7/9'])"
    for code, sought in (
        (send, ["socket.sendto 192.0.2.1"]),
        (name, ["socket.getaddrinfo report.example"]),
        (native, []),
    ):
        folder = tmp_path / str(len(code))
        folder.mkdir()
        outcome = cut_off(folder, [[sys.executable, "-c", code]], environment)
        assert outside(outcome) == sought
        assert outcome.lost > 0


def test_no_command_tries_to_reach_anything(
    engine: ReportQA, tmp_path: Path, short_report: Path, environment: dict[str, str]
):
    assert len(engine.index.passages) > 0  # built before: a command that builds it tells so
    export = str(tmp_path / "answer.docx")
    commands = [
        report_qa("ask", QUESTION, "--json"), report_qa("ask", "What was the GDP in 2017?", "--export", export),
        report_qa("verify", export), report_qa("search", "森林覆盖率"), report_qa("explain", QUESTION),
        report_qa("suggest"), report_qa("cite", "P042.2"), report_qa("figures", "--excel", f"{export}.xlsx"),
        report_qa("index", "build", "--report", str(short_report)), report_qa("doctor"),
    ]  # fmt: skip
    outcome = cut_off(tmp_path, commands, environment)
    assert [(status, errors) for status, _, errors in outcome.done] == [(0, "")] * len(commands)
    assert "1009.2亿元" in json.loads(outcome.done[0][1])["answer"]
    assert (outcome.lost, outside(outcome)) == (0, [])


@pytest.mark.usefixtures("engine")
def test_the_page_answers_without_a_network_and_seeks_none(tmp_path: Path, environment: dict[str, str]):
    visit = [sys.executable, "-c", VISIT, str(tmp_path / "feedback"), QUESTION]
    outcome = cut_off(tmp_path, [visit], environment)
    ((status, output, errors),) = outcome.done
    assert (status, errors) == (0, "")
    told = json.loads(output)
    assert told["page"] > 10_000
    assert "1009.2" in told["told"]
    assert "process_completed" in told["told"]
    assert (outcome.lost, outside(outcome)) == (0, [])


def test_the_core_of_the_suite_passes_without_a_network(tmp_path: Path, environment: dict[str, str]):
    core = ["tests/corpus/test_library.py", "tests/index/test_search.py", "tests/qa/export/test_files.py"]
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *core]
    outcome = cut_off(tmp_path, [run], environment)
    ((status, output, _),) = outcome.done
    assert status == 0, output[-2000:]
    assert (outcome.lost, outside(outcome)) == (0, [])
