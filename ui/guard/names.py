"""Which names the server answers to, and from which pages it takes requests.

A page of another site whose name is made to lead to this machine (DNS rebinding) sends that name as `Host`; one that
asks from where it stands sends its own as `Origin`. Neither is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send


class TrustedNames:
    """Answers to `names` (`*.example.org` for all below one), and to the address that the request has come to.

    The address itself is safe: whose page was loaded from it is served by this machine.
    """

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        """Keep the application and the names it has."""
        self._app = app
        self._named = TrustedHostMiddleware(app, names, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on that names this server, 400 for others and 403 for those of another site's page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = MutableHeaders(scope=scope)
        del headers["x-forwarded-host"]  # Gradio would build the page's links from it
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            await PlainTextResponse("Asked by the page of another site", 403)(scope, receive, send)
        elif _names_own_address(scope, headers):
            await self._app(scope, receive, send)
        else:
            await self._named(scope, receive, send)


def _names_own_address(scope: Scope, headers: Headers) -> bool:
    address = (scope.get("server") or ("",))[0]
    written = f"[{address}]" if ":" in address else address
    host = headers.get("host", "")
    return bool(address) and (host == written or host.startswith(f"{written}:"))
