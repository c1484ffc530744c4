"""Who signs in: a password kept as a salted hash, and a wait for those who guess."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections import OrderedDict
from hashlib import scrypt
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from ui.guard.rates import CLIENTS, client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAILURES = 5
"""Wrong passwords in a row after which a client waits."""

FIRST_WAIT, LONGEST_WAIT = 60.0, 3600.0
"""Seconds that it waits after so many failures; each further one doubles it up to the longest."""


class Password:
    """One user's password. Any other user costs the same time to refuse, so that time does not tell names."""

    def __init__(self, user: str, password: str) -> None:
        """Keep the user and a salted hash, not the password."""
        self._salt = secrets.token_bytes(16)
        self._user = _bytes_of(user.strip())
        self._hash = self._hash_of(password)

    async def check(self, user: str, password: str) -> bool:
        """Say whether these are the user and the password, in constant time; other requests go on meanwhile."""
        asked = await asyncio.to_thread(self._hash_of, password)
        right_password = hmac.compare_digest(asked, self._hash)
        return hmac.compare_digest(_bytes_of(user.strip()), self._user) and right_password

    def _hash_of(self, password: str) -> bytes:
        # the cost that Percival (2009), who made scrypt, gives for people who wait for it
        return scrypt(_bytes_of(password), salt=self._salt, n=2**14, r=8, p=1)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # what the environment holds need not be UTF-8


class LockOut:
    """Refuses to check the passwords of a client that failed too often, until its wait is over."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep the application and the clock, in seconds."""
        self._app = app
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a sign-in on: a failure until it has succeeded, so that guesses at the same time count too."""
        if scope["type"] != "http" or scope["path"] != "/login":
            await self._app(scope, receive, send)
            return
        client = client_of(scope)
        wait = self.wait_of(client)
        if wait > 0:
            # 400, because Gradio's page shows nothing at any other status
            refusal = JSONResponse({"detail": "Too many failures."}, 400, {"Retry-After": str(round(wait) + 1)})
            await refusal(scope, receive, send)
            return

        self.note(client, succeeded=False)

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                self.note(client, succeeded=True)
            await send(message)

        await self._app(scope, receive, send_and_note)

    def wait_of(self, client: str) -> float:
        """Return the seconds that a client has to wait before it may sign in; 0 or less for none."""
        _, until = self._failed.get(client, (0, 0.0))
        return until - self._clock()

    def note(self, client: str, *, succeeded: bool) -> None:
        """Remember a failure, or forget them all."""
        failures, _ = self._failed.pop(client, (0, 0.0))
        if succeeded:
            return
        failures += 1
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FAILURES, 30)) if failures >= FAILURES else 0.0
        self._failed[client] = (failures, self._clock() + wait)
        if len(self._failed) > CLIENTS:
            self._failed.popitem(last=False)
