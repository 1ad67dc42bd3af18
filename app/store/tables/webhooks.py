"""To whom changes are told, and what could not be told. Never public: addresses and secrets.

What is still to be sent stands in no table: it is what the public ledger holds after `sequence`.
So nothing can be lost between a publication and its delivery, and the order is the ledger's.
Times are UTC, ISO 8601.
"""

from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.store.columns import id_column


class Webhook(SQLModel, table=True):
    """An address that is told of every change of what is public, in order, one delivery at a time.

    `secret` signs, and cannot be hashed for that; `former_secret` signs as well until
    `former_until`. `sequence` is the newest public revision that was delivered or given up,
    `in_hand` the newest of the delivery that is being tried: it stays the same at every attempt.
    `attempts` counts those of that delivery. `leased_until` is whose turn it is: until then one
    sender alone may send here, and the text tells a late sender that it lost its turn.
    """

    __tablename__: ClassVar[str] = "webhook"
    __table_args__ = (
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("in_hand > sequence", name="in_hand"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(ended_at IS NULL) = (secret IS NOT NULL)", name="secret"),
    )

    id: str = id_column(primary_key=True)
    url: str
    name: str
    secret: str | None = None
    former_secret: str | None = None
    former_until: str | None = None
    created_by: int = Field(foreign_key="account.number")
    created_at: str
    paused_at: str | None = None
    ended_at: str | None = None
    sequence: int = Field(sa_type=BigInteger)
    in_hand: int | None = Field(default=None, sa_type=BigInteger)
    attempts: int = 0
    next_at: str
    last_at: str | None = None
    last_status: int | None = None
    last_error: str | None = None
    failing_since: str | None = None
    leased_until: str | None = None


class WebhookDeadLetter(SQLModel, table=True):
    """A delivery that was given up: the revisions from `first` to `last`, which the ledger keeps.

    `asked_at` is set while it waits to be sent once more, `sent_at` when that was taken.
    """

    __tablename__: ClassVar[str] = "webhook_dead_letter"
    __table_args__ = (
        CheckConstraint("first <= last", name="first"),
        Index(None, "asked_at"),
    )

    webhook: str = id_column(primary_key=True, foreign_key="webhook.id")
    first: int = Field(primary_key=True, sa_type=BigInteger)
    last: int = Field(sa_type=BigInteger)
    attempts: int
    failed_at: str
    last_status: int | None = None
    last_error: str | None = None
    asked_at: str | None = None
    sent_at: str | None = None
