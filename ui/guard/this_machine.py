"""What only this machine may read."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What proxies add: a request with one of these may come from elsewhere, whoever brings it."""


class OnlyThisMachine:
    """Answers requests for `path` that come from this machine itself; for others it is not there."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        """Keep the application and the path."""
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, 404 for one from elsewhere."""
        if scope["type"] == "http" and scope["path"] == self._path and not from_this_machine(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def from_this_machine(scope: Scope) -> bool:
    """Say whether a request comes from a loopback address and through no proxy."""
    headers = Headers(scope=scope)
    return is_this_machine((scope.get("client") or ("",))[0]) and not any(name in headers for name in _FORWARDED)


def is_this_machine(host: str) -> bool:
    """Say whether an address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
