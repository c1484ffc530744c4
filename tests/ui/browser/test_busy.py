"""What a visitor sees while the server has too much to do: in time, with the question kept, never nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ViewportSize

    from tests.ui.browser.conftest import Visit
    from tests.ui.conftest import Crowd

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_question_to_a_server_that_is_busy_is_kept_and_asked_again_with_a_click(
    crowd: Crowd, visit: Callable[..., Visit], viewport: ViewportSize, locale: str
):
    tab = visit(viewport, locale, crowd.address)
    page = tab.page
    crowd.come()
    tab.box.fill(QUESTION)
    page.keyboard.press("Enter")
    failure = page.locator(".failure")
    failure.wait_for()
    told = {"zh-CN": "服务器忙不过来。问题已经保留，请稍等片刻再试。", "en-US": "please try again in a moment."}[locale]
    assert told in failure.inner_text()
    assert len(failure.locator(".request").inner_text().split()[-1]) == 12
    assert QUESTION in page.locator(".turn").last.inner_text()
    assert not page.locator(".toast-wrap").is_visible()
    crowd.leave()
    page.locator("button.retry").click()
    page.locator(".turn", has_text=QUESTION).locator(".answer").wait_for()
    assert page.locator(".turn").count() == 1
    tab.errors.clear()  # the browser reports the refusal


def test_the_page_opens_while_the_queue_is_full(crowd: Crowd, visit: Callable[..., Visit]):
    crowd.come()
    tab = visit(to=crowd.address)
    tab.page.locator(".welcome").wait_for()
    tab.open_tab("报告")
    tab.page.locator("#report-find input[type=search]").fill("住房")
    tab.page.locator("#report-found .count", has_text="处").wait_for()


def test_explaining_and_searching_say_that_the_server_is_busy(crowd: Crowd, visit: Callable[..., Visit]):
    tab = visit(to=crowd.address)
    page = tab.page
    tab.open_tab("报告")
    page.locator("#report-find input[type=search]").fill("住房")
    crowd.come()
    page.locator("#report-find label", has_text="语义").click()
    failure = page.locator("#report-found .failure")
    failure.wait_for()
    assert "忙不过来" in failure.inner_text()
    assert failure.locator(".request").is_visible()
    tab.open_tab("检索过程")
    page.locator("#explain-form input").fill(QUESTION)
    page.keyboard.press("Enter")
    failure = page.locator("#explain-shown .failure")
    failure.wait_for()
    assert "忙不过来" in failure.inner_text()
    assert failure.locator(".request").is_visible()
    tab.errors.clear()  # the browser reports the refusals
