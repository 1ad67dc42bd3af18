"""Backups of the whole database: taken while it is served, and put back.

A backup holds everything: accounts, drafts and both ledgers. It stands under its name only once it
is whole and was checked.
"""

from pathlib import Path

from sqlalchemy.engine import make_url

from app.store import postgresql_backups, sqlite_backups
from app.store.backup_files import BackupError, Choice, Held, partial_file, settle
from app.store.condition import sqlite_file
from app.store.engine import exists, open_engine


def write_backup(url: str, path: Path, choice: Choice) -> Held:
    """Copy one moment of the database at `url` into a file of mode 0600, and check the copy.

    Raises:
        BackupError: when there is nothing to copy, the file exists, or the copy is not sound.
        UnusableDatabaseError: when the address is not one of a database this project knows.

    """
    open_engine(url)  # an address that nobody knows is refused before anything else
    _refuse_to_replace(url, path, choice)
    if not exists(url):
        raise BackupError(
            f"there is no database at {sqlite_file(url).resolve()}: check SCORECARD_DATABASE_URL "
            "and the folder"
        )
    with partial_file(path) as partial:
        if _is_sqlite(url):
            sqlite_backups.write(url, partial, choice.progress)
        else:
            postgresql_backups.write(url, partial)
        held = _examine(url, partial)
        settle(partial)
        try:
            partial.replace(path)
        except OSError as error:
            raise BackupError(f"{path} cannot be written ({error.strerror})") from error
    settle(path.parent)
    return held


def _refuse_to_replace(url: str, path: Path, choice: Choice) -> None:
    if path.is_dir():
        raise BackupError(
            f"{path} is a folder: name a file in it, such as {path / 'scorecard.backup'}"
        )
    if not path.exists():
        return
    if _is_database(url, path):
        raise BackupError(f"{path} is the database itself: name another file")
    if not choice.force:
        raise BackupError(f"{path} exists: name another file, or say --force to write over it")


def restore_backup(url: str, path: Path, choice: Choice) -> tuple[Held, Path | None]:
    """Put a backup in place of an empty database, or with `force` of any SQLite database.

    Gives what the backup holds, and where the former database is now, if there was one. The tables
    are brought up to date and all links of the ledger are checked before anything is replaced.

    Raises:
        BackupError: when the file is no backup, the database is in use or not empty, ...
        UnusableDatabaseError: when the address is not one of a database this project knows.

    """
    open_engine(url)
    if not path.is_file():
        raise BackupError(f"there is no file {path}")
    if _is_database(url, path):
        raise BackupError(f"{path} is the database itself: name the file of a backup")
    _refuse_other_kind(url, path)
    held = _examine(url, path)
    held.demand_known()
    if _is_sqlite(url):
        return held, sqlite_backups.restore(url, path, choice)
    postgresql_backups.restore(url, path)
    return held, None


def _examine(url: str, path: Path) -> Held:
    return sqlite_backups.examine(path) if _is_sqlite(url) else postgresql_backups.examine(path)


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _is_database(url: str, path: Path) -> bool:
    return _is_sqlite(url) and sqlite_file(url).exists() and path.samefile(sqlite_file(url))


def _refuse_other_kind(url: str, path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(16)
    found = [
        kind
        for kind, magic in (
            ("SQLite", sqlite_backups.MAGIC),
            ("PostgreSQL", postgresql_backups.MAGIC),
        )
        if beginning.startswith(magic)
    ]
    if not found:
        raise BackupError(f"{path} is no backup: name a file that `scorecard backup` wrote")
    wanted = "SQLite" if _is_sqlite(url) else "PostgreSQL"
    if found != [wanted]:
        raise BackupError(
            f"{path} is a backup of {found[0]}, and SCORECARD_DATABASE_URL names a database of "
            f"{wanted}: set it to one of {found[0]}"
        )
