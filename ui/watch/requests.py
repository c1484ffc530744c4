"""Every request has an id, which its answer's headers, the log and what the page says of an error all name."""

from __future__ import annotations

import re
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from ui.guard.rates import client_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ui.watch.log import Log
    from ui.watch.meters import Meters

REFUSED = {
    400: "name or form", 401: "not signed in", 403: "another site", 404: "not open", 413: "too long",
    422: "form", 429: "rate", 503: "busy",
}  # fmt: skip
"""Why a request is refused, by its status."""

_FILES = re.compile(r"/healthz|/metrics|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/(?:assets|static)/.*")
"""What is not worth a line while it is served as it should."""


class RequestIds:
    """Gives each request its id, as `X-Request-Id`, and notes what became of it. To be placed outermost.

    The id and the time at which the request came stand in the scope's state as `request_id` and `began`. An error in
    plain text ends with the id.
    """

    def __init__(self, app: ASGIApp, log: Log, meters: Meters | None) -> None:
        """Keep the application and where to note; `meters` None counts nothing."""
        self._app = app
        self._log = log
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began = token_hex(6), perf_counter()
        scope["state"] = scope.get("state", {}) | {"request_id": request_id, "began": began}
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        send_signed = _signed(send_with_id, request_id)
        try:
            await self._app(scope, receive, send_signed)
        except Exception:
            if not status:
                await PlainTextResponse("a fault of the program", 500)(scope, receive, send_signed)
            raise
        finally:
            self._note(scope, request_id, status, perf_counter() - began)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        reason = REFUSED.get(status)
        if self._meters:
            self._meters.request(status, reason)
        path = scope["path"]
        if status < 400 and _FILES.fullmatch(path):
            return
        fields = {
            "request_id": request_id,
            "method": scope["method"],
            "path": path if status != 404 else None,  # strangers try whatever they like
            "status": status or None,
            "outcome": _outcome(status),
            "reason": reason,
            "duration_ms": round(1000 * seconds, 1),
            "client": client_of(scope),
        }
        self._log.write("request", fields)


def _outcome(status: int) -> str:
    if status == 0:
        return "dropped"  # the client left before there was an answer
    if status in REFUSED:
        return "refused"
    return "fault" if status >= 500 else "served"


def _signed(send: Send, request_id: str) -> Send:
    """Return a `send` that ends errors in plain text with the id."""
    start: Message = {}

    async def send_signed(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and _is_plain_error(message):
            start = message
            return
        if start and message["type"] == "http.response.body":
            if message.get("more_body"):
                await send(start)
            else:
                body = message.get("body", b"") + f" (request {request_id})".encode()
                MutableHeaders(scope=start)["Content-Length"] = str(len(body))
                await send(start)
                message = {"type": "http.response.body", "body": body}
            start = {}
        await send(message)

    return send_signed


def _is_plain_error(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    plain = headers.get("content-type", "").startswith("text/plain") and "content-encoding" not in headers
    return bool(start["status"] >= 400 and plain)
