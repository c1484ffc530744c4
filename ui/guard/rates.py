"""How much one client may ask for: a bucket of tokens each, filled at a steady rate (RFC 2697 in its simplest form)."""

from __future__ import annotations

import time
from collections import OrderedDict
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

CLIENTS = 10_000
"""Clients remembered at a time; of more, the one that was silent longest is forgotten and begins anew."""

BURST = 10
"""Seconds of its rate that a client may ask for at once."""

DEAR = ("/", "/login", "/gradio_api/queue/join", "/gradio_api/run/predict")
"""What costs more than a file: the page, a password to check, an event."""


def client_of(scope: Scope) -> str:
    """Return who asks: an IPv4 address, or the /64 network of an IPv6 one, of which one client may have them all."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ip_network((address, 64), strict=False))


class RateLimit:
    """Lets each client ask for so many dear things a second; `rate` is at least 1."""

    def __init__(self, app: ASGIApp, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep the application, the tokens a second and the clock, in seconds."""
        self._app = app
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its client has a token left, else 429."""
        if scope["type"] == "http" and scope["path"] in DEAR and not self.take(client_of(scope)):
            refusal = PlainTextResponse("Too many requests, try again in a second", 429, {"Retry-After": "1"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def take(self, client: str) -> bool:
        """Take a token out of a client's bucket; False where there is none."""
        now = self._clock()
        full = float(self._rate * BURST)
        left, then = self._buckets.pop(client, (full, now))
        left = min(full, left + (now - then) * self._rate)
        self._buckets[client] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return left >= 1
