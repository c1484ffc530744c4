"""Connections that do not get on: those that send too slowly, read too slowly or come in too great a number are cut.

No thread is held by a connection; what they could use up is the number of connections. So each has a time for its
headers, for its body and for reading what it is sent, and one client has a share of them.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.guard.rates import client_of
from ui.guard.this_machine import is_this_machine

if TYPE_CHECKING:
    import asyncio

    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a connection may take, in seconds: with a request's headers, with its body, to read what it is sent.

    `connections` are open at a time, `share` of them by one client. This machine and a proxy have no share: they bring
    the connections of many.
    """

    headers: float = 10.0
    body: float = 30.0
    reading: float = 30.0
    connections: int = 512
    share: int = 128


def patient_protocol(patience: Patience, busy: ASGIApp, proxy: str | None) -> type[H11Protocol]:
    """Return uvicorn's protocol with these limits; `busy` answers where there are too many connections."""

    class PatientProtocol(_PatientProtocol):
        limits, busy_app, trusted_proxy = patience, staticmethod(busy), proxy

    return PatientProtocol


class _PatientProtocol(H11Protocol):
    """Looks after one connection; the server's event loop calls it, so nothing here happens at the same time."""

    limits: Patience
    busy_app: ASGIApp
    trusted_proxy: str | None

    _deadline: asyncio.TimerHandle | None = None
    _awaits = ""  # what the deadline is for
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for headers; where there are too many connections, all that is asked here is told so."""
        super().connection_made(transport)
        if self._one_too_many():
            self.app = self.busy_app
        self._wait_for("headers")

    def _one_too_many(self) -> bool:
        if len(self.connections) > self.limits.connections:
            return True
        host = self.client[0] if self.client else ""
        if host == self.trusted_proxy or is_this_machine(host):
            return False
        shares = Counter(map(_client_of, self.connections))
        return shares[_client_of(self)] > self.limits.share

    def data_received(self, data: bytes) -> None:
        """Read on; what is awaited next has a time of its own, which further bytes do not prolong."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Go on with the next request, which may have come already."""
        super().on_response_complete()
        self._look()

    def _look(self) -> None:
        awaited = {h11.IDLE: "headers", h11.SEND_BODY: "body"}.get(self.conn.their_state, "")
        between = awaited == "headers" and self.timeout_keep_alive_task is not None  # uvicorn waits for the next one
        if between or self.transport.is_closing():
            awaited = ""
        if awaited != self._awaits:
            self._wait_for(awaited)

    def _wait_for(self, awaited: str) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._awaits = awaited
        seconds = {"headers": self.limits.headers, "body": self.limits.body}.get(awaited)
        self._deadline = self.loop.call_later(seconds, self._cut) if seconds is not None else None

    def pause_writing(self) -> None:
        """Give the client a time in which to read what waits for it."""
        super().pause_writing()
        self._reading = self.loop.call_later(self.limits.reading, self._cut)

    def resume_writing(self) -> None:
        """Stop that time."""
        super().resume_writing()
        if self._reading:
            self._reading.cancel()

    def shutdown(self) -> None:
        """End with the server: at once where a request has not come whole, else when its answer is sent."""
        if self._awaits == "body":
            self.transport.abort()
        else:
            super().shutdown()

    def _cut(self) -> None:
        logging.getLogger("uvicorn.error").warning("a slow connection was cut")
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        for timer in (self._deadline, self._reading):
            if timer:
                timer.cancel()
        super().connection_lost(exc)


def _client_of(connection: object) -> str:
    return client_of({"client": getattr(connection, "client", None)})
