"""Opening the database: two kinds of session, one that reads and one that writes.

A reading session sees one snapshot for as long as it is open. A writing session on SQLite takes
the write lock at once (`BEGIN IMMEDIATE`): the default of Python's driver loses updates in
silence. Writers wait for each other; readers never wait.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, FromClause, create_engine, event, text
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from app.errors import BusyError, UnusableDatabaseError
from app.store.masking import masked

try:
    import pysqlite3 as _sqlite
except ImportError:  # no wheel for this platform: its own SQLite has to do
    import sqlite3 as _sqlite

CONNECTIONS = 10
"""How many requests may look at the database at once: as many as there are threads for them.

One processor serves a worker, so more would only wait for each other, each with memory of its own.
"""

_WRITERS_AT_ONCE = 5
"""Connections beside those of readers; they wait for each other, and some look before."""

SQLITE_VERSION: str = _sqlite.sqlite_version
"""The version of SQLite in use, which need not be the one that Python came with."""

_WAIT_MS = 15_000

# In kB, for each connection: the system keeps what was read as well, and once for all of them.
_READERS_CACHE = "cache_size = -512"
_WRITERS_CACHE = "cache_size = -65536"
_WROTE = "scorecard_wrote"

_LOCKED = "locked"
_BUSY = (
    "The database is being written by others and did not become free in time. Nothing was saved: "
    "wait a minute, and try again."
)

_WRITERS = 597
"""The number of the lock by which writers on PostgreSQL wait for each other; any would do."""

# Made once: json.dumps would make it anew for every text.
_JSON = json.JSONEncoder(ensure_ascii=False)


def open_engine(url: str, readers: int = CONNECTIONS) -> Engine:
    """Open the database at `url` (`sqlite:///FILE` or `postgresql+psycopg://...`).

    All connections are kept open, for so many readers at once and a few writers.

    Raises:
        UnusableDatabaseError: when the address is not one of a database this project knows.

    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnusableDatabaseError(_UNKNOWN) from error
    pool: dict[str, Any] = {
        "pool_size": readers + _WRITERS_AT_ONCE,
        "max_overflow": 0,
        "pool_use_lifo": True,  # the one used last remembers most, and others need not
    }
    # A database in memory would be another one for every connection.
    if parts.drivername in {"sqlite", "sqlite+pysqlite"} and parts.database not in {
        None,
        "",
        ":memory:",
    }:
        return _open_sqlite(url, pool)
    if parts.drivername == "postgresql+psycopg":
        return create_engine(url, **pool, json_serializer=dump_json)
    raise UnusableDatabaseError(_UNKNOWN)


def exists(url: str) -> bool:
    """Say whether a SQLite file is there; of anything else only an attempt could tell."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return True
    return parts.get_backend_name() != "sqlite" or Path(parts.database or "").is_file()


_UNKNOWN = (
    "SCORECARD_DATABASE_URL is not an address this project knows: "
    "write sqlite:///scorecard.db or postgresql+psycopg://user@host/name"
)


def dump_json(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Write JSON with its letters as they are, in either database."""
    return _JSON.encode(value)


class _ByIndex(SQLiteCompiler):
    """Writes what a statement says of a table for SQLite (`INDEXED BY ...`) behind its name."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002 - SQLAlchemy's own form
        return text


def _open_sqlite(url: str, pool: dict[str, Any]) -> Engine:
    engine = create_engine(url, module=_sqlite, **pool, json_serializer=dump_json)
    engine.dialect.statement_compiler = _ByIndex
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",  # what was acknowledged survives a power cut; NORMAL may lose it
        "foreign_keys = ON",
        _READERS_CACHE,
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if not connection.get_execution_options().get("writing", False):
        if connection.info.pop(_WROTE, False):
            connection.exec_driver_sql(f"PRAGMA {_READERS_CACHE}")
        connection.exec_driver_sql("BEGIN")
        return
    connection.info[_WROTE] = True
    connection.exec_driver_sql(f"PRAGMA {_WRITERS_CACHE}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session on one unchanging snapshot of the database; nothing can be written."""
    options: dict[str, Any] = (
        {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        if engine.dialect.name == "postgresql"
        else {}
    )
    with Session(engine.execution_options(**options), autoflush=False) as session:
        yield session


@dataclass(slots=True)
class Writes:
    """How many transactions of this process have written to one database, published or not."""

    number: int = 0


_writes: defaultdict[str, Writes] = defaultdict(Writes)


def writes_to(url: str) -> Writes:
    """Give the count of a database, by its address: every engine of this process adds to it."""
    return _writes[url]


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that is the only writer; it commits at the end, or nothing of it stays.

    Raises:
        BusyError: when others write on SQLite for longer than it waits.

    """
    with Session(engine.execution_options(writing=True), autoflush=False) as session:
        wait_for_other_writers(_begun(session))
        yield session
        session.commit()
    writes_to(str(engine.url)).number += 1


def _begun(session: Session) -> Connection:
    """Begin the transaction, which on SQLite waits for other writers."""
    try:
        return session.connection()
    except OperationalError as error:
        if _LOCKED in str(error.orig):
            raise BusyError(_BUSY) from error
        raise


def wait_for_other_writers(connection: Connection) -> None:
    """Wait until no other transaction writes; on SQLite its beginning has done so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS})"))


@contextmanager
def in_plain_words(engine: Engine) -> Iterator[None]:
    """Tell what a database refuses in a sentence, for whoever stands at the command line.

    Raises:
        UnusableDatabaseError: in place of what the driver raised, a broken constraint excepted.

    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        where = masked(engine.url)
        message = (
            f"the database at {where} refused ({str(error.orig).strip()}); nothing was written: "
            "check the free space of its disk, your rights to it, and that its server runs"
        )
        raise UnusableDatabaseError(message) from error
