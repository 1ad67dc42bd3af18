"""Leaving a database tidy when the process that served it stops."""

from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError


def close_engine(engine: Engine) -> None:
    """Close every connection; SQLite's log is first taken into its one file, if nobody reads it.

    Nothing depends on it: what is in the log is safe there, and the next to open it finds it.
    """
    empty_log(engine)
    engine.dispose()


def empty_log(engine: Engine) -> None:
    """Take SQLite's log into its one file: what was written over stays in no file any more.

    After a redaction that matters. While somebody reads an older state nothing happens; then the
    log is emptied when the server stops.
    """
    if engine.dialect.name == "sqlite":
        driver = engine.dialect.loaded_dbapi
        # On the driver's connection: within a transaction there is no checkpoint.
        with suppress(DBAPIError, driver.Error):
            connection = engine.raw_connection()
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
