"""Who may open the page: whoever sits at this machine, or whoever knows the password."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from corpus.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class Access:
    """The address to listen on and the password to ask for, as `USER:PASSWORD`; `no_auth` lets everyone in.

    Raises InvalidInputError where other machines could open the page and nobody has said who may.
    """

    host: str = "127.0.0.1"
    auth: str | None = field(default=None, repr=False)
    no_auth: bool = False

    def __post_init__(self) -> None:
        """Check that the three fit together."""
        if self.auth is not None and self.no_auth:
            raise InvalidInputError("a password and --no-auth exclude each other; REPORT_QA_AUTH may hold a password")
        if self.auth is not None and not all(self.auth.partition(":")):
            raise InvalidInputError("the password cannot be used; write it as USER:PASSWORD, neither of them empty")
        if self.auth is None and not self.no_auth and not self._is_loopback:
            raise InvalidInputError(
                f"other machines could open the page on {self.host}: set a password with --auth USER:PASSWORD or "
                "REPORT_QA_AUTH, or let everyone in with --no-auth"
            )

    @property
    def credentials(self) -> tuple[str, str] | None:
        """User and password, None where none is asked for."""
        if self.auth is None:
            return None
        user, _, password = self.auth.partition(":")
        return user, password

    @property
    def _is_loopback(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"  # any other name may be known to other machines
