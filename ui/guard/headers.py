"""What browsers are told not to do with the page."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer that does not have its own; the policy is that of what is no page."""

POLICY = {
    "default-src": "'none'",
    "base-uri": "'self'",
    "connect-src": "'self'",
    "font-src": "'self' data:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
}
"""The page's policy without its scripts. Gradio styles its components in place, hence `unsafe-inline` for styles."""

_INLINE_SCRIPT = re.compile(rb"<script(?:\s+data-[a-z-]+)*>(.*?)</script>", re.DOTALL)


class SecurityHeaders:
    """Adds `HEADERS` to every answer, and keeps its cookies from other sites and, with https, from the open network."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer's headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                cookies = headers.getlist("set-cookie")
                del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", _guarded_cookie(cookie, secure=scope["scheme"] == "https"))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _guarded_cookie(cookie: str, *, secure: bool) -> str:
    """Return a cookie that other sites' pages do not send along; Gradio lets them, for pages shown in a frame."""
    kept = [part for part in cookie.split("; ") if not part.lower().startswith("samesite=")]
    missing = secure and "secure" not in map(str.lower, kept)
    return "; ".join([*kept, *(["Secure"] if missing else []), "SameSite=Lax"])


class ContentPolicy:
    """Tells the browser which scripts the page has: files of this server, and those that stood in it as it was sent.

    To be placed where the answer is not yet compressed. What is put into the page later cannot bring a script along.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Keep the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the answer to one for the page waits until its scripts are known."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        page = b""

        async def send_with_policy(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
                return
            page += message.get("body", b"")
            if not message.get("more_body"):
                MutableHeaders(scope=start)["Content-Security-Policy"] = policy(page)
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, send_with_policy)


def policy(page: bytes) -> str:
    """Return the content policy of a page as it is sent.

    `unsafe-eval` is what Gradio starts a component's own script with.
    """
    digests = (sha256(script).digest() for script in _INLINE_SCRIPT.findall(page))
    scripts = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
    directives = POLICY | {"script-src": f"'self' 'unsafe-eval' {scripts}".strip()}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
