"""`serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from qa.cli.options import ReportOptions, opened, report_options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True, help="The port.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in the browser.")
@click.option(
    "--auth",
    envvar="REPORT_QA_AUTH",
    metavar="USER:PASSWORD",
    help="Ask for this user and password; REPORT_QA_AUTH in the environment does the same and is not seen in `ps`.",
)
@click.option("--no-auth", is_flag=True, help="Let everyone in who can reach the address, without a password.")
@click.option(
    "--feedback-folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where feedback on answers is kept, instead of the user's data folder.",
)
@report_options
def serve(
    host: str,
    port: int,
    open_browser: bool,
    auth: str | None,
    no_auth: bool,
    feedback_folder: Path | None,
    **options: Unpack[ReportOptions],
) -> None:
    """Open the web chat. It listens on this machine only, unless --host says otherwise.

    \b
    Example:  report-qa serve --open
              REPORT_QA_AUTH=anna:secret report-qa serve --host 0.0.0.0
    """
    from ui.access import Access

    access = Access(host, auth, no_auth)
    from ui.app import serve as serve_app

    serve_app(
        opened(options),
        access=access,
        port=port,
        open_browser=open_browser,
        feedback_dir=feedback_folder,
        announce=click.echo,
    )
