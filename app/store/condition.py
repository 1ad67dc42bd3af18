"""What state a database is in, told without changing it: nothing is made, migrated or repaired."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, event, inspect, select, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from app.settings import bundled
from app.store.engine import open_engine, reading
from app.store.ledger import GENESIS, REVISIONS, link_hash, seal
from app.store.tables import LedgerHead, RegistryState

_WAIT_MS = 15_000
_SECONDS_TO_CONNECT = "5"
# What must be read to check a link; older versions of this program wrote all of it too.
_CHECKED = ("sequence", "time", "actor", "action", "subject", "subject_id", "load")
_MIGRATION = text("SELECT version_num FROM alembic_version")
_SEALED = ("payload", "salt", "digest", "hash")
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)


def open_to_look(url: str) -> Engine:
    """Open a database for looking: a SQLite file that is missing stays missing.

    Raises:
        UnusableDatabaseError: when the address is not one of a database this project knows.

    """
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        return _open_file(sqlite_file(url), "mode=rw")  # as `ro`, it could not follow the log
    if "connect_timeout" in engine.url.query:
        return engine
    limited = engine.url.update_query_dict({"connect_timeout": _SECONDS_TO_CONNECT})
    return open_engine(limited.render_as_string(hide_password=False))


def open_copy(path: Path) -> Engine:
    """Open a SQLite file that nobody changes, so that not even a lock is left beside it."""
    return _open_file(path, "mode=ro&immutable=1")


def sqlite_file(url: str) -> Path:
    """Give the path of the file behind a SQLite address."""
    return Path(make_url(url).database or "")


def sqlite_driver() -> Any:  # noqa: ANN401 - pysqlite3, or the sqlite3 of this Python
    """Give the driver in use, for what only it can do."""
    return open_engine("sqlite:///unopened.db").dialect.loaded_dbapi


def _open_file(path: Path, mode: str) -> Engine:
    address = f"{path.resolve().as_uri()}?{mode}"
    driver = sqlite_driver()

    def connect() -> Any:  # noqa: ANN401 - the driver's own
        connection = driver.connect(address, uri=True, check_same_thread=False)
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        return connection

    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@cache
def known_migrations() -> tuple[str, ...]:
    """Give every migration of this version of the program, newest first.

    Their files begin with their numbers; a server that asks Alembic would carry 10 MB for it.
    """
    files = (bundled("migrations") / "versions").glob("[0-9]*.py")
    return tuple(sorted((file.name.partition("_")[0] for file in files), reverse=True))


def migration_of(session: Session) -> str | None:
    """Give the migration a database stands at; None when nothing was ever made in it."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found: str | None = session.execute(_MIGRATION).scalars().first()
    return found


def heads_of(session: Session) -> dict[str, int]:
    """Give the newest sequence number of each ledger; nothing where there are no ledgers."""
    if not inspect(session.connection()).has_table("ledger_head"):
        return {}
    rows = select(col(LedgerHead.ledger), col(LedgerHead.sequence)).order_by(col(LedgerHead.ledger))
    return {row[0]: row[1] for row in session.execute(rows)}


def is_empty(session: Session) -> bool:
    """Say whether nothing was ever recorded here, and no other program has tables here."""
    heads = heads_of(session)
    if heads:
        return not any(heads.values())
    return not inspect(session.connection()).get_table_names()


def broken_ends(session: Session, links: int = 1_000) -> Iterator[str]:
    """Check the newest links of each ledger and its head, and name every break.

    Quick on any size, so it is no proof of what lies before: `scorecard verify` checks all.
    """
    rows = select(col(LedgerHead.ledger), col(LedgerHead.sequence), col(LedgerHead.hash))
    for ledger, sequence, head in session.execute(rows.order_by(col(LedgerHead.ledger))).all():
        try:
            newest = _newest(session, ledger, links + 1)
            before = newest.pop(0) if len(newest) > links else {"sequence": 0, "hash": GENESIS}
            yield from _breaks(ledger, [before, *newest], (sequence, head))
        except _UNREADABLE:
            yield f"{ledger} ledger: its newest revisions cannot be read: they were changed by hand"


def _newest(session: Session, ledger: str, count: int) -> list[dict[str, Any]]:
    table = REVISIONS[ledger]
    columns = [table.c[name] for name in (*_CHECKED, *_SEALED)]
    rows = session.execute(select(*columns).order_by(table.c.sequence.desc()).limit(count))
    return [dict(row) for row in rows.mappings()][::-1]


def _breaks(ledger: str, rows: list[dict[str, Any]], head: tuple[int, str]) -> Iterator[str]:
    for before, row in pairwise(rows):
        follows = row["sequence"] == before["sequence"] + 1
        if not follows or link_hash(before["hash"], row) != row["hash"]:
            yield f"{ledger} ledger: revision {row['sequence']} does not follow the one before it"
        # Without a payload it was redacted, which `scorecard verify` looks into.
        elif row["payload"] is not None and seal(row["salt"], row["payload"]) != row["digest"]:
            yield f"{ledger} ledger: revision {row['sequence']} does not hold what was recorded"
    if (rows[-1]["sequence"], rows[-1]["hash"]) != head:
        yield f"{ledger} ledger: its head is not its last revision, so some are missing at the end"


def answers(engine: Engine) -> bool:
    """Say whether the database answers at all."""
    try:
        with reading(engine) as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def why_not_ready(engine: Engine) -> str | None:
    """Say in one word what keeps this process from answering; None when nothing does.

    Two rows are read and no lock is asked for: whoever asks often does no more than a reader.
    """
    try:
        with reading(engine) as session:
            found = session.execute(_MIGRATION).scalars().all()
            if found != [known_migrations()[0]]:
                return "migrations"
            loaded = session.execute(select(col(RegistryState.loaded_sha256))).scalar_one_or_none()
    except DBAPIError:
        return "database"
    return None if loaded else "registry"
