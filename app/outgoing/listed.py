"""Webhooks as administrators see them: how far each is, what it waits for, what was given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.accounts.moments import now
from app.outgoing.addresses import Trouble
from app.outgoing.deliveries import head_of, is_signed_by_two
from app.outgoing.webhooks import find_webhook
from app.outgoing.words import told
from app.store.tables.webhooks import Webhook, WebhookDeadLetter


class Standing(StrEnum):
    """How a webhook stands, in one word."""

    UP_TO_DATE = "up_to_date"
    SENDING = "sending"
    FAILING = "failing"
    PAUSED = "paused"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ListedWebhook:
    """A webhook without its secret; times are UTC, ISO 8601.

    `sequence` is the newest revision that was delivered or given up, `behind` how many came
    since. `trouble` says why the last attempt failed; None when it did not. `given_up` counts the
    deliveries that were given up and never taken. Of two secrets the former signs until
    `former_until`.
    """

    id: str
    name: str
    url: str
    standing: Standing
    sequence: int
    behind: int
    attempts: int
    next_at: str
    created_at: str
    last_at: str | None
    last_status: int | None
    trouble: str | None
    failing_since: str | None
    paused_at: str | None
    former_until: str | None
    given_up: int

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent until somebody lets it go on."""
        return self.paused_at is not None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up: of which revisions, why, and what became of it since."""

    first: int
    last: int
    attempts: int
    failed_at: str
    status: int | None
    trouble: str | None
    asked_at: str | None
    sent_at: str | None


def list_webhooks(session: Session) -> list[ListedWebhook]:
    """Give all that were not removed, by their names."""
    rows = session.execute(
        select(Webhook)
        .where(col(Webhook.ended_at).is_(None))
        .order_by(col(Webhook.name), col(Webhook.id))
        .execution_options(populate_existing=True)
    ).scalars()
    head = head_of(session)
    return [_listed(session, row, head) for row in rows]


def show_webhook(session: Session, webhook: str) -> ListedWebhook:
    """Give one of them.

    Raises:
        NotFoundError: when there is none, or it was removed.

    """
    return _listed(session, find_webhook(session, webhook), head_of(session))


def list_dead_letters(session: Session, webhook: str) -> Sequence[DeadLetter]:
    """Give what was given up, the newest first, also what was taken later."""
    rows = session.execute(
        select(WebhookDeadLetter)
        .where(col(WebhookDeadLetter.webhook) == webhook)
        .order_by(col(WebhookDeadLetter.first).desc())
        .execution_options(populate_existing=True)
    ).scalars()
    return [
        DeadLetter(
            row.first,
            row.last,
            row.attempts,
            row.failed_at,
            row.last_status,
            told(row.last_error),
            row.asked_at,
            row.sent_at,
        )
        for row in rows
    ]


def _listed(session: Session, row: Webhook, head: int) -> ListedWebhook:
    return ListedWebhook(
        id=row.id,
        name=row.name,
        url=row.url,
        standing=_standing(row, head),
        sequence=row.sequence,
        behind=head - row.sequence,
        attempts=row.attempts,
        next_at=row.next_at,
        created_at=row.created_at,
        last_at=row.last_at,
        last_status=row.last_status,
        trouble=told(row.last_error),
        failing_since=row.failing_since,
        paused_at=row.paused_at,
        former_until=row.former_until if is_signed_by_two(row, now()) else None,
        given_up=_given_up(session, row.id),
    )


def _standing(row: Webhook, head: int) -> Standing:
    if row.paused_at is not None:
        is_declined = row.last_error == Trouble.GONE.value
        return Standing.DECLINED if is_declined else Standing.PAUSED
    if row.failing_since is not None:
        return Standing.FAILING
    return Standing.SENDING if row.sequence < head else Standing.UP_TO_DATE


def _given_up(session: Session, webhook: str) -> int:
    lost = select(func.count()).where(
        col(WebhookDeadLetter.webhook) == webhook, col(WebhookDeadLetter.sent_at).is_(None)
    )
    return int(session.execute(lost).scalar_one())
