"""`serve`."""

from __future__ import annotations

from typing import Unpack

import click

from qa.cli.options import ReportOptions, opened, report_options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True, help="The port.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in the browser.")
@report_options
def serve(host: str, port: int, open_browser: bool, **options: Unpack[ReportOptions]) -> None:
    """Open the web chat.

    \b
    Example:  report-qa serve --open
    """
    from ui.app import serve as serve_app

    serve_app(opened(options), host=host, port=port, open_browser=open_browser, announce=click.echo)
