"""How long the page takes: an answer on it against the engine's own time, and the way to a page that can be used.

The engine answers in this process, the page in a headless Chromium before `report-qa serve` in a process of its own,
with the same models and index. They take turns, question by question, so that what else the machine does falls on both.
On the page each question begins a new conversation; the time runs from the Enter key to the frame in which the answer
stands. The questions are read off the report: its examples and its figures.

    python -m benchmarks.page
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from benchmarks.browser import chromium, served_page
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS, Column, Table
from corpus.figures import FigureKind, Quantity, figures_of
from qa.engine import ReportQA
from qa.evaluation.machine import measured_on
from qa.suggest.examples import example_questions

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from corpus.report import Report

MOST_TIMES, PLUS_MILLISECONDS = 1.5, 150.0
MOST_SECONDS_TO_USE = 3.0
PACKAGES = ("gradio", "onnxruntime", "faiss-cpu", "playwright")

ASK = """question => new Promise((done, failed) => {
    const box = document.querySelector("#question-box");
    box.value = question;
    const observer = new MutationObserver(() => {
        if (!document.querySelector(".turn .answer")) return;
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - started));
    });
    observer.observe(document.querySelector("#transcript"), { childList: true, subtree: true });
    setTimeout(() => failed(new Error("no answer")), 30000);
    const started = performance.now();
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""


@dataclass(frozen=True, slots=True)
class Pair:
    """The milliseconds of one question: of the engine alone, and on the page."""

    engine: float
    page: float


@click.command()
@click.option("--questions", "count", type=click.IntRange(1, 200), default=20, show_default=True, help="How many.")
@click.option("--visits", type=click.IntRange(1, 100), default=5, show_default=True, help="Fresh visits of the page.")
@json_option
def main(count: int, visits: int, json_file: Path | None) -> None:
    """Print the medians of both, and how long a fresh visit takes until a question can be typed."""
    engine = ReportQA.open()
    engine.warm_up()
    asked = questions_of(engine.report)[:count]
    with served_page() as address, chromium() as browser:
        _visit(browser, address)
        opened = [_visit(browser, address) for _ in range(visits)]
        page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector("#question-box")
        measure(engine, page, asked[0])
        turns = track(asked, "measuring", console=Console(stderr=True), transient=True)
        pairs = [measure(engine, page, question) for question in turns]
    title = f"The page: {len(pairs)} questions in turns with the engine alone, {visits} fresh visits"
    machine, table = measured_on(PACKAGES), figures(pairs, opened, title)
    print(f"{machine}\n\n{table.as_text()}\n\n{verdicts(pairs, opened)}")
    keep(json_file, machine, [table])


def questions_of(report: Report) -> list[str]:
    """Return questions about the report, none twice: its examples in both languages, then its figures."""
    examples = [text for example in example_questions(report) for text in (example.chinese, example.english)]
    levels = [figure for figure in figures_of(report) if figure.quantity is Quantity.LEVEL and figure.year]
    figures = [
        f"{figure.year}年{figure.indicator}{'的目标' if figure.kind is FigureKind.TARGET else ''}是多少？"
        for figure in levels
    ]
    return list(dict.fromkeys([*examples, *figures]))


def measure(engine: ReportQA, page: Page, question: str) -> Pair:
    """Ask a question of the engine, then on the page, where it begins a new conversation."""
    started = perf_counter()
    engine.ask(question)
    milliseconds = 1000 * (perf_counter() - started)
    on_page = float(page.evaluate(ASK, question))
    page.wait_for_timeout(3000)  # questions to ask next are tried on the engine after an answer, two seconds at most
    page.locator("button.fresh").click()
    page.locator(".welcome").wait_for()
    return Pair(milliseconds, on_page)


def _visit(browser: Browser, address: str) -> float:
    """Return the seconds until a visitor whose browser knows nothing of the page can type a question."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    started = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("#question-box").fill("?")
    seconds = perf_counter() - started
    context.close()
    return seconds


def figures(pairs: list[Pair], opened: list[float], title: str) -> Table:
    """Return a row a measurement, in milliseconds."""
    measured = {
        f"{OURS}, engine alone": [pair.engine for pair in pairs],
        f"{OURS}, on the page": [pair.page for pair in pairs],
        f"{OURS}, page can be used": [1000 * seconds for seconds in opened],
    }
    rows = tuple((name, median(times), min(times), max(times)) for name, times in measured.items())
    heads = "median ms", "fastest", "slowest"
    return Table(title, (Column(""), *(Column(head, ",.0f") for head in heads)), rows)


def verdicts(pairs: list[Pair], opened: list[float]) -> str:
    """Return what the targets are about, a line each."""
    engine, page = (median(times) for times in ([p.engine for p in pairs], [p.page for p in pairs]))
    allowed, seconds = MOST_TIMES * engine + PLUS_MILLISECONDS, median(opened)
    target = f"{MOST_TIMES:g} times the engine's and {PLUS_MILLISECONDS:g} ms ({allowed:.0f} ms)"
    usable = _verdict(seconds < MOST_SECONDS_TO_USE)
    return (
        f"answer on the page {page:.0f} ms, target at most {target}: {_verdict(page <= allowed)}\n"
        f"page can be used after {seconds:.2f} s, target under {MOST_SECONDS_TO_USE:g} s: {usable}"
    )


def _verdict(value: bool) -> str:
    return "met" if value else "missed"


if __name__ == "__main__":
    main()
