"""Clients that no browser is: they send so slowly, or so little, that a server without limits would wait for ever."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE = 120.0
"""Seconds after which a stranger gives up on being cut."""

HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
BODY = (
    b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000000\r\n\r\n{"
)


async def drips(address: str, opening: bytes) -> float:
    """Send an opening, then a byte a second, or nothing at all where there is no opening.

    Returns after how many seconds the server cut the connection. Raises TimeoutError where it does not.
    """
    begun = perf_counter()
    async with asyncio.timeout(PATIENCE), _connected(address) as (reader, writer):
        writer.write(opening)
        with suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(b"x" if opening else b"")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1000), 1)
    return perf_counter() - begun


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
