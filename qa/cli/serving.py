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
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Serve https with this certificate, a PEM file.",
)
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's private key, a PEM file."
)
@click.option(
    "--trusted-host",
    "trusted_names",
    multiple=True,
    metavar="NAME",
    help="Answer to this name as well, *.example.org for all below one; may be given again.",
)
@click.option(
    "--proxy",
    metavar="ADDRESS",
    help="A reverse proxy in front, whose X-Forwarded-For says who asks; it has to pass Host on.",
)
@click.option(
    "--rate",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help="How many events a second one client may start; a question is about three.",
)
@click.option(
    "--feedback-folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where feedback on answers is kept, instead of the user's data folder.",
)
@click.option(
    "--log",
    "log_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what happens to this file, one JSON object a line; without it only faults are told, on stderr.",
)
@click.option("--log-questions", is_flag=True, help="Let the log hold the words of questions.")
@click.option("--metrics", is_flag=True, help="Open /metrics for Prometheus, to this machine only.")
@report_options
def serve(
    host: str,
    port: int,
    open_browser: bool,
    auth: str | None,
    no_auth: bool,
    certificate: Path | None,
    key: Path | None,
    trusted_names: tuple[str, ...],
    proxy: str | None,
    rate: int,
    feedback_folder: Path | None,
    log_path: Path | None,
    log_questions: bool,
    metrics: bool,
    **options: Unpack[ReportOptions],
) -> None:
    """Open the web chat. It listens on this machine only, unless --host says otherwise.

    \b
    Example:  report-qa serve --open
              REPORT_QA_AUTH=anna:secret report-qa serve --host 0.0.0.0
              report-qa serve --host 0.0.0.0 --certificate cert.pem --key key.pem --trusted-host report.example.org
              report-qa serve --log serve.log --metrics
    """
    from ui.access import Access

    access = Access(host, auth, no_auth, trusted_names, certificate, key, proxy, rate)
    from ui.app import serve as serve_app
    from ui.watch.log import Log

    serve_app(
        opened(options),
        access=access,
        port=port,
        open_browser=open_browser,
        feedback_dir=feedback_folder,
        announce=click.echo,
        log=Log(log_path, with_words=log_questions),
        with_metrics=metrics,
    )
