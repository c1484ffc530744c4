"""The web chat as an application: built on an engine, served on this machine, nothing loaded from another."""

from __future__ import annotations

import os
import threading
import webbrowser
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from qa.feedback import FeedbackStore
from ui.access import Access
from ui.page import Page
from ui.panel import styles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi import FastAPI
    from gradio.blocks import Blocks
    from gradio.routes import App
    from gradio.themes import Base

    from qa.engine import ReportQA
    from ui.watch.log import Log
    from ui.watch.meters import Meters

ANSWERS_AT_ONCE = 4
"""Visitors answered at the same time; others wait in the queue, in order."""

LOOK_FOR_QUESTIONS, LOOK_FOR_PROGRESS = 0.01, 0.1
"""Seconds between two looks into the queue. Gradio looks a thousand and a hundred times a second: 7 % of a core for a
server that nobody asks."""

WAITING = 100
"""Events that wait at most; further ones are told that the page is busy, rather than to wait for long."""

SESSIONS = 256
"""Visitors whose conversation is kept in memory, about 80 kB each: as many as pages can be open. Of more, the one that
was silent longest is forgotten; its browser keeps it too, and hands it over when the page is loaded."""

GRADIO = {"GRADIO_ANALYTICS_MAX_EVENTS": "1", "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000"}
"""Gradio keeps a table of its last 10,000 events for a page that we do not open, and reckons it anew after each."""

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

SIGN_IN = (
    "请输入用户名和密码；连续输错五次，须等一分钟以上。 "
    "Please enter your user name and password; after five failures, wait a minute or more."
)


def build_app(engine: ReportQA, *, feedback_dir: Path | None = None) -> Blocks:
    """Return the page for one engine; visitors share the engine and nothing else.

    `feedback_dir` is where what they think of answers is kept, None for the user's data folder.
    """
    os.environ |= GRADIO
    import gradio as gr

    title = engine.report.title
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True, fill_height=True) as app:
        page = Page(engine, FeedbackStore(feedback_dir))
    drawn = page.drawn()
    with app:
        page.wire(drawn)
    app.state_session_capacity = SESSIONS
    app.queue(api_open=False, max_size=WAITING, default_concurrency_limit=ANSWERS_AT_ONCE)
    app._queue.sleep_when_free, app._queue.progress_update_sleep_when_free = LOOK_FOR_QUESTIONS, LOOK_FOR_PROGRESS
    return app


def serve(
    engine: ReportQA,
    *,
    access: Access | None = None,
    port: int = 7860,
    open_browser: bool = False,
    feedback_dir: Path | None = None,
    announce: Callable[[str], None] | None = None,
    log: Log | None = None,
    with_metrics: bool = False,
) -> None:
    """Serve the chat until SIGTERM or Ctrl-C, on this machine where `access` is None; what was begun is finished.

    The engine is warmed up before, so that the first visitor does not wait for model and index. `announce` is told the
    page's address once it can be opened; `log` None writes faults of the program to stderr; `with_metrics` opens
    `/metrics` to this machine. Raises InvalidInputError when the host and port cannot be listened on, and what the
    engine raises when its model or index cannot be had.
    """
    from ui.watch.log import Log

    access, log = access or Access(), log or Log()
    url = access.url(port)

    def ready() -> None:
        log.write("started", {"address": url})
        if announce:
            announce(url)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()  # some wait for their browser

    from ui.server import Server, config_of, guarded, listening
    from ui.watch.events import watch_events

    with closing(log), suppress(KeyboardInterrupt), listening(access, port) as taken:
        _warm_up(engine)
        meters = _meters() if with_metrics else None
        outer, blocks = guarded(access, log, meters), build_app(engine, feedback_dir=feedback_dir)
        watch_events(blocks, log, meters)
        page = _mounted(blocks, outer, access)

        def stopping() -> None:
            log.write("stopping", {"waiting": len(blocks._queue)})
            page.stop_event.set()

        config = config_of(outer, access, log, meters)
        server = Server(config, ready=ready, stopping=stopping, stopped=lambda: log.write("stopped"))
        if meters:
            meters.follow(waiting=lambda: len(blocks._queue), connections=lambda: len(server.server_state.connections))
        server.run([taken])


def _meters() -> Meters:
    from ui.watch.meters import Meters

    return Meters()


def _warm_up(engine: ReportQA) -> None:
    """Load what questions in the page's languages need."""
    engine.warm_up()
    engine.ask("What does the report say?")


def _mounted(blocks: Blocks, outer: FastAPI, access: Access) -> App:
    """Mount the page, without what it does not need of Gradio, and return it as Gradio serves it."""
    from gradio import mount_gradio_app
    from starlette.middleware import Middleware
    from starlette.routing import Mount

    from ui.guard.headers import ContentPolicy
    from ui.guard.sign_in import Password

    mount_gradio_app(
        outer,
        blocks,
        path="/",
        auth=Password(*access.credentials).check if access.credentials else None,
        auth_message=SIGN_IN,
        show_error=False,
        theme=_theme(),
        css=styles(),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        max_file_size=1,
        app_kwargs={"openapi_url": None, "middleware": [Middleware(ContentPolicy)]},
    )
    (page,) = (route.app for route in outer.routes if isinstance(route, Mount))
    return page


def _theme() -> Base:
    from gradio.themes import Base

    light_and_dark = {name: light for name, (light, _) in COLOURS.items()}
    light_and_dark |= {f"{name}_dark": dark for name, (_, dark) in COLOURS.items()}
    return Base(font=FONTS, font_mono=("ui-monospace", "monospace")).set(**light_and_dark)
