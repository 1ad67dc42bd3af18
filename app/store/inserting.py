"""Writing many rows at once, the fastest way each database knows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, String, Table, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import Boolean, Date, Integer
from sqlmodel import Session

_MANY = 100
_ROOM_FOR_MANY, _ROOM_FOR_FEW = -256 * 1024, -64 * 1024  # kB; the latter as the engine says
_DAYS = 10_000

Row = Mapping[str, Any]
_Prepare = Callable[[Any], Any]


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the keys of the first one, which are columns of `table`.

    Many of them must have every key without which a row cannot be: defaults are for the few that
    people write. As plain rows: as objects, SQLAlchemy would sort them by which of their columns
    are empty.
    """
    connection = session.connection()
    if len(rows) > _MANY:
        write = _copy if connection.dialect.name == "postgresql" else _hand_over
        write(connection, table, rows)
    elif rows:
        connection.execute(insert(table), [dict(row) for row in rows])


@contextmanager
def room_for_many(session: Session) -> Iterator[None]:
    """Let SQLite keep 256 MB of what is written at hand, if there is so much, until it is settled.

    What has no room goes to its log, in which each page is searched for the longer, the longer
    the log has become.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        session.execute(text(f"PRAGMA cache_size = {_ROOM_FOR_MANY}"))
    yield
    if is_sqlite:
        session.execute(text(f"PRAGMA cache_size = {_ROOM_FOR_FEW}"))


def refresh_statistics(session: Session) -> None:
    """Count anew what PostgreSQL plans its queries by, after much was written.

    By itself it does so a minute later, and answers slowly until then. The queries of this
    project are written so that SQLite, which counts nothing, plans them well.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))


def _hand_over(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Give SQLite's driver values as it takes them: to look at each, SQLAlchemy needs as long."""
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    into = _into(connection.dialect, table, names)
    values = list(_prepared(connection.dialect, table, rows))
    statement = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - names of our own tables
    connection.exec_driver_sql(statement, values)


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Send rows as one stream: one by one, most of the time goes into the talk about each."""
    dialect = connection.dialect
    command = f"COPY {_into(dialect, table, list(rows[0]))} FROM STDIN"
    driver: Any = connection.connection.driver_connection
    refusal: Any = dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(command) as stream:
            for values in _prepared(dialect, table, rows):
                stream.write_row(values)
    except refusal as error:
        # As any other statement would fail.
        raise DBAPIError.instance(command, None, error, refusal, dialect=dialect) from error


def _into(dialect: Dialect, table: Table, names: Sequence[str]) -> str:
    write = dialect.identifier_preparer
    return f"{write.format_table(table)} ({', '.join(map(write.quote, names))})"


def _prepared(dialect: Dialect, table: Table, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """Yield rows as the driver takes them, column by column: most columns stay as they are."""
    names = list(rows[0])
    columns = [
        _column(_preparing(dialect, table.c[name]), map(itemgetter(name), rows)) for name in names
    ]
    return zip(*columns, strict=True)


def _column(prepare: _Prepare | None, values: Iterator[Any]) -> Iterator[Any]:
    return map(prepare, values) if prepare else values


def _preparing(dialect: Dialect, column: Column[Any]) -> _Prepare | None:
    """Give what makes of a value of this column what the driver takes, where anything must."""
    kind = column.type.dialect_impl(dialect)
    if isinstance(kind, String | Integer):
        return None
    prepare: _Prepare | None = kind.bind_processor(dialect)
    # A registry names the same few days again and again.
    return lru_cache(_DAYS)(prepare) if prepare and isinstance(kind, Date | Boolean) else prepare
