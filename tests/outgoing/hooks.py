"""Building webhooks, and the public changes that they are told of."""

import json
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from app.accounts.moments import now
from app.domain.workflow import Actor
from app.outgoing.guarded import Sending
from app.outgoing.listed import DeadLetter, ListedWebhook, list_dead_letters, show_webhook
from app.outgoing.sender import Sender
from app.outgoing.webhooks import Registered, WebhookWish, register
from app.store.engine import reading, writing
from app.store.ledger import Happening, Recorder
from app.store.tables.webhooks import Webhook
from tests.outgoing.receivers import HERE_TOO, Got

COMMITMENT = "decree-2021-06-expression"


def changes(sequence: int) -> str:
    """Where changes are read, as in an installation that has a public address."""
    return f"https://scorecard.example.org/api/v1/changes?since={sequence}"


@dataclass(frozen=True)
class Hooks:
    """A database with an administrator of webhooks."""

    engine: Engine
    actor: Actor

    def to(self, url: str, name: str = "The coalition's site") -> Registered:
        """Register an address, which may be one of this machine."""
        with writing(self.engine) as session:
            return register(session, WebhookWish(url, name), self.actor, HERE_TOO.rules)

    def happen(self, count: int = 1) -> int:
        """Record public changes, and give the number of the newest."""
        with writing(self.engine) as session:
            recorder = Recorder(session, "registry")
            for _ in range(count):
                recorder.record(Happening("changed", "commitment", COMMITMENT, '{"a":"secret"}'))
            recorder.close()
        return recorder.sequence

    def sender(self, sending: Sending = HERE_TOO.post) -> Sender:
        """A sender that is told what to do by the test."""
        return Sender(self.engine, sending, changes)

    def deliver(self, sending: Sending = HERE_TOO.post) -> int:
        """Let one sender look once, and deliver what is due."""
        return self.sender(sending).deliver_all()

    def seen(self, webhook: str) -> ListedWebhook:
        """A webhook as it stands."""
        with reading(self.engine) as session:
            return show_webhook(session, webhook)

    def letters(self, webhook: str) -> list[DeadLetter]:
        """What was given up."""
        with reading(self.engine) as session:
            return list(list_dead_letters(session, webhook))

    def row(self, webhook: str) -> Webhook:
        """A webhook as the database has it."""
        with reading(self.engine) as session:
            return session.get_one(Webhook, webhook)

    def wait_of(self, webhook: str) -> timedelta:
        """How long until it is tried again."""
        return type(now()).fromisoformat(self.row(webhook).next_at) - now()


def numbers(got: list[Got]) -> list[int]:
    """The numbers of all revisions that a receiver was told of, in the order of the telling."""
    return [one["sequence"] for each in got for one in json.loads(each.body)["items"]]
