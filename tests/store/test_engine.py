"""Two kinds of session, on either database."""

import threading

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from app.errors import UnusableDatabaseError
from app.store.engine import open_engine, reading, writing
from app.store.tables import LedgerHead
from tests.conftest import Databases

NEWEST = select(col(LedgerHead.sequence)).where(col(LedgerHead.ledger) == "public")
THREADS = 8
STEPS = 25


def _count_up(engine: Engine) -> None:
    for _ in range(STEPS):
        with writing(engine) as session:
            head = session.get(LedgerHead, "public", with_for_update=True)
            assert head is not None
            head.sequence += 1


def test_concurrent_writers_lose_no_update(empty_engine: Engine) -> None:
    threads = [threading.Thread(target=_count_up, args=(empty_engine,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(empty_engine) as session:
        assert session.execute(NEWEST).scalar_one() == THREADS * STEPS


def test_reader_keeps_its_snapshot_while_somebody_writes(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.execute(NEWEST).scalar_one()
        with writing(engine) as other:
            other.execute(text("UPDATE ledger_head SET sequence = sequence + 1"))
        assert session.execute(NEWEST).scalar_one() == before
    with reading(engine) as session:
        assert session.execute(NEWEST).scalar_one() == before + 1


def test_writing_that_fails_leaves_nothing(engine: Engine) -> None:
    def fail_midway() -> None:
        with writing(engine) as session:
            session.execute(text("UPDATE ledger_head SET sequence = 999"))
            message = "interrupted"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        fail_midway()
    with reading(engine) as session:
        assert session.execute(NEWEST).scalar_one() != 999


def test_what_sqlite_acknowledged_survives_a_power_cut(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("empty"))
    # Past the event by which the tests spare themselves just that.
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous")
    assert cursor.fetchone() == (2,)  # FULL
    connection.close()
    engine.dispose()


def test_database_itself_refuses_a_fourth_status(engine: Engine) -> None:
    def write_bogus_status() -> None:
        with writing(engine) as session:
            session.execute(text("UPDATE link SET status = 'done' WHERE role = 'bears'"))

    with pytest.raises(DBAPIError):
        write_bogus_status()


def test_database_itself_refuses_references_to_nothing(engine: Engine) -> None:
    def refer_to_nothing() -> None:
        with writing(engine) as session:
            session.execute(text("UPDATE evidence SET document = 'no-such-document'"))

    with pytest.raises(DBAPIError):
        refer_to_nothing()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://localhost/x",
        "oracle+x://y",
        "sqlite://",
        "sqlite+aiosqlite:///x.db",
        "postgresql+psycopg://u@127.0.0.1:abc/x",
    ],
)
def test_unknown_database_is_refused_with_advice(url: str) -> None:
    with pytest.raises(UnusableDatabaseError, match="SCORECARD_DATABASE_URL"):
        open_engine(url)
