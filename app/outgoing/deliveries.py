"""One delivery, from taking the turn to writing down what became of it.

Taking the turn and writing the outcome are two short transactions; between them something is sent,
and nothing is held. Whoever takes a turn has it for `LEASE`: several processes never send to one
address at once. A process that dies in between leaves a turn that ends, and the next attempt is
the same delivery under the same id: what was sent twice can be told by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, exists, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from app.accounts.moments import text_of
from app.outgoing.addresses import Trouble
from app.outgoing.guarded import Outcome
from app.outgoing.payloads import AddressOfChanges, Told, end_of_delivery, tell_changes
from app.outgoing.schedule import next_attempt
from app.store.engine import reading, writing
from app.store.ledger import PUBLIC
from app.store.tables import LedgerHead
from app.store.tables.webhooks import Webhook, WebhookDeadLetter

LEASE = timedelta(seconds=60)
"""How long a turn lasts: four times as long as sending may take."""

_TURN_AT_MOST = timedelta(hours=1)
_WAIT_AT_MOST = timedelta(days=2)
"""Longer than any turn or wait, whatever the clocks of several machines differ by: what ends later
was written while a clock was wrong, and would keep a webhook silent until that day."""

_HEAD = select(col(LedgerHead.sequence)).where(col(LedgerHead.ledger) == PUBLIC).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be sent where, by whoever holds the turn that `lease` names.

    `letter` is the first number of a dead letter that is sent once more; None for what is new.
    """

    webhook: str
    url: str
    secrets: Sequence[str]
    told: Told
    lease: str
    letter: int | None = None


def due_webhooks(engine: Engine, moment: datetime) -> Sequence[str]:
    """Name those to whom something may be sent now, whoever waits longest first."""
    due = select(col(Webhook.id)).where(*_is_due(moment))
    with reading(engine) as session:
        return session.execute(due.order_by(col(Webhook.next_at), col(Webhook.id))).scalars().all()


def take_turn(
    engine: Engine, webhook: str, moment: datetime, address: AddressOfChanges
) -> Delivery | None:
    """Take the turn at a webhook, and give what to send; None when another has it, or nothing is.

    From now on the delivery is the same at every attempt, whatever is recorded meanwhile.
    """
    chosen = select(Webhook).where(col(Webhook.id) == webhook, *_is_due(moment))
    with writing(engine) as session:
        found = session.execute(chosen).scalar_one_or_none()
        if found is None:
            return None
        letter = _asked_letter(session, webhook)
        span = (letter.first, letter.last) if letter else _span_in_hand(session, found)
        if span is None:
            return None
        found.leased_until = text_of(moment, LEASE)
        return Delivery(
            webhook,
            found.url,
            secrets_of(found, moment),
            tell_changes(session, webhook, span, address),
            found.leased_until,
            letter.first if letter else None,
        )


def settle(engine: Engine, delivery: Delivery, outcome: Outcome, moment: datetime) -> bool:
    """Write down what became of a delivery, and end the turn; say whether to go on at once.

    Whoever comes too late, after their turn was over, writes nothing.
    """
    with writing(engine) as session:
        found = session.execute(
            select(Webhook).where(
                col(Webhook.id) == delivery.webhook, col(Webhook.leased_until) == delivery.lease
            )
        ).scalar_one_or_none()
        if found is None:
            return False
        found.leased_until = None
        if delivery.letter is not None:
            letter = session.get_one(WebhookDeadLetter, (found.id, delivery.letter))
            _settle_letter(letter, outcome, moment)
        else:
            _settle_newest(session, found, outcome, moment)
        return outcome.trouble is None


def head_of(session: Session) -> int:
    """Give the number of the newest public revision."""
    return int(session.execute(select(_HEAD)).scalar_one())


def is_signed_by_two(row: Webhook, moment: datetime) -> bool:
    """Say whether the secret before the present one still signs as well."""
    return row.former_until is not None and row.former_until > text_of(moment)


