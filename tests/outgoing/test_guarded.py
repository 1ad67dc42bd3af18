"""Nothing is sent to where only this machine can reach, whatever an address pretends to be."""

import logging
import socket
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.outgoing.addresses import Allows, Rules, Trouble, is_public
from app.outgoing.connecting import look_up
from app.outgoing.guarded import GuardedClient, Outcome
from tests.outgoing.receivers import HERE, HERE_TOO, Answer, receiving

ANY_PORT = GuardedClient(Rules(Allows(), ports=None))
"""The default, but that it does not stop at the port already."""


def sent(client: GuardedClient, address: str) -> Outcome:
    return client.post(address, b"{}", {})


def standing_for(*numbers: str, asked: list[str] | None = None) -> GuardedClient:
    """A client for which every name stands for these."""

    def resolve(host: str, _port: int, _seconds: float) -> Sequence[str]:
        if asked is not None:
            asked.append(host)
        return numbers

    return replace(ANY_PORT, resolve=resolve)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.170",
        "192.88.99.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "0.0.0.0",  # noqa: S104 - refused
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "localhost",
        "localhost.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:8.8.8.8]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_nothing_private_is_reached_by_any_spelling(host: str) -> None:
    with receiving() as receiver:
        outcome = sent(ANY_PORT, f"http://{host}:{receiver.port}/")
    # A spelling that the system does not know as a number is an unknown name.
    assert outcome.trouble in {Trouble.PRIVATE, Trouble.NO_SUCH_NAME, Trouble.ADDRESS}
    assert receiver.got == []


@pytest.mark.parametrize("number", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001::1"])
def test_numbers_of_the_public_internet_are_allowed(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("https://somebody:secret@example.org/", Trouble.CREDENTIALS),
        ("https://somebody@example.org/", Trouble.CREDENTIALS),
        ("http://example.org@127.0.0.1/", Trouble.CREDENTIALS),
        ("ftp://example.org/", Trouble.SCHEME),
        ("file:///etc/passwd", Trouble.SCHEME),
        ("gopher://example.org/", Trouble.SCHEME),
        ("//example.org/", Trouble.SCHEME),
        ("example.org", Trouble.SCHEME),
        ("", Trouble.SCHEME),
        ("https://example.org:22/", Trouble.PORT),
        ("https://example.org:8443/", Trouble.PORT),
        ("http://example.org:6379/", Trouble.PORT),
        ("https://", Trouble.ADDRESS),
        ("https:///path", Trouble.ADDRESS),
        ("https://exa mple.org/", Trouble.ADDRESS),
        ("https://example.org/\r\nHost: x", Trouble.ADDRESS),
        ("https://example.org/#part", Trouble.ADDRESS),
        ("https://[::1", Trouble.ADDRESS),
        ("https://xn--/", Trouble.ADDRESS),
        ("https://xn--a/", Trouble.ADDRESS),
        ("https://example.org/" + "x" * 2_000, Trouble.ADDRESS),
        ("https://10.0.0.1/", Trouble.PRIVATE),
    ],
)
def test_addresses_that_can_never_be_are_refused_unasked(address: str, trouble: Trouble) -> None:
    asked: list[str] = []
    client = replace(standing_for("8.8.8.8", asked=asked), rules=GuardedClient().rules)
    assert sent(client, address) == Outcome(trouble)
    assert asked == []


@pytest.mark.parametrize(
    "numbers", [("10.1.2.3",), ("8.8.8.8", HERE), (HERE, "8.8.8.8"), ("8.8.8.8", "::1")]
)
def test_a_name_with_one_private_number_is_refused(numbers: tuple[str, ...]) -> None:
    assert sent(standing_for(*numbers), "https://example.org/") == Outcome(Trouble.PRIVATE)


def test_a_name_is_looked_up_once_and_the_connection_made_to_what_was_checked() -> None:
    """A second look-up could be answered with another number: that is DNS rebinding."""
    asked: list[str] = []

    def resolve(host: str, _port: int, _seconds: float) -> Sequence[str]:
        asked.append(host)
        return [HERE] if len(asked) == 1 else ["10.0.0.1"]

    client = replace(HERE_TOO, resolve=resolve)
    with receiving() as receiver:
        assert sent(client, f"http://rebound.example:{receiver.port}/x").trouble is None
        assert sent(client, f"http://rebound.example:{receiver.port}/x").trouble is Trouble.PRIVATE
    assert asked == ["rebound.example"] * 2
    assert [one.headers["Host"] for one in receiver.got] == [f"rebound.example:{receiver.port}"]


def test_an_unknown_name_is_said_to_be_one() -> None:
    assert sent(standing_for(), "https://nowhere.example/") == Outcome(Trouble.NO_SUCH_NAME)
    assert look_up("nowhere.invalid", 443, 5) == []


def test_proxies_of_the_environment_have_no_part_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as receiver:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{HERE}:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "")
        assert sent(HERE_TOO, receiver.url).status == 204
    assert (len(proxy.got), len(receiver.got)) == (0, 1)


def test_passwords_of_the_machine_and_cookies_are_sent_to_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text(f"machine {HERE} login me password mine\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("NETRC", str(passwords))
    with receiving() as receiver:
        receiver.answers[:] = [Answer(200, {"Set-Cookie": "seen=1; Path=/"})]
        sent(HERE_TOO, receiver.url)
        sent(HERE_TOO, receiver.url)
    for one in receiver.got:
        assert {"Authorization", "Cookie"}.isdisjoint(one.headers)
        assert one.headers["User-Agent"].startswith("reform-scorecard")
        assert one.path == "/hooks?for=us"


def test_a_redirect_is_followed_nowhere_and_said_to_be_one() -> None:
    with receiving() as receiver, receiving() as other:
        receiver.answers[:] = [Answer(307, {"Location": other.url})]
        assert sent(HERE_TOO, receiver.url) == Outcome(Trouble.REDIRECT, 307)
    assert other.got == []


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (200, None),
        (202, None),
        (299, None),
        (304, Trouble.REDIRECT),
        (400, Trouble.STATUS),
        (404, Trouble.STATUS),
        (410, Trouble.GONE),
        (500, Trouble.STATUS),
    ],
)
def test_any_answer_from_200_to_299_is_success_and_nothing_else(
    status: int, trouble: Trouble | None
) -> None:
    with receiving() as receiver:
        receiver.will(status)
        assert sent(HERE_TOO, receiver.url) == Outcome(trouble, status)


def test_a_door_that_is_shut_is_said_to_be_shut() -> None:
    with receiving() as receiver:
        address = receiver.url
    assert sent(HERE_TOO, address) == Outcome(Trouble.CONNECTION)


def test_a_name_server_that_does_not_answer_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [over.wait(20)][:0])
    quick = GuardedClient(seconds_to_connect=0.05)
    assert sent(quick, "https://example.org/") == Outcome(Trouble.TIME)
    over.set()


def test_no_file_of_this_machine_is_a_way_out() -> None:
    outcome = sent(ANY_PORT, "http+unix://%2Fvar%2Frun%2Fdocker.sock/")
    assert outcome == Outcome(Trouble.SCHEME)


def test_the_log_holds_no_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with receiving() as receiver:
        sent(HERE_TOO, receiver.url)
    assert "for=us" not in caplog.text
