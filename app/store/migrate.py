"""Bringing the tables of a database up to this version, and checking that models match them.

`python -m app.store.migrate --check` compares models and migrations on an empty database.
"""

import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.errors import UnusableDatabaseError
from app.settings import bundled
from app.store.engine import open_engine, wait_for_other_writers
from app.store.masking import masked
from app.store.tables import TABLES


def migrate(engine: Engine) -> None:
    """Bring the tables up to the newest revision, all of it or nothing.

    Raises:
        UnusableDatabaseError: when the database cannot be opened, or is newer than this program.

    """
    try:
        with migrating(engine) as connection:
            bring_up(connection)
    except CommandError as error:
        message = (
            f"the database at {masked(engine.url)} was made by a newer version of this "
            f"program ({error}): install that version, or restore a backup"
        )
        raise UnusableDatabaseError(message) from error
    except DBAPIError as error:
        message = (
            f"the database at {masked(engine.url)} cannot be opened ({error.orig}): "
            "check SCORECARD_DATABASE_URL, that the server runs and that the folder can be written"
        )
        raise UnusableDatabaseError(message) from error


def bring_up(connection: Connection) -> None:
    """Bring the tables up within a transaction of `migrating`, which somebody else ends.

    Raises:
        UnusableDatabaseError: when the database cannot hold every language.

    """
    _check_encoding(connection)
    if not _is_current(connection):
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_keys(connection)


def alembic_config() -> Config:
    """Give Alembic's settings, for a checkout and for an installed package alike."""
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")))
    config.set_main_option("path_separator", "os")
    return config


def is_ours(_thing: Any, name: str | None, kind: str, *_rest: Any) -> bool:  # noqa: ANN401 - Alembic's
    """Leave out the search tables, which each database makes in its own way."""
    return not (kind == "table" and name is not None and name.startswith("fts_"))


def differences(engine: Engine) -> list[Any]:
    """Give what differs between the models and the tables of a migrated database."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        return list(compare_metadata(context, TABLES))


class migrating:  # noqa: N801 - read as `with migrating(engine)`
    """One writing connection with SQLite's foreign keys off, in one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Take a connection."""
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._connection = engine.connect().execution_options(writing=True)

    def __enter__(self) -> Connection:
        """Begin, once nobody else writes."""
        if self._is_sqlite:
            # Without effect inside a transaction, so on the driver's connection before it begins.
            self._driver.execute("PRAGMA foreign_keys = OFF")
        self._transaction = self._connection.begin()
        wait_for_other_writers(self._connection)
        return self._connection

    def __exit__(self, kind: object, *_rest: object) -> None:
        """Commit, or undo all of it where something was raised."""
        try:
            if kind is None:
                self._transaction.commit()
            else:
                self._transaction.rollback()
            if self._is_sqlite:
                self._driver.execute("PRAGMA foreign_keys = ON")
        finally:
            self._connection.close()

    @property
    def _driver(self) -> Any:  # noqa: ANN401 - the driver's own connection
        return self._connection.connection.driver_connection


def _check_encoding(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        message = (
            f"the database is in {encoding}, which cannot hold every language: make it anew with "
            "CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0"
        )
        raise UnusableDatabaseError(message)


def _is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_heads() == _newest()


@cache
def _newest() -> tuple[str, ...]:
    """Read the files of the migrations, which come with the program, once."""
    return tuple(ScriptDirectory.from_config(alembic_config()).get_heads())


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        message = f"the migration would leave {len(broken)} rows that refer to nothing; undone"
        raise UnusableDatabaseError(message)


def _check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate(engine)
        found = differences(engine)
        engine.dispose()
    for difference in found:
        sys.stderr.write(f"models and migrations differ: {difference}: write a migration\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_check())
