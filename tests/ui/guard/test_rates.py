from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.raw_http import ask
from ui.guard.rates import BURST, CLIENTS, RateLimit, client_of

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from tests.ui.conftest import Servers
    from tests.ui.guard.conftest import Clock


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer nothing."""


def test_a_client_may_ask_for_its_rate_and_no_more(clock: Clock):
    limit = RateLimit(nothing, 5, clock)
    assert [limit.take("a") for _ in range(5 * BURST + 2)] == [True] * 5 * BURST + [False] * 2
    clock.now += 1
    assert [limit.take("a") for _ in range(6)] == [True] * 5 + [False]
    clock.now += 1000
    assert sum(limit.take("a") for _ in range(1000)) == 5 * BURST


def test_one_client_does_not_use_up_what_is_anothers(clock: Clock):
    limit = RateLimit(nothing, 1, clock)
    while limit.take("a"):
        pass
    assert limit.take("b")


def test_only_so_many_clients_are_remembered(clock: Clock):
    limit = RateLimit(nothing, 1, clock)
    for client in range(CLIENTS + 500):
        limit.take(str(client))
    assert len(limit._buckets) == CLIENTS


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("socket", "socket"),
    ],
)
def test_a_client_is_an_address_or_a_network_of_one_household(host: str, client: str):
    assert client_of({"client": (host, 1)}) == client


def test_a_client_that_asks_for_too_much_is_told_to_wait(start_server: Servers):
    address = start_server(rate=1)
    statuses = [ask(address, "/", method="HEAD").status for _ in range(4 * BURST)]
    assert statuses[:BURST] == [200] * BURST
    assert 429 in statuses
    refused = ask(address, "/gradio_api/queue/join", method="POST", body=b"{}")
    if refused.status == 429:  # a second may have gone by
        assert refused.headers["retry-after"] == "1"
    assert ask(address, "/healthz").status == 200
    assert ask(address, "/theme.css").status == 200


def test_a_stranger_cannot_pass_for_another_client(start_server: Servers):
    address = start_server(rate=1)
    sent = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(4 * BURST)]
    assert 429 in {ask(address, "/", method="HEAD", headers=headers).status for headers in sent}


def test_a_proxy_says_who_asks(start_server: Servers):
    address = start_server(rate=1, proxy="127.0.0.1")
    sent = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(4 * BURST)]
    assert {ask(address, "/", method="HEAD", headers=headers).status for headers in sent} == {200}
