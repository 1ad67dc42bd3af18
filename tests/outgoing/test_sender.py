"""The thread that delivers: it begins by itself, makes nobody wait, and stops when told to."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from app.main import create_app
from app.outgoing import sender
from app.outgoing.deliveries import due_webhooks
from app.outgoing.guarded import GuardedClient, Outcome
from app.settings import Settings
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.outgoing.hooks import Hooks, numbers
from tests.outgoing.receivers import HERE_TOO, Receiver

SOON = 0.02


@pytest.fixture(autouse=True)
def often() -> Iterator[None]:
    """Senders that look more often than in life."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sender, "SECONDS_BETWEEN_LOOKS", SOON)
        yield


def eventually(is_so: threading.Event) -> None:
    assert is_so.wait(20)


def test_it_delivers_by_itself_until_it_is_stopped(either_hooks: Hooks, receiver: Receiver) -> None:
    either_hooks.to(receiver.url)
    is_delivered = threading.Event()

    def deliver(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        outcome = HERE_TOO.post(address, body, headers)
        is_delivered.set()
        return outcome

    running = either_hooks.sender(deliver)
    running.start()
    either_hooks.happen(3)
    eventually(is_delivered)
    running.stop()
    assert numbers(receiver.got) == [1, 2, 3]
    either_hooks.happen()
    assert running.deliver_all() == 0


def test_a_receiver_that_hangs_makes_no_other_wait_and_no_stop(
    hooks: Hooks, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "SECONDS_TO_FINISH", 0.1)
    hanging, is_over, is_delivered = threading.Event(), threading.Event(), threading.Event()
    hung: list[str] = []

    def deliver(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        if address == receiver.url:
            is_delivered.set()
            return HERE_TOO.post(address, body, headers)
        hanging.set()
        is_over.wait(60)
        hung.append(address)
        return Outcome(None, 200)

    hooks.to("https://hangs.example.org/", "Hangs")
    hooks.happen()
    running = hooks.sender(deliver)
    running.start()
    eventually(hanging)
    hooks.to(receiver.url)
    hooks.happen()
    eventually(is_delivered)
    running.stop()
    assert hung == [], "it stopped before the receiver answered"
    is_over.set()
    monkeypatch.setattr(sender, "SECONDS_TO_FINISH", 60)
    running.stop()
    assert hung


def test_a_database_that_is_away_stops_no_thread(
    hooks: Hooks, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    hooks.to(receiver.url)
    hooks.happen()
    with hooks.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE webhook RENAME TO elsewhere")
    running = hooks.sender()
    running._begin_once()  # noqa: SLF001 - what the thread does, without the thread
    assert "Webhooks wait for the database" in caplog.text
    assert receiver.url not in caplog.text


def test_what_nobody_expected_stops_no_thread_either(
    hooks: Hooks, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks.to(receiver.url)
    is_met, is_delivered = threading.Event(), threading.Event()

    def look_or_fall(engine: Engine, moment: datetime) -> Sequence[str]:
        if not is_met.is_set():
            is_met.set()
            raise RuntimeError
        return due_webhooks(engine, moment)

    def deliver(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        is_delivered.set()
        return HERE_TOO.post(address, body, headers)

    monkeypatch.setattr(sender, "due_webhooks", look_or_fall)
    running = hooks.sender(deliver)
    running.start()
    eventually(is_met)
    hooks.happen()
    eventually(is_delivered)
    running.stop()


def application(databases: Databases, **settings: str) -> TestClient:
    url = databases.make("filled")
    return TestClient(create_app(Settings.model_validate({"database_url": url} | settings)))


def threads(before: Sequence[threading.Thread]) -> list[str]:
    return [one.name for one in threading.enumerate() if one not in before]


def test_the_server_delivers_while_it_runs_unless_it_is_told_not_to(
    sqlite_databases: Databases,
) -> None:
    # Other applications of this run may be delivering in this very process.
    before = threading.enumerate()
    with application(sqlite_databases) as client:
        assert "webhooks" in threads(before)
        client_of_life = client.app.state.guarded  # type: ignore[attr-defined]
        assert client_of_life == GuardedClient()
    assert "webhooks" not in threads(before)
    with application(sqlite_databases, webhooks="off"):
        assert "webhooks" not in threads(before)


def test_without_a_webhook_a_look_is_one_statement(sqlite_databases: Databases) -> None:
    engine: Engine = open_engine(sqlite_databases.make("filled"))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    sender.Sender(engine, HERE_TOO.post, str).deliver_all()
    assert [one.split()[0] for one in asked] == ["BEGIN", "SELECT"]
    engine.dispose()
