"""A server that is gone, comes back, or asks who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.browser.conftest import Visit
    from tests.ui.conftest import Servers

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"


def test_a_question_to_a_dead_server_is_kept_and_answered_when_it_is_back(
    visit: Callable[..., Visit], start_server: Servers
):
    port = free_port()
    address = start_server(port=port)
    tab = visit(to=address)
    page = tab.page
    tab.ask("2018年在住房方面有哪些安排？")
    start_server.stop(address)

    tab.box.fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".failure").wait_for()
    assert page.locator(".failure").inner_text() == "连不上服务器，没有得到回答。问题已经保留。"
    assert QUESTION in page.locator(".turn").last.inner_text()
    assert "断开" in page.locator(".connection").inner_text()
    page.get_by_role("button", name="重试").click()
    page.locator(".failure", has_text="还是连不上").wait_for()

    start_server(port=port)
    page.get_by_role("button", name="重试").click()
    page.locator(".turn", has_text=QUESTION).locator(".answer").wait_for()
    assert "1009.2亿元" in page.locator(".turn").last.inner_text()
    assert page.locator(".turn").count() == 2
    tab.errors.clear()  # the browser reports every request that found no server


def test_what_was_open_is_there_again_when_the_server_is_started_anew(
    visit: Callable[..., Visit], start_server: Servers
):
    port = free_port()
    address = start_server(port=port)
    tab = visit(locale="en-US", to=address)
    tab.ask(QUESTION)
    start_server.stop(address)
    start_server(port=port)
    tab.ask("2018年的目标呢？")
    assert tab.page.locator(".turn").count() == 2
    assert "地区生产总值" in tab.page.locator(".searched").inner_text()
    tab.errors.clear()


def test_a_source_that_cannot_be_opened_says_that_the_connection_is_lost(
    visit: Callable[..., Visit], start_server: Servers
):
    address = start_server(port=free_port())
    tab = visit(to=address)
    tab.ask(QUESTION)
    start_server.stop(address)
    tab.page.locator(".outline-links a, .walk a").locator("visible=true").first.click()
    tab.page.locator(".connection", has_text="断开").wait_for()
    tab.errors.clear()


def test_a_fault_of_the_program_is_told_and_the_question_kept(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    tab.box.fill("故障？")
    page.keyboard.press("Enter")
    page.locator(".failure", has_text="程序出错").wait_for()
    assert len(page.locator(".failure .request").inner_text().split()[-1]) == 12
    assert "故障？" in page.locator(".turn").last.inner_text()
    assert not page.locator(".toast-wrap").is_visible()
    page.get_by_role("button", name="重试").click()
    page.locator(".searching").wait_for(state="detached")
    page.locator(".failure").wait_for()
    tab.ask("2018年的目标呢？")
    assert page.locator(".turn").count() == 2
    assert page.locator(".failure").count() == 0
    tab.errors.clear()  # the browser reports what the server said of its fault


def test_a_page_with_a_password_asks_for_it(visit: Callable[..., Visit], start_server: Servers):
    address = start_server(auth="anna:geheim")
    tab = visit(to=f"{address}?passage=P004.3", ready="input[type=password]")
    page = tab.page
    page.locator("input[type=text]").fill("anna")
    page.locator("input[type=password]").fill("geheim")
    page.get_by_role("button").last.click()
    page.wait_for_selector(".turns")
    page.locator("#evidence mark.current").wait_for()
    tab.ask(QUESTION)
    tab.errors.clear()  # before the password every request is refused
