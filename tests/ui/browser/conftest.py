"""A real headless Chromium and real servers for the page's tests; lexical search, so that it opens at once."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}

SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


PATIENCE = 90_000
"""Milliseconds that a test waits for what must come: machines that run suites often do much else beside."""


class Visit:
    """A visitor's tab, and what it must never do: ask another host for anything, or report an error."""

    def __init__(self, page: Page, address: str, ready: str = ".turns") -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        self.hosts: set[str | None] = set()
        self.errors: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.wait_for_selector(ready)

    @property
    def box(self) -> Locator:
        """The question box."""
        return self.page.get_by_role("textbox", name=re.compile("^(问题|Question)$"))

    def ask(self, question: str) -> None:
        """Type a question, press Enter and wait for its answer."""
        self.box.fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".turn", has_text=question).last.locator(".answer").wait_for()

    def open_tab(self, name: str) -> None:
        """Open a tab by the name it has in the interface's language."""
        self.page.get_by_role("tab", name=name).click()

    def close(self) -> None:
        """Close the tab; fail if it did anything it must never do."""
        self.page.context.close()
        assert self.hosts == {"127.0.0.1"}
        assert self.errors == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("REPORT_QA_REQUIRE_BROWSER") == "1":
            pytest.fail("REPORT_QA_REQUIRE_BROWSER=1, but there is no chromium on the PATH")
        pytest.skip("no chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(browser: Browser, start_server: Callable[..., str]) -> str:
    """The page's address over the built-in report, one server for all tests that change nothing on it."""
    return start_server()


@pytest.fixture(scope="session")
def hostile_address(browser: Browser, start_server: Callable[..., str], hostile_report: Path) -> str:
    """The page's address over a report full of markup."""
    return start_server(hostile_report)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> ViewportSize:
    """A wide window, then a phone's: for tests that must hold on both."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open tabs of visitors of their own: `visit(viewport, locale, address, **context)`; checked when the test ends.

    What Playwright's `new_context` takes goes through, such as `color_scheme="dark"`; `ready` is what to wait for.
    """
    visits: list[Visit] = []

    def open_page(
        viewport: ViewportSize = WIDE,
        locale: str = "zh-CN",
        to: str | None = None,
        ready: str = ".turns",
        **context: Any,  # noqa: ANN401
    ) -> Visit:
        page = browser.new_context(viewport=viewport, locale=locale, **context).new_page()
        visits.append(Visit(page, to or address, ready))
        return visits[-1]

    yield open_page
    for made in visits:
        made.close()
