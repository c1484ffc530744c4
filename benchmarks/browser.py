"""A served page and a headless Chromium to look at it with: for measurements and for the pictures in the README."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def served_page() -> Iterator[str]:
    """Yield the address of `report-qa serve` over the built-in report, in a process of its own.

    What visitors say of answers would be kept in a temporary folder. Raises ClickException when it does not start.
    """
    command = [str(Path(sys.executable).with_name("report-qa")), "serve", "--port", str(_free_port())]
    with tempfile.TemporaryDirectory(prefix="report-qa-page-") as folder:
        environment = os.environ | {"XDG_DATA_HOME": folder, "HF_HUB_OFFLINE": "1"}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                address = process.stdout.readline().strip() if process.stdout else ""
                if not address:
                    raise click.ClickException("the server did not start; its error stands above")
                yield address
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