def secrets_of(row: Webhook, moment: datetime) -> list[str]:
    """Give the secrets that sign now, the present one first."""
    former = row.former_secret if is_signed_by_two(row, moment) else None
    return [one for one in (row.secret, former) if one is not None]


def _is_due(moment: datetime) -> Sequence[ColumnElement[bool]]:
    asked = exists().where(
        col(WebhookDeadLetter.webhook) == col(Webhook.id),
        col(WebhookDeadLetter.asked_at).is_not(None),
    )
    behind = and_(
        col(Webhook.sequence) < _HEAD, _is_over(col(Webhook.next_at), moment, _WAIT_AT_MOST)
    )
    return (
        col(Webhook.ended_at).is_(None),
        col(Webhook.paused_at).is_(None),
        or_(
            col(Webhook.leased_until).is_(None),
            _is_over(col(Webhook.leased_until), moment, _TURN_AT_MOST),
        ),
        or_(asked, behind),
    )


def _is_over(end: Mapped[Any], moment: datetime, at_most: timedelta) -> ColumnElement[bool]:
    """Say whether a time is over, or ends later than it ever could by a clock that is right."""
    return or_(end <= text_of(moment), end > text_of(moment, at_most))


def _asked_letter(session: Session, webhook: str) -> WebhookDeadLetter | None:
    asked = select(WebhookDeadLetter).where(
        col(WebhookDeadLetter.webhook) == webhook, col(WebhookDeadLetter.asked_at).is_not(None)
    )
    ordered = asked.order_by(col(WebhookDeadLetter.first)).limit(1)
    return session.execute(ordered).scalar_one_or_none()


def _span_in_hand(session: Session, row: Webhook) -> tuple[int, int] | None:
    """Give what is being tried, or begin with what comes next."""
    if row.in_hand is None:
        row.in_hand = end_of_delivery(session, row.sequence)
    return None if row.in_hand is None else (row.sequence + 1, row.in_hand)


def _code(outcome: Outcome) -> str | None:
    return outcome.trouble.value if outcome.trouble else None


def _settle_newest(session: Session, row: Webhook, outcome: Outcome, moment: datetime) -> None:
    row.last_at = text_of(moment)
    row.last_status, row.last_error = outcome.status, _code(outcome)
    if outcome.trouble is None:
        _succeed(row)
    else:
        _fail(session, row, outcome, moment)


def _succeed(row: Webhook) -> None:
    row.sequence, row.in_hand = int(row.in_hand or row.sequence), None
    row.attempts, row.failing_since = 0, None


def _fail(session: Session, row: Webhook, outcome: Outcome, moment: datetime) -> None:
    row.attempts += 1
    row.failing_since = row.failing_since or text_of(moment)
    if outcome.trouble is Trouble.GONE:
        row.paused_at = row.paused_at or text_of(moment)
        return
    later = next_attempt(row.attempts, outcome.retry_after, moment)
    if later is None:
        _give_up(session, row, moment)
    else:
        row.next_at = text_of(later)


def _give_up(session: Session, row: Webhook, moment: datetime) -> None:
    """Lay the delivery on the list of those given up; the next ones go on."""
    last = int(row.in_hand or row.sequence)
    session.add(
        WebhookDeadLetter(
            webhook=row.id,
            first=row.sequence + 1,
            last=last,
            attempts=row.attempts,
            failed_at=text_of(moment),
            last_status=row.last_status,
            last_error=row.last_error,
        )
    )
    row.sequence, row.in_hand, row.attempts = last, None, 0
    row.next_at = text_of(moment)


def _settle_letter(letter: WebhookDeadLetter, outcome: Outcome, moment: datetime) -> None:
    letter.asked_at = None
    letter.attempts += 1
    letter.last_status, letter.last_error = outcome.status, _code(outcome)
    if outcome.trouble is None:
        letter.sent_at = text_of(moment)
    else:
        letter.failed_at = text_of(moment)
