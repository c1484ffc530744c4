from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.ui.raw_http import ask, join

if TYPE_CHECKING:
    from tests.ui.conftest import Servers


@pytest.fixture(scope="module")
def metered(start_server: Servers) -> str:
    return start_server(with_metrics=True)


def figures(address: str) -> dict[str, float]:
    text = ask(address, "/metrics").body.decode()
    return {name: float(value) for name, value in re.findall(r"^(\w+(?:{.*})?) ([\d.e+-]+)$", text, re.MULTILINE)}


def test_the_figures_tell_of_questions_refusals_and_memory(metered: str):
    for session, question in {"a": "2017年地区生产总值是多少？", "b": "法国的首都是哪里？", "c": "故障"}.items():
        join(metered, session, question)
    ask(metered, "/nothing")
    outcomes = ("answered", "not_in_report", "fault")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = figures(metered)
        asked = [told.get(f'report_qa_events_total{{event="asked",outcome="{outcome}"}}') for outcome in outcomes]
        if asked == [1, 1, 1]:
            break
        time.sleep(0.1)
    assert asked == [1, 1, 1]
    assert told['report_qa_refusals_total{reason="not open"}'] == 1
    assert told['report_qa_event_seconds_count{event="asked"}'] == 3
    assert told['report_qa_wait_seconds_bucket{event="asked",le="60.0"}'] == 3
    assert told["process_resident_memory_bytes"] > 1e8
    assert told["report_qa_queue_length"] == 0
    assert told["report_qa_connections"] >= 1


def test_no_word_of_a_question_is_among_them(metered: str):
    join(metered, "d", "密码是什么")
    assert "密码" not in ask(metered, "/metrics").body.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_came_through_a_proxy_gets_none(metered: str, header: str):
    assert ask(metered, "/metrics", headers={header: "192.0.2.7"}).status == 404


def test_behind_a_known_proxy_only_this_machine_gets_them(start_server: Servers):
    address = start_server(with_metrics=True, proxy="127.0.0.1")
    assert ask(address, "/metrics").status == 200
    assert ask(address, "/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status == 404


def test_a_site_whose_name_leads_here_gets_none(metered: str):
    assert ask(metered, "/metrics", headers={"Host": "evil.example"}).status == 400


def test_without_being_asked_for_there_are_none(start_server: Servers):
    assert ask(start_server(), "/metrics").status == 404
