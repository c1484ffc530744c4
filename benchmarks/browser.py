"""A served page and a headless Chromium to look at it with: for measurements and for the pictures in the README."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from benchmarks.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def served_page() -> Iterator[str]:
    """Yield the address of `report-qa serve` over the built-in report. Raises as `serving` does."""
    with serving() as served:
        yield served.address


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium. Raises ClickException where there is none on the PATH."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise click.ClickException("there is no chromium on the PATH; install your system's package of that name")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
