"""What becomes of every event of the page: how long it waited and was worked on, its outcome, faults with their id."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import isgeneratorfunction
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gradio.blocks import Blocks

    from ui.watch.log import Log
    from ui.watch.meters import Meters

_noted: ContextVar[dict[str, object] | None] = ContextVar("noted", default=None)


def note(**fields: object) -> None:
    """Add to what is written of the event that is being handled; `question` only where the log may hold words."""
    noted = _noted.get()
    if noted is not None:
        noted.update(fields)


def watch_events(blocks: Blocks, log: Log, meters: Meters | None) -> None:
    """Write down, and count, what becomes of every event of the page.

    A fault is written with its traceback; the visitor is told the id of the request alone.
    """
    watch = _Watch(log, meters)
    for function in blocks.fns.values():
        if function.fn is not None:
            name = function.targets[0][1]
            function.fn = watch.watched("related" if name == "success" else name, function.fn)


class _Watch:
    def __init__(self, log: Log, meters: Meters | None) -> None:
        self._log = log
        self._meters = meters

    def watched(self, event: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Return the handler, watched; Gradio tells one that yields from one that returns by its kind."""

        @wraps(handler)
        def run(*arguments: object) -> object:
            with self._watching(event):
                return handler(*arguments)

        @wraps(handler)
        def run_on(*arguments: object) -> Iterator[object]:
            with self._watching(event):
                yield from handler(*arguments)

        return run_on if isgeneratorfunction(handler) else run

    @contextmanager
    def _watching(self, event: str) -> Iterator[None]:
        from gradio import Error

        request_id, came = _request()
        noted: dict[str, object] = {"outcome": "done"}
        _noted.set(noted)
        began = perf_counter()
        waited = max(began - came, 0.0) if came else 0.0
        try:
            yield
        except GeneratorExit:
            noted["outcome"] = "dropped"
            raise
        except Exception as error:
            noted["outcome"] = "fault"
            self._log.write("fault", {"request_id": request_id, "on": event}, error=error)
            raise Error(f"request {request_id}", visible=False, print_exception=False) from error
        finally:
            self._done(event, request_id, noted, waited, perf_counter() - began)

    def _done(self, event: str, request_id: str | None, noted: dict[str, object], waited: float, worked: float) -> None:
        if not self._log.with_words:
            noted.pop("question", None)
        if self._meters:
            self._meters.event(event, str(noted["outcome"]), waited, worked)
        noted |= {"wait_ms": round(1000 * waited, 1), "duration_ms": round(1000 * worked, 1)}
        self._log.write(event, {"request_id": request_id} | noted)


def _request() -> tuple[str | None, float | None]:
    """Return the id of the request that told of the event under way, and when it came."""
    from gradio.context import LocalContext

    asked = getattr(LocalContext.request.get(None), "request", None)
    state = asked.scope.get("state", {}) if asked is not None else {}
    return state.get("request_id"), state.get("began")
