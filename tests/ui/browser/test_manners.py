"""What the page owes every visitor: language, light and dark, the keyboard, calm, and help for those who cannot see."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.ui.browser.conftest import PHONE, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route, ViewportSize

    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "2017年地区生产总值是多少？"


def test_the_page_speaks_the_browsers_language_and_switches_with_all_that_was_said(visit: Callable[..., Visit]):
    tab = visit(WIDE, "en-US")
    page = tab.page
    tab.ask(QUESTION)
    page.locator("#evidence mark.current").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="中文").click()
    page.locator("#evidence h2", has_text="原文").wait_for()
    page.get_by_role("tab", name="报告").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator(".turn").count() == 1
    assert page.locator("#evidence mark.current").count() == 1


def test_the_language_that_was_chosen_is_remembered(visit: Callable[..., Visit], address: str):
    tab = visit(WIDE, "en-US")
    tab.box.fill("半句")
    tab.page.get_by_role("button", name="中文").click()
    tab.page.get_by_role("button", name="提问").wait_for()
    assert tab.box.input_value() == "半句"
    fresh = tab.page.context.new_page()
    fresh.goto(address)
    fresh.get_by_role("tab", name="问答").wait_for()


def test_the_tabs_have_their_names_also_where_their_code_comes_late(visit: Callable[..., Visit]):
    late: list[str] = []

    def deliver(route: Route) -> None:
        response = route.fetch()
        if "register_tab" in response.text():
            late.append(route.request.url)
            time.sleep(0.5)
        route.fulfill(response=response)

    page = visit(WIDE, "en-US").page
    page.route("**/assets/Index-*.js", deliver)
    page.reload()
    page.wait_for_selector(".turns")
    for name in ("Chat", "Report", "Figures", "Explain"):
        page.get_by_role("tab", name=name).wait_for()
    assert late


def is_dark(page: Page) -> bool:
    return bool(page.evaluate("document.body.classList.contains('dark')"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_follow_the_system_until_one_is_chosen(visit: Callable[..., Visit], address: str, scheme: str):
    tab = visit(color_scheme=scheme)
    other = {"light": "dark", "dark": "light"}
    assert is_dark(tab.page) == (scheme == "dark")
    tab.page.emulate_media(color_scheme=other[scheme])  # type: ignore[arg-type]
    tab.page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'light').lower()}")
    tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.page.get_by_role("button", name={"light": "切换到深色", "dark": "切换到浅色"}[scheme]).click()
    assert is_dark(tab.page) == (scheme == "light")
    fresh = tab.page.context.new_page()
    fresh.goto(address)
    fresh.wait_for_selector(".turns")
    assert is_dark(fresh) == (scheme == "light")


def test_the_keyboard_reaches_the_question_box_from_anywhere_and_explains_itself(visit: Callable[..., Visit]):
    tab = visit()
    page = tab.page
    tab.ask(QUESTION)
    tab.open_tab("报告")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'question-box'")
    page.keyboard.type("a/b?")
    assert tab.box.input_value() == "a/b?"
    page.locator("h1").click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="键盘操作")
    dialog.wait_for()
    assert dialog.locator("kbd").first.inner_text() == "/"
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.get_by_role("button", name="键盘操作").click()
    dialog.get_by_role("button", name="关闭").click()
    dialog.wait_for(state="hidden")


SHIFTS = """() => new Promise(done => {
    const moved = entry => entry.sources.some(source => !document.querySelector('#evidence').contains(source.node));
    const sum = entries => entries.filter(entry => !entry.hadRecentInput && moved(entry))
        .reduce((total, entry) => total + entry.value, 0);
    new PerformanceObserver(list => done(sum(list.getEntries()))).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(0), 500);
})"""
"""Cumulative layout shift (web.dev/cls) without the panel that shows another passage: that is no jump."""


def test_nothing_jumps_from_arrival_to_the_second_answer(visit: Callable[..., Visit], viewport: ViewportSize):
    tab = visit(viewport)
    for question in (QUESTION, "2018年在住房方面有哪些安排？"):
        tab.ask(question)
        tab.page.wait_for_timeout(700)
    assert tab.page.evaluate(SHIFTS) < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_axe_finds_nothing_serious(visit: Callable[..., Visit], viewport: ViewportSize, locale: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(viewport, locale, color_scheme=scheme)
    page = tab.page
    page.wait_for_function("[...document.querySelectorAll('[role=tab]')].every(tab => tab.textContent.trim())")
    grave = serious(Axe().run(page).response)
    tab.ask(QUESTION)
    tab.ask("法国的首都是哪里？")
    page.locator(".nearest summary").click()
    grave += serious(Axe().run(page).response)
    page.locator("a.chip").first.click()
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")
    grave += serious(Axe().run(page).response)
    assert grave == []


def serious(response: dict[str, list[dict[str, object]]]) -> list[str]:
    """Return one line a serious or critical violation."""
    return [
        f"{violation['id']}: {[node['html'] for node in violation['nodes']][:3]}"  # type: ignore[attr-defined]
        for violation in response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def test_at_the_width_of_a_small_phone_nothing_is_cut_off(visit: Callable[..., Visit]):
    tab = visit(PHONE, "en-US")
    tab.ask("2018年在住房方面有哪些安排？")
    tab.page.locator("a.chip").first.click()
    tab.page.wait_for_function("document.activeElement.id === 'evidence-heading'")
    for button in tab.page.locator("#evidence :is(button, a)").all():
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
