"""The web chat as an application: built on an engine, served on this machine, nothing loaded from another."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError
from ui.chat import Chat
from ui.page import Page, static_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gradio.blocks import Blocks
    from gradio.themes import Base

    from qa.engine import ReportQA

ANSWERS_AT_ONCE = 4
"""Visitors answered at the same time; others wait in the queue, in order."""

FONTS = (
    "system-ui",
    "-apple-system",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
)
"""What systems bring along, Chinese faces included; Gradio would fetch or ship a Latin one."""


def build_app(engine: ReportQA) -> Blocks:
    """Return the page for one engine; visitors share the engine and nothing else."""
    import gradio as gr

    title = engine.report.title
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True, fill_height=True) as app:
        Page(Chat(engine)).wire(app)
    return app.queue(api_open=False, default_concurrency_limit=ANSWERS_AT_ONCE)


def serve(
    engine: ReportQA,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the chat until interrupted; `announce` is told the page's address once it can be opened.

    Raises InvalidInputError when the host and port cannot be listened on, and what the engine raises when its
    model or index cannot be had.
    """
    app = launch(engine, host=host, port=port, open_browser=open_browser)
    try:
        if announce:
            announce(app.local_url)
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        app.close(verbose=False)


def launch(engine: ReportQA, *, host: str, port: int, open_browser: bool = False) -> Blocks:
    """Start the server in the background and return the running app; `app.close()` stops it.

    The engine is warmed up before, so that the first visitor does not wait for model and index.
    Raises InvalidInputError when the host and port cannot be listened on, and what the engine raises.
    """
    engine.warm_up()
    app = build_app(engine)
    try:
        with _past_the_proxy(host):
            app.launch(
                server_name=host,
                server_port=port,
                inbrowser=open_browser,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                theme=_theme(),
                css=static_text("chat.css"),
                footer_links=[],
                run_history=False,
                enable_monitoring=False,
                ssr_mode=False,
                mcp_server=False,
                pwa=False,
                max_file_size=1,
                app_kwargs={"openapi_url": None},
            )
    except OSError as error:
        raise InvalidInputError(
            f"cannot listen on {host}:{port}, which is taken or not this machine; choose another with --host or --port"
        ) from error
    return app


@contextmanager
def _past_the_proxy(host: str) -> Iterator[None]:
    """Let Gradio's check of its own server reach it where `HTTP_PROXY` is set, which many offices need."""
    kept = {name: os.environ.get(name) for name in ("NO_PROXY", "no_proxy")}
    for name, value in kept.items():
        os.environ[name] = ",".join(filter(None, (value, host, "localhost")))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _theme() -> Base:
    from gradio.themes import Base

    return Base(font=FONTS, font_mono=("ui-monospace", "monospace"))
