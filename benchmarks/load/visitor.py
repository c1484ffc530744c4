"""One visitor, who asks the server what the page's own scripts ask it: an event is joined, its outcome is streamed."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from types import TracebackType

PATIENCE = 120.0
"""Seconds after which a visitor gives up; nothing may take so long."""

_BUSY = (429, 503)


class BusyError(Exception):
    """The server said that it has too much to do."""


class FaultError(Exception):
    """The server answered as it never should, or not at all."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an event: the HTML of every component that it drew."""

    drawn: str

    @property
    def answers(self) -> bool:
        """Whether a question was answered, with quotes or with a refusal."""
        return 'class="answer"' in self.drawn and 'class="reply failed"' not in self.drawn


class Visitor:
    """A tab: a session of its own, and the page's events by the names that its scripts give them."""

    def __init__(self, address: str) -> None:
        """Keep where the server is; nothing is asked of it yet."""
        self._address = address
        self._client = httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False)
        self._session = token_hex(5)
        self._events: dict[str, dict[str, Any]] = {}
        self._related: tuple[str, asyncio.Task[Told]] | None = None

    async def __aenter__(self) -> Visitor:
        """Open the tab's connections."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        await self.close()

    async def close(self) -> None:
        """Close the connections; what is still awaited is awaited no more."""
        if self._related:
            self._related[1].cancel()
            await asyncio.gather(self._related[1], return_exceptions=True)
        await self._client.aclose()

    async def load(self) -> None:
        """Load the page and arrive, as a browser does; the session is a new one."""
        page = await self._request("GET", "/")
        config = json.loads(page.partition("window.gradio_config = ")[2].partition(";</script>")[0])
        self._session = token_hex(5)
        self._events = {event: one for one in config["dependencies"] for _, event in one["targets"]}
        await self.tell("arrived", language="", passage="", conversation=None)

    async def ask(self, question: str) -> Told:
        """Ask a question once the connection was looked at and what runs for the last one was called off.

        The page then wants questions to ask next, and does not wait for them. Raises BusyError and FaultError.
        """
        await self._request("GET", "/gradio_api/app_id")
        told = await self.tell("asked", question=question)
        self._related = await self.join("success"), asyncio.create_task(self.outcome())
        return told

    async def _drop_related(self) -> None:
        if self._related is None:
            return
        event_id, listening = self._related
        self._related = None
        if not listening.done():
            event = {"session_hash": self._session, "fn_index": self._events["success"]["id"], "event_id": event_id}
            await self._request("POST", "/gradio_api/cancel", event)
        await listening

    async def tell(self, event: str, **detail: object) -> Told:
        """Tell Python of an event, through the queue or past it as the page does, and wait for its outcome."""
        if not self._events[event]["queue"]:
            body = self._body(event, detail)
            return _told(json.loads(await self._request("POST", "/gradio_api/run/predict", body)))
        await self.join(event, **detail)
        return await self.outcome()

    async def join(self, event: str, **detail: object) -> str:
        """Tell Python of an event through the queue, once what runs for the last question is called off.

        Returns the event's id. A tab has one stream, on which all comes that it waits for.
        """
        await self._drop_related()
        joined = await self._request("POST", "/gradio_api/queue/join", self._body(event, detail))
        return str(json.loads(joined)["event_id"])

    def _body(self, event: str, detail: dict[str, object]) -> dict[str, Any]:
        bound = self._events[event]
        return {
            "data": [None] * len(bound["inputs"]),
            "event_data": detail,
            "fn_index": bound["id"],
            "trigger_id": bound["targets"][0][0],
            "session_hash": self._session,
        }

    async def leave_in_the_middle(self, question: str, seconds: float) -> None:
        """Ask, listen for some seconds and drop the connection, as a tab that is closed does; then be another tab."""
        await self.join("asked", question=question)
        where = f"/gradio_api/queue/data?session_hash={self._session}"
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._client.stream("GET", where) as stream:
                async for _ in stream.aiter_lines():
                    pass
        self._session = token_hex(5)

    async def outcome(self, listening: asyncio.Event | None = None) -> Told:
        """Listen until what was joined is done; `listening` is set as soon as the server knows that one listens.

        Raises FaultError where that takes longer than PATIENCE.
        """
        listening = listening or asyncio.Event()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._listened(listening)
        except TimeoutError as error:
            self._session = token_hex(5)  # the page would load itself anew
            raise FaultError(f"no outcome in {PATIENCE:g} s") from error
        finally:
            listening.set()

    async def _listened(self, listening: asyncio.Event) -> Told:
        told: Told | None = None
        where = f"/gradio_api/queue/data?session_hash={self._session}"
        try:
            async with self._client.stream("GET", where) as stream:
                listening.set()
                async for line in stream.aiter_lines():
                    message = json.loads(line.removeprefix("data: ")) if line else {}
                    if message.get("msg") == "process_completed":
                        told = _told(message["output"], message["success"])
        except httpx.HTTPError as error:
            raise FaultError(f"{type(error).__name__}: {error}") from error
        if told is None:
            raise FaultError("the server ended the stream without an outcome")
        return told

    async def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> str:
        try:
            answer = await self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise FaultError(f"{method} {path}: {type(error).__name__} {error}") from error
        if answer.status_code in _BUSY:
            raise BusyError(answer.text)
        if answer.status_code != 200:
            raise FaultError(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer.text


def _told(output: dict[str, Any], success: bool = True) -> Told:
    if not success or output.get("error"):
        raise FaultError(f"a fault of the program: {output.get('error')}")
    return Told("".join(_values(output.get("data", []))))


def _values(data: list[Any]) -> list[str]:
    values = [each.get("value") if isinstance(each, dict) else each for each in data]
    return [value for value in values if isinstance(value, str)]
