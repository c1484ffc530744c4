"""The server under the page: what guards it, where it listens, how it ends."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from corpus.errors import InvalidInputError
from ui.guard.headers import SecurityHeaders
from ui.guard.names import TrustedNames
from ui.guard.rates import RateLimit
from ui.guard.routes import OpenRoutes
from ui.guard.sign_in import LockOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.access import Access

LONGEST_REQUEST = 4 * 2**20
"""Bytes of a request's body; the longest is a conversation that the browser kept, some kilobytes an answer."""

CONNECTIONS = 512
"""Connections at a time; further ones are told 503. Each open page holds two."""

GRACE = 10
"""Seconds that what was begun has to end in, once the server is told to stop."""


def guarded(access: Access) -> FastAPI:
    """Return an application with every guard and `/healthz`, for the page to be mounted in; outermost first."""
    guards = [
        Middleware(SecurityHeaders),
        Middleware(TrustedNames, names=access.names),
        Middleware(OpenRoutes),
        Middleware(RateLimit, rate=access.rate),
        Middleware(LockOut),
        Middleware(RequestBodyLimitMiddleware, max_body_size=LONGEST_REQUEST),
    ]
    app = FastAPI(openapi_url=None, middleware=guards)
    app.add_api_route("/healthz", lambda: PlainTextResponse("ok"), methods=["GET", "HEAD"])
    return app


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
        yield taken


class Server(uvicorn.Server):
    """A server that calls `ready` when it can be asked and `stopping` before it waits for what was begun to end.

    SIGTERM and Ctrl-C end it so; uvicorn then hands the signal on to the process.
    """

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None], stopping: Callable[[], None]) -> None:
        """Keep what to call."""
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, let what was begun end, and stop."""
        self._stopping()
        await super().shutdown(sockets)


def config_of(app: FastAPI, access: Access) -> uvicorn.Config:
    """Return how the application is served."""
    return uvicorn.Config(
        app,
        http="h11",  # which limits the length of headers
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=access.proxy is not None,
        forwarded_allow_ips=access.proxy or "",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
        ssl_certfile=access.certificate,
        ssl_keyfile=access.key,
    )
