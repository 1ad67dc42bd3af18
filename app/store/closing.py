"""Leaving a database tidy: when the process that served it stops, and after a redaction."""

import logging
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

_log = logging.getLogger(__name__)


def close_engine(engine: Engine) -> None:
    """Close every connection; SQLite's log is first taken into its one file, if nobody reads it.

    Nothing depends on it: what is in the log is safe there, and the next to open it finds it.
    """
    empty_log(engine)
    engine.dispose()


def write_anew(engine: Engine) -> None:
    """Write SQLite's file anew, so that nothing stays in it that was deleted, and empty its log.

    A redaction overwrites what it deletes itself. But of every earlier version of a draft the old
    text is still where it stood, until something else is written there. Other writers wait.
    """
    if engine.dialect.name == "sqlite":
        try:
            _run_alone(engine, "VACUUM")
        except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
            _log.warning(
                "What was removed may still stand in free parts of the database file (%s): make "
                "room on the disk, then scorecard backup, and restore from that backup",
                error,
            )
    empty_log(engine)


def empty_log(engine: Engine) -> None:
    """Take SQLite's log into its one file: what was written over stays in no file any more.

    While somebody reads an older state nothing happens; then the log is emptied when the server
    stops.
    """
    if engine.dialect.name == "sqlite":
        with suppress(DBAPIError, engine.dialect.loaded_dbapi.Error):
            _run_alone(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _run_alone(engine: Engine, statement: str) -> None:
    """Run a statement on the driver's connection: within a transaction it would be refused."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()
