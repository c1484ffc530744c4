from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.ui.raw_http import ask, sign_in
from ui.guard.headers import _guarded_cookie
from ui.guard.rates import CLIENTS
from ui.guard.sign_in import FAILURES, FIRST_WAIT, LONGEST_WAIT, LockOut, Password

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from tests.ui.conftest import Servers
    from tests.ui.guard.conftest import Clock


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer nothing."""


def checked(password: Password, user: str, tried: str) -> bool:
    """Check in a thread of its own: in this one, Playwright's loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(password.check(user, tried))).result()


@pytest.mark.parametrize(
    ("user", "password", "right"),
    [
        ("anna", "geheim", True),
        (" anna ", "geheim", True),
        ("anna", "geheim ", False),
        ("anna", "Geheim", False),
        ("anna", "", False),
        ("", "geheim", False),
        ("ANNA", "geheim", False),
        ("anna", "密码\ud800\0", False),
        ("\ud800", "geheim", False),
        ("anna", "x" * 1_000_000, False),
    ],
)
def test_only_the_user_with_the_password_is_let_in(user: str, password: str, right: bool):
    assert checked(Password("anna", "geheim"), user, password) is right


def test_a_password_in_any_script_is_a_password():
    assert checked(Password("安娜", "密码\udcff"), "安娜", "密码\udcff")


def test_the_password_is_kept_as_a_salted_hash():
    one, other = Password("anna", "geheim"), Password("anna", "geheim")
    assert one._hash != other._hash
    assert not any("geheim" in str(value) or value == b"geheim" for value in vars(one).values())


def test_who_fails_too_often_waits_longer_each_time(clock: Clock):
    lock = LockOut(nothing, clock)
    waits = []
    for _ in range(FAILURES + 9):
        lock.note("a", succeeded=False)
        waits.append(max(0, lock.wait_of("a")))
    assert waits[: FAILURES - 1] == [0] * (FAILURES - 1)
    assert waits[FAILURES - 1 : FAILURES + 1] == [FIRST_WAIT, 2 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert lock.wait_of("b") <= 0
    clock.now += LONGEST_WAIT
    assert lock.wait_of("a") <= 0


def test_who_signs_in_begins_anew(clock: Clock):
    lock = LockOut(nothing, clock)
    for _ in range(FAILURES - 1):
        lock.note("a", succeeded=False)
    lock.note("a", succeeded=True)
    lock.note("a", succeeded=False)
    assert lock.wait_of("a") <= 0


def test_only_so_many_failures_are_remembered(clock: Clock):
    lock = LockOut(nothing, clock)
    for client in range(CLIENTS + 500):
        lock.note(str(client), succeeded=False)
    assert len(lock._failed) == CLIENTS


def test_without_signing_in_nothing_of_the_report_is_shown(start_server: Servers):
    address = start_server(auth="anna:geheim")
    page = ask(address, "/").body.decode()
    assert '"auth_required":true' in page
    assert "工作报告" not in page
    assert ask(address, "/gradio_api/queue/data?session_hash=x").status == 401
    sent = {"Content-Type": "application/json"}
    event = b'{"data": [], "fn_index": 1, "session_hash": "x"}'
    for path in ("queue/join", "run/predict"):
        assert ask(address, f"/gradio_api/{path}", method="POST", headers=sent, body=event).status == 401


def test_the_cookie_of_who_signs_in_is_kept_from_scripts_and_other_sites(start_server: Servers):
    right = sign_in(start_server(auth="anna:geheim"), "anna", "geheim")
    cookies = [value.split("; ") for name, value in right.every_header if name == "set-cookie"]
    assert len(cookies) == 2
    for parts in cookies:
        assert {part.lower() for part in parts[1:]} >= {"httponly", "samesite=lax"}
        assert "samesite=none" not in map(str.lower, parts)
        assert parts[0].startswith("access-token-unsecure-") or "secure" in map(str.lower, parts)


@pytest.mark.parametrize("secure", [True, False])
def test_with_https_no_cookie_goes_over_the_open_network(secure: bool):
    assert ("; Secure" in _guarded_cookie("a=b; HttpOnly", secure=secure)) is secure
    assert _guarded_cookie("a=b; Secure; SameSite=none", secure=secure) == "a=b; Secure; SameSite=Lax"


def test_after_five_wrong_passwords_even_the_right_one_waits(start_server: Servers):
    address = start_server(auth="anna:geheim")
    right = sign_in(address, "anna", "geheim")
    assert right.status == 200
    cookie = right.headers["set-cookie"].partition(";")[0]
    for number in range(FAILURES):
        refused = sign_in(address, "anna", f"falsch{number}", **{"X-Forwarded-For": f"192.0.2.{number}"})
        assert refused.status == 400
        assert "retry-after" not in refused.headers
    waiting = sign_in(address, "anna", "geheim")
    assert waiting.status == 400
    assert 0 < int(waiting.headers["retry-after"]) <= FIRST_WAIT + 1
    assert "set-cookie" not in waiting.headers
    assert "工作报告" in ask(address, "/", headers={"Cookie": cookie}).body.decode()
