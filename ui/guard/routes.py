"""The few addresses that the page asks for; all others that Gradio offers do not exist here.

Closed by this are uploads, every route that serves a file by its path (`file=`, `proxy=`, `stream`,
`custom_component`), the interface for other programs and its description, and Gradio's development tools.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

_NAME = r"[A-Za-z0-9_\-]+"
_FILE = rf"(?:{_NAME}/)*{_NAME}(?:\.{_NAME})+"
"""A file below a folder: no empty part, none that begins with a dot, nothing encoded."""

OPEN = {
    "GET": re.compile(
        rf"/|/healthz|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/logout|/(?:assets|static)/{_FILE}"
        rf"|/gradio_api/(?:app_id|queue/data|heartbeat/{_NAME})"
    ),
    "POST": re.compile(r"/login|/gradio_api/(?:queue/join|cancel|reset|run/predict)"),
}
"""By method, the paths that are answered; each is matched whole. `run/predict` calls off what runs and draws
(arriving, what is sorted or chosen in a table, finding); Gradio refuses it for all that goes through the queue."""


class OpenRoutes:
    """Passes on what the page needs, and `more` paths to be read; everything else is not found."""

    def __init__(self, app: ASGIApp, more: Sequence[str] = ()) -> None:
        """Keep the application and the paths."""
        self._app = app
        self._more = more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request for an open path on, 404 for all others."""
        if scope["type"] == "http" and not self._is_open(scope["method"], scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif scope["type"] in ("http", "lifespan"):
            await self._app(scope, receive, send)

    def _is_open(self, method: str, path: str) -> bool:
        return is_open(method, path) or (method == "GET" and path in self._more)


def is_open(method: str, path: str) -> bool:
    """Say whether the page needs this path, decoded as the server routes it."""
    pattern = OPEN.get("GET" if method == "HEAD" else method)
    return pattern is not None and pattern.fullmatch(path) is not None
