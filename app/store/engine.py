"""Opening the database: two kinds of session, one that reads and one that writes.

A reading session sees one snapshot for as long as it is open. A writing session on SQLite takes
the write lock at once (`BEGIN IMMEDIATE`): the default of Python's driver loses updates in
silence. Writers wait for each other; readers never wait.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlmodel import Session

from app.errors import UnusableDatabaseError

try:
    import pysqlite3 as sqlite_driver
except ImportError:  # no wheel for this platform: its own SQLite has to do
    import sqlite3 as sqlite_driver

_POOL = 45
"""Connections kept: a few more than the 40 threads that answer requests, or clients stall."""

_WAIT_MS = 15_000

# Made once: json.dumps would make it anew for every text.
_JSON = json.JSONEncoder(ensure_ascii=False)


def open_engine(url: str) -> Engine:
    """Open the database at `url` (`sqlite:///FILE` or `postgresql+psycopg://...`).

    Raises:
        UnusableDatabaseError: when the address is not one of a database this project knows.

    """
    try:
        dialect = make_url(url).get_backend_name()
        if dialect == "sqlite":
            return _open_sqlite(url)
        if dialect == "postgresql":
            return create_engine(url, pool_size=_POOL, json_serializer=dump_json)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise UnusableDatabaseError(_UNKNOWN) from error
    raise UnusableDatabaseError(_UNKNOWN)


_UNKNOWN = (
    "SCORECARD_DATABASE_URL is not an address this project knows: "
    "write sqlite:///scorecard.db or postgresql+psycopg://user@host/name"
)


def dump_json(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Write JSON with its letters as they are, in either database."""
    return _JSON.encode(value)


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, module=sqlite_driver, pool_size=_POOL, json_serializer=dump_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


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


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that is the only writer; it commits at the end, or nothing of it stays."""
    with Session(engine.execution_options(writing=True), autoflush=False) as session:
        yield session
        session.commit()
