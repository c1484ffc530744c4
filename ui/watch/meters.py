"""Figures for Prometheus: how many events with which outcome, how long they take, what waits, what is refused.

`prometheus_client` counts; nothing is counted of what was asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30, 60)
"""Upper ends of the buckets of a histogram: an answer takes some tenths of a second, in a long queue half a minute."""


class Meters:
    """The figures of one server, in a registry of their own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        """Begin at nothing; the process's memory and time are read when they are asked for."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "report_qa_requests", "Requests that were answered, by HTTP status.", ["status"], registry=registry
        )
        self._refusals = Counter(
            "report_qa_refusals", "Requests that a guard or a full queue refused.", ["reason"], registry=registry
        )
        self._events = Counter(
            "report_qa_events", "Events of the page, by outcome.", ["event", "outcome"], registry=registry
        )
        self._work = Histogram(
            "report_qa_event_seconds", "Work for an event.", ["event"], buckets=SECONDS, registry=registry
        )
        self._waits = Histogram(
            "report_qa_wait_seconds", "Time from a request to its work.", ["event"], buckets=SECONDS, registry=registry
        )
        self._waiting = Gauge("report_qa_queue_length", "Events that wait.", registry=registry)
        self._connections = Gauge("report_qa_connections", "Connections that are open.", registry=registry)

    def follow(self, *, waiting: Callable[[], int], connections: Callable[[], int]) -> None:
        """Take from now on how many events wait and how many connections are open from these."""
        self._waiting.set_function(waiting)
        self._connections.set_function(connections)

    def request(self, status: int, reason: str | None) -> None:
        """Count an answered request, and why it was refused."""
        self._requests.labels(status).inc()
        if reason:
            self._refusals.labels(reason).inc()

    def event(self, event: str, outcome: str, waited: float, worked: float) -> None:
        """Count an event of the page, which waited and was worked on for so many seconds."""
        self._events.labels(event, outcome).inc()
        self._waits.labels(event).observe(waited)
        self._work.labels(event).observe(worked)

    def told(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self._registry)
