"""Moving an installation as it stands into another database: SQLite, PostgreSQL, either way.

All of it is one transaction of the new database, tables and checks included: until the last check
is passed there is nothing, and what is killed in between leaves nothing. The former database is
only read, and nobody else writes to it meanwhile. Every row of every table is copied; the search
index, which each database keeps in its own way, is made anew.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.errors import ScorecardError, UnusableDatabaseError
from app.store.closing import empty_log
from app.store.condition import heads_of, known_migrations, migration_of, sqlite_file
from app.store.engine import exists, in_plain_words, open_engine, reading, writing
from app.store.inserting import insert_rows, refresh_statistics
from app.store.masking import masked
from app.store.migrate import bring_up, migrating
from app.store.new_files import new_file
from app.store.search import much_rewritten, rewrite_search, settle_search
from app.store.tables import TABLES, Commitment
from app.store.verification import broken_links, dangling_references, wrong_readings

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

_AT_ONCE = 5_000
_FAULTS_TOLD = 3
_SUM = 2**256
_CHECKS = (broken_links, wrong_readings, dangling_references)
_KINDS = "write sqlite:///scorecard.db or postgresql+psycopg://user@host/name"


class MoveError(ScorecardError):
    """Nothing was moved; the former database is as it was, and the new one empty."""

    title = "Nothing was moved"


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: rows of each table, and the newest revision of each ledger, by name."""

    rows: Mapping[str, int]
    heads: Mapping[str, int]


@dataclass(slots=True)
class Tally:
    """How many rows there are, and the sum of their SHA-256: in whatever order they come."""

    count: int = 0
    digest: int = 0

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Count rows that have all columns of one table, in its order."""
        self.count += len(rows)
        for row in rows:
            written = repr(tuple(row.values())).encode("utf-8", "surrogatepass")
            self.digest += int.from_bytes(hashlib.sha256(written).digest())
        self.digest %= _SUM


@dataclass(frozen=True, slots=True)
class _Former:
    """The former database: one session that reads it, and one that keeps others from writing."""

    session: Session
    lock: Session

    def demand_unchanged(self) -> None:
        """Fail where the connection that holds the lock was lost, and somebody may have written."""
        self.lock.execute(text("SELECT 1"))


@dataclass(slots=True)
class _Steps:
    """Counts the steps of the whole work: rows copied, compared and checked, and the index."""

    total: int
    tell: Progress
    done: int = 0

    def advance(self, steps: int) -> None:
        self.done += steps
        self.tell(self.done, self.total)


def move(source_url: str, target_url: str, tell: Progress) -> Moved:
    """Copy everything from one database into another that is empty, and verify the copy.

    Raises:
        MoveError: when the former cannot be moved as it is, the new one is not empty, or the copy
            is not what was copied.
        UnusableDatabaseError: when one of them does not answer, or refuses.

    """
    source, target = _opened(source_url, "SCORECARD_DATABASE_URL"), _opened(target_url, "TO_URL")
    try:
        if not exists(source_url):
            where = sqlite_file(source_url).resolve()
            raise MoveError(f"there is no database at {where}: check SCORECARD_DATABASE_URL")
        with new_file(target), in_plain_words(target):
            with target.connect() as connection:
                _demand_empty(connection)
            with _unchanging(source) as former:
                moved = _move(former, target, tell)
            empty_log(target)
            return moved
    finally:
        target.dispose()
        source.dispose()


def _opened(url: str, name: str) -> Engine:
    try:
        return open_engine(url)
    except UnusableDatabaseError as error:
        raise MoveError(f"{name} is not an address this program knows: {_KINDS}") from error


@contextmanager
def _unchanging(source: Engine) -> Iterator[_Former]:
    """Read the former database while nobody can write to it.

    On PostgreSQL a snapshot is older than the lock that the same transaction waits for, so whoever
    holds the lock does not read.
    """
    with in_plain_words(source), writing(source) as lock, reading(source) as session:
        if migration_of(session) != known_migrations()[0]:
            raise MoveError(
                "the tables of the former database are of another version of this program: make "
                "a backup, start the server of this version once and stop it, then move"
            )
        yield _Former(session, lock)


def _demand_empty(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    if tables:
        where = masked(connection.engine.url)
        raise MoveError(
            f"the database at {where} is not empty (it has a table {tables[0]}): make a new one "
            "(createdb scorecard, or the name of a file that is not there), and move into that"
        )


def _move(former: _Former, target: Engine, tell: Progress) -> Moved:
    rows = {table.name: _count(former.session, table) for table in TABLES.sorted_tables}
    share = sum(rows.values()) // len(_CHECKS)
    total = 2 * sum(rows.values()) + rows["commitment"] + share * len(_CHECKS)
    steps = _Steps(total, tell)
    with (
        in_plain_words(target),
        migrating(target) as connection,
        Session(connection, autoflush=False) as session,
    ):
        _demand_empty(connection)
        bring_up(connection)
        copied = _copy(former.session, session, steps)
        _compare(copied, session, steps)
        _index(session, steps)
        for check in _CHECKS:
            _demand_sound(check(session))
            steps.advance(share)
        heads = heads_of(session)
        former.demand_unchanged()
    return Moved({name: tally.count for name, tally in copied.items()}, heads)


def _count(session: Session, table: Table) -> int:
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def _batches(session: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Read a table, some thousand rows at a time."""
    with in_plain_words(session.get_bind().engine):
        rows = session.execute(select(table), execution_options={"yield_per": _AT_ONCE})
        for some in rows.mappings().partitions():
            yield [dict(row) for row in some]


