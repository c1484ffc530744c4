"""The page under its content policy: everything works, and nothing that was smuggled in runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

SMUGGLED = """async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="window.smuggled = 1">
        <iframe src="data:text/html,x"></iframe><a id="lure" href="javascript:window.smuggled = 2">x</a>`);
    const script = document.createElement("script");
    script.textContent = "window.smuggled = 3";
    document.body.append(script);
    document.querySelector("#lure").click();
    await fetch("http://192.0.2.1/").catch(() => {});
    await new Promise((done) => setTimeout(done, 500));
    return [window.smuggled ?? 0, [...new Set(refused)].sort()];
}"""


def test_all_tabs_work_under_the_content_policy(visit: Callable[..., Visit]):
    tab = visit()
    tab.ask("2017年地区生产总值是多少？")
    shown = {"报告": "#report-text [data-unit]", "数据": "#figures-table tbody tr", "检索过程": "#explain-form input"}
    for name, drawn in shown.items():
        tab.open_tab(name)
        tab.page.locator(drawn).first.wait_for()


def test_what_is_smuggled_into_the_page_does_not_run(visit: Callable[..., Visit]):
    tab = visit()
    ran, refused = tab.page.evaluate(SMUGGLED)
    assert ran == 0
    assert refused == ["connect-src", "frame-src", "script-src-attr", "script-src-elem"]
    tab.errors.clear()  # the browser reports each refusal
    tab.hosts.discard("192.0.2.1")
    tab.hosts.discard(None)
