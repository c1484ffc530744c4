"""The server under the page: what guards it, where it listens, how it ends."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from corpus.errors import InvalidInputError
from ui.guard.headers import SecurityHeaders
from ui.guard.names import TrustedNames
from ui.guard.rates import RateLimit
from ui.guard.routes import OpenRoutes
from ui.guard.sign_in import LockOut
from ui.guard.slow import Patience, patient_protocol
from ui.guard.this_machine import OnlyThisMachine
from ui.watch.requests import RequestIds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import Receive, Scope, Send

    from ui.access import Access
    from ui.watch.log import Log
    from ui.watch.meters import Meters

LONGEST_REQUEST = 4 * 2**20
"""Bytes of a request's body; the longest is a conversation that the browser kept, some kilobytes an answer."""

PATIENCE = Patience()
"""How long connections may take and how many there may be; each open page holds two."""

METRICS = "/metrics"

GRACE = 20
"""Seconds that what was begun has to end in, once the server is told to stop."""


def guarded(access: Access, log: Log, meters: Meters | None) -> FastAPI:
    """Return an application with every guard and `/healthz`, for the page to be mounted in; outermost first.

    With `meters` there is `/metrics` too, for this machine only.
    """
    guards = [
        Middleware(RequestIds, log=log, meters=meters),
        Middleware(SecurityHeaders),
        Middleware(TrustedNames, names=access.names),
        Middleware(OnlyThisMachine, path=METRICS),
        Middleware(OpenRoutes, more=(METRICS,) if meters else ()),
        Middleware(RateLimit, rate=access.rate),
        Middleware(LockOut),
        Middleware(RequestBodyLimitMiddleware, max_body_size=LONGEST_REQUEST),
    ]
    app = FastAPI(openapi_url=None, middleware=guards)
    app.add_api_route("/healthz", lambda: PlainTextResponse("ok"), methods=["GET", "HEAD"])
    if meters:
        app.add_api_route(METRICS, lambda: Response(meters.told(), media_type=meters.content_type), methods=["GET"])
    return app


async def too_many(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer that there are too many connections, and end this one."""
    headers = {"Retry-After": "5", "Connection": "close"}
    await PlainTextResponse("Too many connections, try again in a moment", 503, headers)(scope, receive, send)


@contextmanager
def listening(access: Access, port: int) -> Iterator[socket.socket]:
    """Take the port. Raises InvalidInputError when the host and port cannot be listened on."""
    host = access.host.strip("[]")
    try:
        taken = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise InvalidInputError(
            f"cannot listen on {access.host}:{port}, which is taken or not this machine; choose another with --host "
            "or --port"
        ) from error
    with taken:
        # asyncio does it only for sockets that it makes; without it most answers wait 40 ms for an acknowledgement
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield taken


class Server(uvicorn.Server):
    """A server that calls `ready` when it can be asked, `stopping` before it waits for what was begun, then `stopped`.

    SIGTERM and Ctrl-C end it so; uvicorn then hands the signal on to the process.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        ready: Callable[[], None],
        stopping: Callable[[], None],
        stopped: Callable[[], None],
    ) -> None:
        """Keep what to call."""
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping
        self._stopped = stopped

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, let what was begun end, and stop."""
        self._stopping()
        await super().shutdown(sockets)
        self._stopped()


def config_of(app: FastAPI, access: Access, log: Log, meters: Meters | None) -> uvicorn.Config:
    """Return how the application is served."""
    busy = RequestIds(SecurityHeaders(too_many), log, meters)
    return uvicorn.Config(
        app,
        http=patient_protocol(PATIENCE, busy, access.proxy),  # h11 below, which limits the length of headers
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=access.proxy is not None,
        forwarded_allow_ips=access.proxy or "",
        timeout_graceful_shutdown=GRACE,
        ssl_certfile=access.certificate,
        ssl_keyfile=access.key,
    )
