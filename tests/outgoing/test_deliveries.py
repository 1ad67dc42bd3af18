"""Every change is told to every webhook: in order, once as far as can be, and never lost."""

import json
import threading
from collections.abc import Mapping
from datetime import timedelta

import pytest
import time_machine
from standardwebhooks.webhooks import Webhook as Verifier

from app.accounts.moments import now
from app.outgoing.addresses import Trouble
from app.outgoing.deliveries import due_webhooks, settle, take_turn
from app.outgoing.guarded import Outcome
from app.outgoing.listed import Standing
from app.outgoing.schedule import DELAYS
from app.outgoing.webhooks import (
    go_on,
    pause,
    remove,
    replace_secret,
)
from app.store.engine import writing
from tests.outgoing.hooks import COMMITMENT, Hooks, changes, numbers
from tests.outgoing.receivers import HERE_TOO, Receiver

ATTEMPTS = len(DELAYS) + 1


def test_a_delivery_names_what_changed_and_nothing_of_what_it_says(
    hooks: Hooks, receiver: Receiver
) -> None:
    hooks.happen(3)
    made = hooks.to(receiver.url)
    hooks.happen(2)
    assert hooks.deliver() == 1
    said = json.loads(receiver.got[0].body)
    assert list(said) == ["type", "since", "last", "items", "changes"]
    assert (said["type"], said["since"], said["last"]) == ("scorecard.changed", 3, 5)
    assert said["changes"] == changes(3)
    assert [list(one) for one in said["items"]] == [
        ["sequence", "time", "action", "subject", "id"]
    ] * 2
    assert [(one["sequence"], one["id"]) for one in said["items"]] == [
        (4, COMMITMENT),
        (5, COMMITMENT),
    ]
    assert b"secret" not in receiver.got[0].body
    assert hooks.seen(made.id).standing is Standing.UP_TO_DATE


