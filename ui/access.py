"""Who may open the page, under which names and how protected: the decisions behind `report-qa serve`'s options."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from corpus.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("", "0.0.0.0", "::")
"""What to listen on at all addresses of this machine is called."""


@dataclass(frozen=True, slots=True)
class Access:
    """The address to listen on and the password to ask for, as `USER:PASSWORD`; `no_auth` lets everyone in.

    `trusted_names` are answered to beside the host's own (`*.example.org` for all below one); `certificate` and `key`
    are PEM files for https; `proxy` is the address of a reverse proxy that says who asks; `rate` is how many events a
    second one client may start. Raises InvalidInputError where other machines could open the page and nobody has said
    who may, and where the parts do not fit together or a certificate cannot be used.
    """

    host: str = "127.0.0.1"
    auth: str | None = field(default=None, repr=False)
    no_auth: bool = False
    trusted_names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    rate: int = 50

    def __post_init__(self) -> None:
        """Check that all fit together."""
        if self.auth is not None and self.no_auth:
            raise InvalidInputError("a password and --no-auth exclude each other; REPORT_QA_AUTH may hold a password")
        if self.auth is not None and not all(self.auth.partition(":")):
            raise InvalidInputError("the password cannot be used; write it as USER:PASSWORD, neither of them empty")
        if self.auth is None and not self.no_auth and not self._is_loopback:
            raise InvalidInputError(
                f"other machines could open the page on {self.host}: set a password with --auth USER:PASSWORD or "
                "REPORT_QA_AUTH, or let everyone in with --no-auth"
            )
        for name in self.trusted_names:
            if not name or "*" in name.removeprefix("*."):
                raise InvalidInputError(f"--trusted-host {name!r} is no name; write example.org or *.example.org")
        self._check_certificate()

    @property
    def credentials(self) -> tuple[str, str] | None:
        """User and password, None where none is asked for."""
        if self.auth is None:
            return None
        user, _, password = self.auth.partition(":")
        return user, password

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the page may be asked for, beside the address that a request has come to."""
        own = (socket.gethostname(),) if self.host in EVERYWHERE else (self.host,)
        return (*LOOPBACK_NAMES, *own, *self.trusted_names)

    def url(self, port: int) -> str:
        """Return the page's address on this machine, as people write it."""
        host = "localhost" if self.host in EVERYWHERE else self.host
        return f"{'https' if self.certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{port}/"

    def _check_certificate(self) -> None:
        if self.key is not None and self.certificate is None:
            raise InvalidInputError("--key needs --certificate")
        if self.certificate is None:
            return
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
                self.certificate, self.key, password=lambda: ""
            )
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise InvalidInputError(
                f"the certificate {self.certificate} cannot be used ({getattr(error, 'strerror', None) or error}); "
                "--certificate and --key name PEM files that belong together, the key without a pass phrase"
            ) from error

    @property
    def _is_loopback(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"  # any other name may be known to other machines
