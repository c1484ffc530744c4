"""A report that attacks the page: nothing of it runs, loads or shows as anything but text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reliability.hostile import QUESTIONS, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.browser.conftest import Visit

pytestmark = pytest.mark.browser

ALIVE = """() => [
    window.hacked ?? null,
    [...document.querySelectorAll("iframe, object, embed, base, form[action], #desk img, #desk script")].map(
        (element) => element.outerHTML).filter((html) => html !== '<base href="./">'),
    [...document.querySelectorAll("*")].filter((element) =>
        [...element.attributes].some(({name, value}) => name.startsWith("on") || /^\\s*(javascript|data):/i.test(value))
    ).map((element) => element.outerHTML),
    /[\\u202a-\\u202e\\u2066-\\u2069\\u0000-\\u0008\\u001b\\u007f-\\u009f]/.test(document.documentElement.outerHTML),
]"""
"""What ran, elements that load something, handlers and links that run something, and characters that are obeyed."""


@pytest.fixture(scope="module")
def attacking_address(start_server: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("attacking") / "report.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return start_server(path)


def test_a_hostile_report_runs_nothing_on_the_page(visit: Callable[..., Visit], attacking_address: str):
    tab = visit(to=attacking_address)
    dialogs: list[str] = []
    tab.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for question in (*QUESTIONS, "<img src=x onerror=window.hacked='question'>财政收入完成多少？"):
        tab.ask(question)
    for chip in tab.page.locator(".chip").all()[:3]:
        chip.click()
        tab.page.locator("#side").get_by_text("句").first.wait_for()
    shown = {"报告": "#report-text [data-unit]", "数据": "#figures-table tbody tr", "检索过程": "#explain-form input"}
    for name, drawn in shown.items():
        tab.open_tab(name)
        tab.page.locator(drawn).first.wait_for()
        assert tab.page.evaluate(ALIVE) == [None, [], [], False], name
    assert "</title><script>window.hacked=0</script>" in tab.page.title()
    assert dialogs == []


def test_a_kept_conversation_about_a_hostile_report_runs_nothing(visit: Callable[..., Visit], attacking_address: str):
    tab = visit(to=attacking_address)
    tab.ask(QUESTIONS[0])
    tab.ask("<img src=x onerror=window.hacked='kept'>财政收入完成多少？")
    tab.page.reload()
    tab.page.locator(".turn").nth(1).locator(".answer").wait_for()
    # The reload ends what the page was still listening to; Gradio reports that as an error.
    ended = "AbortError", "Unexpected error Connection errored out"
    tab.errors[:] = [error for error in tab.errors if not error.startswith(ended)]
    assert tab.page.evaluate(ALIVE) == [None, [], [], False]
