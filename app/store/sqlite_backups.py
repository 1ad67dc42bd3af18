"""Backups of SQLite: one file, by VACUUM INTO.

It reads one snapshot while others write, as SQLite's backup interface does, and as fast. But what
was deleted (a draft, a redacted text) still stands in a database's free pages, which that interface
copies and this does not; and a table that cannot be read stops it, where a copy of pages goes on.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store.backup_files import BackupError, Choice, Held, Progress, partial_file, settle
from app.store.condition import (
    broken_ends,
    heads_of,
    is_empty,
    migration_of,
    open_copy,
    open_to_look,
    sqlite_driver,
    sqlite_file,
)
from app.store.engine import reading
from app.store.restored import bring_to_life

MAGIC = b"SQLite format 3\0"
_STEPS_BETWEEN = 100_000
_PIECE = 1 << 20


def write(url: str, partial: Path, progress: Progress) -> None:
    """Copy one snapshot of the database at `url` into an empty file.

    Raises:
        BackupError: when the database cannot be read, or the disk is full.

    """
    source = sqlite_file(url)
    with _told_plainly(f"the database at {source.resolve()} cannot be copied"):
        connection = open_to_look(url).raw_connection()
        with closing(connection):
            copy_into(connection.driver_connection, partial, progress)


def copy_into(connection: Any, partial: Path, progress: Progress) -> None:  # noqa: ANN401 - the driver's
    """Copy through a connection of the driver that is in no transaction."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()

    def tell() -> int:
        progress(partial.stat().st_size, pages * size)
        return 0  # anything else would stop the work

    connection.set_progress_handler(tell, _STEPS_BETWEEN)
    connection.execute("VACUUM INTO ?", (str(partial.resolve()),))


def examine(path: Path) -> Held:
    """Check a copy as far as a copy alone can be checked, and say what it holds.

    Raises:
        BackupError: when it is not sound, or not of this program.

    """
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise BackupError(
            f"{path} is a database that is in use or was not closed, no backup: "
            "name a file that `scorecard backup` wrote"
        )
    with _told_plainly(f"{path} cannot be read"), reading(open_copy(path)) as session:
        unsound = list(session.execute(text("PRAGMA integrity_check")).scalars())
        if unsound != ["ok"]:
            raise BackupError(f"{path} is not sound ({unsound[0]}): take an older backup")
        migration, heads = migration_of(session), heads_of(session)
        if migration is None or not heads:
            raise BackupError(f"{path} does not hold a scorecard: name another file")
        broken = next(broken_ends(session), None)
    if broken:
        raise BackupError(
            f"what is in the database does not fit together ({broken}): run `scorecard verify`"
        )
    return Held(path.stat().st_size, migration, heads)


def restore(url: str, path: Path, choice: Choice) -> Path | None:
    """Make a database of a backup, and then put it in the place of the one at `url`.

    Gives the name the former database has now; None when there was none, or nothing in it.

    Raises:
        BackupError: when the former is in use, or not empty and not allowed.

    """
    target = sqlite_file(url)
    is_kept = _holds_something(url)
    if is_kept and not choice.force:
        raise BackupError(
            f"the database at {target.resolve()} is not empty: say --force to put the backup in "
            "its place; the present one is then kept beside it under another name"
        )
    _demand_alone(target)  # before the work rather than only after it
    with partial_file(target) as partial:
        _copy(path, partial, choice.progress)
        bring_to_life(f"sqlite:///{partial}")
        settle(partial)
        _demand_alone(target)
        aside = _replace(target, partial, is_kept=is_kept)
    settle(target.parent)
    return aside


def _copy(source: Path, partial: Path, progress: Progress) -> None:
    total = source.stat().st_size
    plainly = _told_plainly(f"{source} cannot be copied")
    with plainly, source.open("rb") as file, partial.open("wb") as copy:
        while piece := file.read(_PIECE):
            copy.write(piece)
            progress(copy.tell(), total)


def _holds_something(url: str) -> bool:
    target = sqlite_file(url)
    if not target.exists() or not target.stat().st_size:
        return False
    try:
        with reading(open_to_look(url)) as session:
            return not is_empty(session)
    except DBAPIError:
        return True  # whatever it is, somebody may want it


def _demand_alone(target: Path) -> None:
    """Refuse while anybody has the former database open, and take its log into its one file.

    To leave SQLite's log is allowed only to the one connection that there is, so it tells what a
    lock cannot: that a server has the file open and is idle.
    """
    if not target.exists():
        return
    driver = sqlite_driver()
    with closing(driver.connect(str(target), timeout=0.5)) as connection:
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except driver.OperationalError as error:
            raise BackupError(
                f"the database at {target.resolve()} cannot be had alone ({error}): stop the "
                "server and every other command that uses it, then restore"
            ) from error
        except driver.DatabaseError:
            return  # damaged, or no database: nobody can be using it


def _replace(target: Path, partial: Path, *, is_kept: bool) -> Path | None:
    """Put the new file in place in one step, so that at no moment there is none."""
    _lend_to_owner(target, partial)
    aside = None
    if is_kept:
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = target.with_name(f"{target.name}.before-{now}")
        _name_also(target, aside)
    for ending in ("-wal", "-shm", "-journal"):
        left = Path(f"{target}{ending}")
        if left.exists() and aside:  # of a damaged one: it may help to save something
            left.replace(f"{aside}{ending}")
        left.unlink(missing_ok=True)
    partial.replace(target)
    return aside


def _name_also(target: Path, aside: Path) -> None:
    try:
        os.link(target, aside)
    except FileExistsError as error:
        raise BackupError(f"{aside} exists already: wait a second and try again") from error
    except OSError:  # a disk that gives a file no second name
        target.replace(aside)


def _lend_to_owner(target: Path, partial: Path) -> None:
    """Give the file to whom the former belonged, or the folder: root may be doing this."""
    former = target if target.exists() else target.parent
    state = former.stat()
    if former is target:
        partial.chmod(0o600 | state.st_mode & 0o060)  # whoever is in its group; nobody else
    with suppress(PermissionError, LookupError, AttributeError):
        shutil.chown(partial, state.st_uid, state.st_gid)


@contextmanager
def _told_plainly(what: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite_driver().Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise BackupError(
            f"{what} ({cause}): check the free space of the disk and your rights"
        ) from error
