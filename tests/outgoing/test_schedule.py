"""What fails is tried again, later and later, and given up at last; the next ones go on."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine

from app.accounts.moments import now
from app.outgoing.listed import Standing
from app.outgoing.schedule import DELAYS
from app.outgoing.webhooks import go_on, send_again
from app.store.engine import writing
from tests.outgoing.hooks import Hooks, numbers
from tests.outgoing.receivers import Answer, Receiver

ATTEMPTS = len(DELAYS) + 1


def until_given_up(hooks: Hooks, webhook: str) -> None:
    """Try again whenever it is time, until the delivery is on the list of the dead."""
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(ATTEMPTS):
            hooks.deliver()
            clock.shift(max(hooks.wait_of(webhook), timedelta()))


def test_attempts_come_later_and_later_then_the_delivery_is_given_up_and_the_next_go_on(
    hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    hooks.happen(2)
    receiver.will(503)
    waits = []
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(ATTEMPTS - 1):
            hooks.deliver()
            waits.append(hooks.wait_of(made.id))
            clock.shift(waits[-1])
        assert hooks.letters(made.id) == []
        hooks.happen()
        hooks.deliver()
        receiver.will(204)
        hooks.deliver()
    for wait, least in zip(waits, DELAYS, strict=True):
        assert least <= wait <= least * 1.2
    assert len({one.headers["webhook-id"] for one in receiver.got[:ATTEMPTS]}) == 1
    assert numbers(receiver.got[ATTEMPTS:]) == [3]
    letter = hooks.letters(made.id)[0]
    assert (letter.first, letter.last, letter.attempts, letter.status) == (1, 2, ATTEMPTS, 503)
    seen = hooks.seen(made.id)
    assert (seen.standing, seen.sequence, seen.given_up) == (Standing.UP_TO_DATE, 3, 1)


def test_what_was_given_up_is_sent_again_when_somebody_asks(
    either_hooks: Hooks, receiver: Receiver
) -> None:
    made = either_hooks.to(receiver.url)
    either_hooks.happen(2)
    receiver.will(500)
    until_given_up(either_hooks, made.id)
    asked = (made.id, 1, either_hooks.actor)
    with writing(either_hooks.engine) as session:
        send_again(session, *asked)
    either_hooks.deliver()
    letter = either_hooks.letters(made.id)[0]
    assert (letter.asked_at, letter.sent_at, letter.attempts) == (None, None, ATTEMPTS + 1)
    assert either_hooks.deliver() == 0, "once for each time that somebody asks"
    receiver.will(200)
    with writing(either_hooks.engine) as session:
        send_again(session, *asked)
    either_hooks.deliver()
    assert either_hooks.letters(made.id)[0].sent_at is not None
    assert either_hooks.seen(made.id).given_up == 0
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 1
    assert len({one.body for one in receiver.got}) == 1


def test_whoever_says_gone_gets_nothing_until_somebody_lets_it_go_on(
    hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    hooks.happen()
    receiver.will(410, 200)
    hooks.deliver()
    with time_machine.travel(now() + timedelta(days=30), tick=False):
        assert hooks.deliver() == 0
    assert hooks.seen(made.id).standing is Standing.DECLINED
    with writing(hooks.engine) as session:
        go_on(session, made.id, hooks.actor)
    hooks.deliver()
    assert numbers(receiver.got) == [1, 1]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("600", timedelta(seconds=600)),
        ("1", DELAYS[0]),
        ("999999999999", timedelta(hours=24)),
        ("-5", DELAYS[0]),
        ("soon", DELAYS[0]),
        ("in three hours", timedelta(hours=3)),
        ("Fri, 31 Dec 9999 23:59:59 +1400", timedelta(hours=24)),
        ("Mon, 01 Jan 0001 00:00:00 +1400", DELAYS[0]),
    ],
)
def test_a_receiver_may_ask_for_a_longer_wait_within_a_day(
    asked: str, wait: timedelta, hooks: Hooks, receiver: Receiver
) -> None:
    made = hooks.to(receiver.url)
    hooks.happen()
    # Reckoned here: the list above was made when the tests were collected, minutes ago.
    later = format_datetime(datetime.now(UTC) + timedelta(hours=3))
    asked = later if asked == "in three hours" else asked
    receiver.answers[:] = [Answer(503, {"Retry-After": asked})]
    hooks.deliver()
    found = hooks.wait_of(made.id)
    assert wait - timedelta(minutes=1) <= found <= wait + timedelta(seconds=5)
