"""Clients that no browser is: they send or read so slowly that a server without limits would wait for ever."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import perf_counter
from urllib.parse import urlsplit

PATIENCE = 120.0
"""Seconds after which a stranger gives up on being cut."""

HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
BODY = (
    b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000000\r\n\r\n{"
)


async def drips(address: str, opening: bytes, pause: float = 1.0) -> float:
    """Send an opening, then a byte at a time; return after how many seconds the server cut it. Raises TimeoutError."""
    parts = urlsplit(address)
    begun = perf_counter()
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(opening)
        with suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(b"x")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1000), pause)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    return perf_counter() - begun


async def says_nothing(address: str) -> float:
    """Open a connection and say nothing; return after how many seconds the server cut it. Raises TimeoutError."""
    parts = urlsplit(address)
    begun = perf_counter()
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        with suppress(ConnectionError):
            await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    return perf_counter() - begun
