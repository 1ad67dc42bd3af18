"""Writing many rows at once, the fastest way each database knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

_MANY = 100


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the keys of the first one, which are columns of `table`.

    As plain rows: as objects, SQLAlchemy would sort them by which of their columns are empty.
    """
    if not rows:
        return
    if session.get_bind().dialect.name == "postgresql" and len(rows) > _MANY:
        _copy(session, table, rows)
    else:
        session.connection().execute(insert(table), [dict(row) for row in rows])


def refresh_statistics(session: Session) -> None:
    """Count anew what PostgreSQL plans its queries by, after much was written.

    By itself it does so a minute later, and answers slowly until then. The queries of this
    project are written so that SQLite, which counts nothing, plans them well.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))


def _copy(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Send rows as one stream: one by one, most of the time goes into the talk about each."""
    connection = session.connection()
    dialect = connection.dialect
    names = list(rows[0])
    prepare = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    columns = ", ".join(map(dialect.identifier_preparer.quote, names))
    command = f"COPY {dialect.identifier_preparer.format_table(table)} ({columns}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    refusal: Any = dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(command) as stream:
            for row in rows:
                values = zip(prepare, (row[name] for name in names), strict=True)
                stream.write_row([process(one) if process else one for process, one in values])
    except refusal as error:
        # As any other statement would fail.
        raise DBAPIError.instance(command, None, error, refusal, dialect=dialect) from error
