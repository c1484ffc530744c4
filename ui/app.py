"""The web chat as an application: built on an engine, served on this machine, nothing loaded from another."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError
from qa.feedback import FeedbackStore
from ui.access import Access
from ui.page import Page
from ui.panel import styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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

COLOURS = {
    "body_background_fill": ("#f7f5f0", "#16181b"),
    "body_text_color": ("#24272c", "#e7e4de"),
    "background_fill_primary": ("#f7f5f0", "#16181b"),
    "background_fill_secondary": ("#f7f5f0", "#16181b"),
    "block_background_fill": ("#fffefb", "#1d2024"),
    "border_color_primary": ("#e3ded3", "#33373d"),
    "input_background_fill": ("#f7f5f0", "#16181b"),
    "button_primary_background_fill": ("#9c2f20", "#ee9783"),
    "button_primary_background_fill_hover": ("#9c2f20", "#ee9783"),
    "button_primary_text_color": ("#ffffff", "#22120e"),
}
"""Light and dark, as `ui/static/base.css` has them, for what Gradio paints without it: the window before the page is
there, and the page that asks for a password."""

SIGN_IN = "请输入用户名和密码。 Please enter your user name and password."


def build_app(engine: ReportQA, *, feedback_dir: Path | None = None) -> Blocks:
    """Return the page for one engine; visitors share the engine and nothing else.

    `feedback_dir` is where what they think of answers is kept, None for the user's data folder.
    """
    import gradio as gr

    title = engine.report.title
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True, fill_height=True) as app:
        page = Page(engine, FeedbackStore(feedback_dir))
    drawn = page.drawn()
    with app:
        page.wire(drawn)
    return app.queue(api_open=False, default_concurrency_limit=ANSWERS_AT_ONCE)


def serve(
    engine: ReportQA,
    *,
    access: Access | None = None,
    port: int = 7860,
    open_browser: bool = False,
    feedback_dir: Path | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the chat until interrupted, on this machine where `access` is None.

    `announce` is told the page's address once it can be opened. Raises InvalidInputError when the host and port cannot
    be listened on, and what the engine raises when its model or index cannot be had.
    """
    app = launch(engine, access=access or Access(), port=port, open_browser=open_browser, feedback_dir=feedback_dir)
    try:
        if announce:
            announce(app.local_url)
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        app.close(verbose=False)


def launch(
    engine: ReportQA, *, access: Access, port: int, open_browser: bool = False, feedback_dir: Path | None = None
) -> Blocks:
    """Start the server in the background and return the running app; `app.close()` stops it.

    The engine is warmed up before, so that the first visitor does not wait for model and index.
    Raises InvalidInputError when the host and port cannot be listened on, and what the engine raises.
    """
    engine.warm_up()
    app = build_app(engine, feedback_dir=feedback_dir)
    try:
        with _past_the_proxy(access.host):
            app.launch(
                server_name=access.host,
                server_port=port,
                auth=access.credentials,
                auth_message=SIGN_IN,
                inbrowser=open_browser,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                theme=_theme(),
                css=styles(),
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
            f"cannot listen on {access.host}:{port}, which is taken or not this machine; choose another with --host "
            "or --port"
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

    light_and_dark = {name: light for name, (light, _) in COLOURS.items()}
    light_and_dark |= {f"{name}_dark": dark for name, (_, dark) in COLOURS.items()}
    return Base(font=FONTS, font_mono=("ui-monospace", "monospace")).set(**light_and_dark)