def test_the_signature_is_one_that_the_library_of_receivers_accepts(
    hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    hooks.happen()
    hooks.deliver()
    got = receiver.got[0]
    assert Verifier(made.secret).verify(got.body, got.headers) == json.loads(got.body)
    assert got.headers["Content-Type"] == "application/json"
    forged = got.body.replace(b"changed", b"chained")
    with pytest.raises(Exception, match="No matching signature"):
        Verifier(made.secret).verify(forged, got.headers)


def test_a_secret_that_was_replaced_signs_for_a_day_more(hooks: Hooks, receiver: Receiver) -> None:
    made = hooks.to(receiver.url)
    with writing(hooks.engine) as session:
        new = replace_secret(session, made.id, hooks.actor)
    for day in (0, 1):
        hooks.happen()
        with time_machine.travel(now() + timedelta(days=day, minutes=1), tick=False):
            hooks.deliver()
            both, after = [Verifier(one) for one in (made.secret, new)], receiver.got[-1]
            assert after.headers["webhook-signature"].count("v1,") == 2 - day
            both[1].verify(after.body, after.headers)
            if day == 0:
                both[0].verify(after.body, after.headers)


def test_many_changes_come_in_order_a_hundred_at_a_time(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    either_hooks.to(receiver.url)
    either_hooks.happen(250)
    assert either_hooks.deliver() == 3
    assert numbers(receiver.got) == list(range(1, 251))
    assert [len(numbers([one])) for one in receiver.got] == [100, 100, 50]


def test_order_is_kept_under_failures_and_a_repeat_is_the_very_same(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    made = either_hooks.to(receiver.url)
    either_hooks.happen(2)
    receiver.will(500, 200)
    either_hooks.deliver()
    either_hooks.happen()
    assert either_hooks.deliver() == 0, "nothing overtakes what failed"
    assert either_hooks.seen(made.id).standing is Standing.FAILING
    with time_machine.travel(now() + timedelta(seconds=10), tick=False):
        assert either_hooks.deliver() == 2
    assert numbers(receiver.got) == [1, 2, 1, 2, 3]
    first, again, after = receiver.got
    assert (first.body, first.headers["webhook-id"]) == (again.body, again.headers["webhook-id"])
    assert after.headers["webhook-id"] != again.headers["webhook-id"]
    seen = either_hooks.seen(made.id)
    assert (seen.standing, seen.attempts, seen.failing_since) == (Standing.UP_TO_DATE, 0, None)


def test_a_paused_webhook_loses_nothing_and_a_removed_one_gets_nothing(
    hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    with writing(hooks.engine) as session:
        pause(session, made.id, hooks.actor)
    hooks.happen(3)
    assert hooks.deliver() == 0
    seen = hooks.seen(made.id)
    assert (seen.standing, seen.behind) == (Standing.PAUSED, 3)
    with writing(hooks.engine) as session:
        go_on(session, made.id, hooks.actor)
    hooks.deliver()
    with writing(hooks.engine) as session:
        remove(session, made.id, hooks.actor)
    hooks.happen()
    assert hooks.deliver() == 0
    assert numbers(receiver.got) == [1, 2, 3]
    assert hooks.row(made.id).secret is None


def test_two_senders_at_once_deliver_each_change_once(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    either_hooks.to(receiver.url)
    either_hooks.happen(320)
    barrier = threading.Barrier(2)

    def deliver() -> None:
        sender = either_hooks.sender()
        barrier.wait()
        for _ in range(6):
            sender.deliver_all()

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    either_hooks.deliver()
    assert numbers(receiver.got) == list(range(1, 321))


def test_a_crash_between_sending_and_writing_repeats_the_same_under_the_same_id(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    either_hooks.to(receiver.url)
    either_hooks.happen(2)

    def crash(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        HERE_TOO.post(address, body, headers)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        either_hooks.deliver(crash)
    either_hooks.happen()
    assert either_hooks.deliver() == 0, "the turn is not over yet"
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        either_hooks.deliver()
    assert numbers(receiver.got) == [1, 2, 1, 2, 3]
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]
    assert receiver.got[0].body == receiver.got[1].body


def test_whoever_comes_back_after_their_turn_writes_nothing(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    made = either_hooks.to(receiver.url)
    either_hooks.happen()
    late = take_turn(either_hooks.engine, made.id, now(), changes)
    assert late is not None
    assert take_turn(either_hooks.engine, made.id, now(), changes) is None
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        assert either_hooks.deliver() == 1
        assert settle(either_hooks.engine, late, Outcome(Trouble.STATUS, 500), now()) is False
    seen = either_hooks.seen(made.id)
    assert (seen.standing, seen.last_status) == (Standing.UP_TO_DATE, 204)


def test_one_that_fails_holds_no_other_up(hooks: Hooks, receiver: Receiver) -> None:
    dead = hooks.to("http://127.0.0.1:9/", "Nobody")
    alive = hooks.to(receiver.url)
    hooks.happen()
    hooks.deliver()
    assert hooks.seen(dead.id).standing is Standing.FAILING
    assert hooks.seen(alive.id).standing is Standing.UP_TO_DATE


def test_after_a_restore_the_same_number_is_no_repetition(hooks: Hooks, receiver: Receiver) -> None:
    """The ledger went another way: what a receiver was told of 1 is not what 1 is now."""
    made = hooks.to(receiver.url)
    hooks.happen()
    first = take_turn(hooks.engine, made.id, now(), changes)
    with writing(hooks.engine) as session:
        session.connection().exec_driver_sql("UPDATE revision SET hash = 'other'")
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        second = take_turn(hooks.engine, made.id, now(), changes)
    assert first
    assert second
    assert first.told.message_id != second.told.message_id


def test_nothing_is_due_where_nothing_changed(hooks: Hooks, receiver: Receiver) -> None:
    hooks.happen()
    hooks.to(receiver.url)
    assert due_webhooks(hooks.engine, now()) == []


def test_a_clock_that_was_wrong_for_a_while_keeps_nobody_silent(
    hooks: Hooks, receiver: Receiver
) -> None:
    with time_machine.travel(now() + timedelta(days=4000), tick=False):
        made = hooks.to(receiver.url)
        hooks.happen()
        assert take_turn(hooks.engine, made.id, now(), changes) is not None
    assert hooks.row(made.id).leased_until is not None
    assert hooks.deliver() == 1
    assert numbers(receiver.got) == [1]