def _copy(source: Session, target: Session, steps: _Steps) -> dict[str, Tally]:
    """Copy every table, those first that others refer to; give what was read."""
    for table in reversed(TABLES.sorted_tables):
        target.execute(table.delete())  # what migrations put into new tables
    copied: dict[str, Tally] = {}
    for table in TABLES.sorted_tables:
        tally = copied[table.name] = Tally()
        for rows in _batches(source, table):
            _insert(target, table, rows)
            tally.add(rows)
            steps.advance(len(rows))
        _count_on(target, table)
    return copied


def _insert(target: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    try:
        insert_rows(target, table, rows)
    except IntegrityError as error:
        raise MoveError(
            f"the new database refused a row of table {table.name} ({str(error.orig).strip()}): "
            "run `scorecard verify` on the former one"
        ) from error


def _count_on(target: Session, table: Table) -> None:
    """Let PostgreSQL number new rows behind those that came with their numbers."""
    column = table.autoincrement_column
    if column is None or target.get_bind().dialect.name != "postgresql":
        return
    newest = select(func.max(column)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    target.execute(select(func.setval(sequence, newest)))


def _compare(copied: Mapping[str, Tally], target: Session, steps: _Steps) -> None:
    """Read everything back, and compare it with what was read."""
    for table in TABLES.sorted_tables:
        found = Tally()
        for rows in _batches(target, table):
            found.add(rows)
            steps.advance(len(rows))
        if found != copied[table.name]:
            raise MoveError(
                f"table {table.name} of the copy has {found.count} rows, of the former database "
                f"{copied[table.name].count}, and they are not the same: report this as a fault "
                "of this program"
            )


def _index(target: Session, steps: _Steps) -> None:
    ids = target.execute(select(col(Commitment.id)).order_by(col(Commitment.key))).scalars().all()
    with much_rewritten(target):
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            rewrite_search(target, some)
            steps.advance(len(some))
    settle_search(target)
    refresh_statistics(target)


def _demand_sound(faults: Iterator[str]) -> None:
    told = "; ".join(islice(faults, _FAULTS_TOLD))
    if told:
        raise MoveError(
            f"the copy is not sound ({told}), and so, most likely, is the former "
            "database: run `scorecard verify` on it"
        )
