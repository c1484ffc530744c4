from __future__ import annotations

import pytest
from click.testing import CliRunner

from corpus.errors import InvalidInputError
from qa.cli import main
from ui.access import Access


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_on_this_machine_no_password_is_asked_for(host: str):
    assert Access(host).credentials is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "fe80::1", "report.example", ""])
def test_what_other_machines_can_reach_needs_a_password_or_a_flag(host: str):
    with pytest.raises(InvalidInputError, match=r"--auth USER:PASSWORD or REPORT_QA_AUTH, .* --no-auth"):
        Access(host)
    assert Access(host, "anna:geheim").credentials == ("anna", "geheim")
    assert Access(host, no_auth=True).credentials is None


def test_a_password_may_hold_colons():
    assert Access(auth="anna:a:b").credentials == ("anna", "a:b")


@pytest.mark.parametrize("auth", ["", "anna", "anna:", ":secret", ":"])
def test_a_password_that_cannot_be_used_is_told_how_to_write_it(auth: str):
    with pytest.raises(InvalidInputError, match="USER:PASSWORD"):
        Access(auth=auth)


def test_a_password_and_none_exclude_each_other():
    with pytest.raises(InvalidInputError, match="exclude each other"):
        Access(auth="anna:secret", no_auth=True)


def test_the_password_is_not_printed():
    assert "secret" not in repr(Access(auth="anna:secret"))


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (["--host", "0.0.0.0"], {}, "other machines could open the page on 0.0.0.0"),
        (["--auth", "anna"], {}, "write it as USER:PASSWORD"),
        ([], {"REPORT_QA_AUTH": "anna"}, "write it as USER:PASSWORD"),
        (["--no-auth"], {"REPORT_QA_AUTH": "anna:secret"}, "exclude each other"),
    ],
)
def test_serve_says_in_one_line_what_is_missing_before_it_opens_anything(
    arguments: list[str], environment: dict[str, str], told: str
):
    done = CliRunner().invoke(main, ["serve", "--report", "no-such-file.txt", *arguments], env=environment)
    assert done.exit_code == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
