"""Webhooks in a backup, in what is restored from it, and under the eyes of `verify`."""

from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from app.accounts.moments import now
from app.domain.vocabulary import Language
from app.domain.workflow import StaffRole
from app.editing.desk import Desk
from app.editing.looking import look
from app.outgoing.addresses import Trouble
from app.outgoing.deliveries import settle, take_turn
from app.outgoing.guarded import Outcome
from app.outgoing.schedule import DELAYS
from app.queries.languages import Tongue
from app.store.backup_files import Choice
from app.store.backups import restore_backup, write_backup
from app.store.engine import open_engine, reading, writing
from app.store.tables import Commitment
from app.store.tables.webhooks import Webhook
from app.store.verification import dangling_references
from tests.conftest import TODAY, Databases
from tests.ledgers import newest_sequence
from tests.outgoing.hooks import Hooks, changes, numbers
from tests.outgoing.receivers import receiving
from tests.registry.tampering import found_in, tamper
from tests.staffing import add_staff
from tests.store.backup_places import nowhere

ONCE = Choice()


def given_up(hooks: Hooks, webhook: str) -> None:
    """Let the newest change be given up at its first failure."""
    with writing(hooks.engine) as session:
        session.get_one(Webhook, webhook).attempts = len(DELAYS)
    delivery = take_turn(hooks.engine, webhook, now(), changes)
    assert delivery
    settle(hooks.engine, delivery, Outcome(Trouble.STATUS, 500), now())


def looked_at(hooks: Hooks, *places: int) -> int:
    """Have somebody look at commitments, which is public; give the newest revision."""
    with writing(hooks.engine) as session:
        desk = Desk(session, hooks.actor, TODAY, Tongue(Language.ENGLISH))
        ids = session.execute(select(col(Commitment.id)).order_by(col(Commitment.id)).limit(3))
        for place, commitment in enumerate(ids.scalars().all()):
            if place in places:
                look(desk, commitment)
        session.flush()
        return newest_sequence(session)


def test_a_restored_database_goes_on_where_its_backup_was(
    databases: Databases, tmp_path: Path
) -> None:
    url = databases.make("filled")
    engine = open_engine(url)
    hooks = Hooks(engine, add_staff(engine, StaffRole.ADMINISTRATOR).actor)
    with receiving() as receiver:
        made = hooks.to(receiver.url)
        looked_at(hooks, 0)
        given_up(hooks, made.id)
        last = looked_at(hooks, 1, 2)
        backup = tmp_path / "scorecard.backup"
        write_backup(url, backup, ONCE)
        engine.dispose()
        place = nowhere(databases, tmp_path)
        restore_backup(place, backup, ONCE)
        restored = open_engine(place)
        again = Hooks(restored, hooks.actor)
        assert found_in(restored) == []
        assert again.row(made.id).secret == made.secret
        assert [one.last for one in again.letters(made.id)] == [last - 2]
        assert again.deliver() == 1
        assert numbers(receiver.got) == [last - 1, last]
    restored.dispose()


def test_a_webhook_that_was_told_of_what_never_was_is_named(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    hooks = Hooks(engine, add_staff(engine, StaffRole.ADMINISTRATOR).actor)
    made = hooks.to("https://example.org/")
    with reading(engine) as session:
        assert list(dangling_references(session)) == []
    tamper(engine, "UPDATE webhook SET sequence = 99999")
    with reading(engine) as session:
        assert list(dangling_references(session)) == [
            f"webhook {made.id}: it was told of more revisions than there are"
        ]
    engine.dispose()


def test_a_dead_letter_of_no_webhook_is_named_by_verify(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute(
            "INSERT INTO webhook_dead_letter (webhook, first, last, attempts, failed_at)"
            " VALUES ('gone', 1, 1, 1, '2026')"
        )
        driver.execute("PRAGMA foreign_keys = ON")
    with reading(engine) as session:
        assert any("webhook_dead_letter" in one for one in dangling_references(session))
    engine.dispose()
