"""The pictures of the README: the page as it is, wide with an answer and its source open, and on a phone.

python -m benchmarks.screenshots
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from benchmarks.browser import chromium, served_page
from benchmarks.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

QUESTION = "2017年地区生产总值是多少？"
LARGEST = 250_000
"""Bytes of a picture: a README is read on slow connections too."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the window, how many pixels a point of it has."""

    name: str
    viewport: ViewportSize
    scale: float


SHOTS = (
    Shot("page.png", {"width": 1280, "height": 800}, 1.0),
    Shot("page-phone.png", {"width": 360, "height": 740}, 1.5),
)


@click.command()
def main() -> None:
    """Write the pictures into docs/images. Raises ClickException when one is too large."""
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with served_page() as address, chromium() as browser:
        for shot in SHOTS:
            path = take(browser, address, shot, folder)
            size = path.stat().st_size
            if size > LARGEST:
                raise click.ClickException(f"{path} has {size:,} bytes, more than {LARGEST:,}")
            print(f"{path.relative_to(ROOT)}  {size:,} bytes")


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> Path:
    """Ask the question, open the first source and write the picture; return its path."""
    page = browser.new_page(locale="zh-CN", viewport=shot.viewport, device_scale_factor=shot.scale)
    page.goto(address)
    page.locator("#question-box").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".turn .answer").wait_for()
    page.locator("a.chip").first.click()
    page.wait_for_function("document.activeElement.id === 'evidence-heading'")
    page.mouse.move(0, 0)
    page.wait_for_timeout(2500)  # the way to the sentence is smooth, and what to ask next comes a little later
    path = folder / shot.name
    page.screenshot(path=path)
    page.close()
    return path


if __name__ == "__main__":
    main()
