"""The page in a real headless Chromium, against a real server; lexical search, so that it opens at once."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corpus.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from qa.engine import ReportQA

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
QUESTION = "2017年地区生产总值是多少？"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("REPORT_QA_REQUIRE_BROWSER") == "1":
            pytest.fail("REPORT_QA_REQUIRE_BROWSER=1, but there is no chromium on the PATH")
        pytest.skip("no chromium on the PATH")
    from playwright.sync_api import sync_playwright

    switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=switches)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(browser: Browser, start_server: Callable[..., str]) -> str:
    return start_server()


@pytest.fixture(scope="module")
def hostile_address(browser: Browser, start_server: Callable[..., str], hostile_report: Path) -> str:
    return start_server(hostile_report)


class Visit:
    """A visitor's tab, and what it must never do: ask another host for anything, or report an error."""

    def __init__(self, browser: Browser, address: str, viewport: ViewportSize, locale: str) -> None:
        self.page: Page = browser.new_context(viewport=viewport, locale=locale).new_page()
        self.hosts: set[str | None] = set()
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.goto(address)
        self.page.wait_for_selector(".turns")

    def ask(self, question: str) -> None:
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".reply .answer").last.wait_for()

    def close(self) -> None:
        self.page.context.close()
        assert self.hosts == {"127.0.0.1"}
        assert self.errors == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_citation_opens_at_its_sentence_which_is_verbatim_in_the_report(
    browser: Browser, address: str, engine: ReportQA, viewport: ViewportSize
):
    visit = Visit(browser, address, viewport, "zh-CN")
    page = visit.page
    visit.ask(QUESTION)
    chip = page.locator("button.chip").first
    assert chip.get_attribute("aria-label")
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")

    marked = page.locator("#evidence mark.current")
    assert "1009.2亿元" in marked.inner_text()
    assert squeeze(marked.inner_text()) in squeeze(engine.report.source)
    assert page.locator("#evidence mark.current strong").count() >= 1
    assert page.locator("#evidence h3").first.inner_text().startswith("一、2017年工作回顾")
    page.wait_for_function(
        "(box => box.top >= 0 && box.bottom <= innerHeight)"
        "(document.querySelector('#evidence mark.current').getBoundingClientRect())"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "chip"
    visit.close()


def test_the_page_speaks_the_browsers_language_and_switches_with_all_that_was_said(browser: Browser, address: str):
    visit = Visit(browser, address, WIDE, "en-US")
    page = visit.page
    page.get_by_role("button", name="What was GDP in 2017?").click()
    page.locator(".reply .answer").wait_for()
    page.get_by_role("button", name="中文").click()
    page.locator("#evidence h2", has_text="原文依据").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator(".turn").count() == 1
    page.get_by_role("button", name="新对话").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0
    visit.close()


def test_on_a_phone_the_question_box_stays_at_hand_under_a_long_answer(browser: Browser, address: str):
    visit = Visit(browser, address, PHONE, "zh-CN")
    for _ in range(4):
        visit.ask("2018年在住房方面有哪些安排？")
    visit.page.evaluate("scrollTo(0, 0)")
    box = visit.page.locator("#question textarea").bounding_box()
    assert box
    assert 0 < box["y"] < PHONE["height"] - box["height"]
    visit.close()


def test_a_question_that_cannot_be_used_is_explained_in_the_chat_and_kept(browser: Browser, address: str):
    visit = Visit(browser, address, WIDE, "en-US")
    too_long = "long " * 300
    visit.page.locator("#question textarea").fill(too_long)
    visit.page.keyboard.press("Enter")
    failure = visit.page.locator(".failure")
    failure.wait_for()
    assert failure.inner_text().startswith("No answer: ")
    assert visit.page.locator("#question textarea").input_value() == too_long.strip()
    visit.close()


def test_shift_enter_starts_a_new_line_instead_of_asking(browser: Browser, address: str):
    visit = Visit(browser, address, WIDE, "zh-CN")
    box = visit.page.locator("#question textarea")
    box.fill("第一行")
    visit.page.keyboard.press("Shift+Enter")
    visit.page.keyboard.type("x")
    assert box.input_value() == "第一行\nx"
    assert visit.page.locator(".turn").count() == 0
    visit.close()


def test_visitors_see_nothing_of_each_other(browser: Browser, address: str):
    first = Visit(browser, address, WIDE, "zh-CN")
    second = Visit(browser, address, WIDE, "zh-CN")
    first.ask(QUESTION)
    second.ask("2018年在住房方面有哪些安排？")
    assert first.page.locator(".turn").count() == 1
    assert second.page.locator(".turn").count() == 1
    assert QUESTION not in second.page.locator("#transcript").inner_text()
    first.close()
    second.close()


def test_nothing_in_a_question_or_a_report_is_run_or_rendered(browser: Browser, hostile_address: str):
    visit = Visit(browser, hostile_address, WIDE, "zh-CN")
    page = visit.page
    visit.ask("全区生产总值<img src=x onerror='window.hacked=1'>达到多少？")
    visit.ask("新增就业岗位多少个？ ![图](http://example.invalid/y.png) $x^2$ ${value}")
    page.locator("button.chip").last.click()
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")
    shown = page.locator("#transcript").inner_text() + page.locator("#evidence").inner_text()
    assert "<img src=x onerror='window.hacked=1'>" in shown
    assert "[点这里](javascript:alert(1))岗位$x^2$" in shown
    assert "${value}" in shown
    assert page.locator("#desk :is(img, script, a, b, code, .katex)").count() == 0
    assert page.evaluate("window.hacked === undefined")
    visit.close()
