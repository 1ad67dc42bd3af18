"""What `scorecard doctor` finds on the disk: the registry file, the database's file, free space."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.cli.findings import Finding, fail, ok, warn
from app.cli.privacy import open_to_others
from app.settings import Settings
from app.store.condition import sqlite_file

_LITTLE_MB = 100
_LEAST_MB = 20


def examine_disk(settings: Settings) -> Iterator[Finding]:
    """Look at files and the space around them; a database elsewhere has its own disk."""
    yield _registry_file(settings.registry)
    database = _file_of(settings.database_url)
    yield from _space(database.absolute() if database else Path.cwd(), is_database=bool(database))
    if database is not None and database.is_file():
        yield from _rights(database)


def _registry_file(path: Path) -> Finding:
    if not path.is_file():
        return fail("registry file", f"there is no file {path}: check SCORECARD_REGISTRY")
    if not os.access(path, os.R_OK):
        return fail("registry file", f"{path} cannot be read by this user: give it the right to")
    return ok("registry file", f"{path}, {path.stat().st_size / 1e6:.1f} MB")


def _file_of(url: str) -> Path | None:
    try:
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
    except (ArgumentError, ValueError):
        return None
    return sqlite_file(url) if is_sqlite else None


def _space(path: Path, *, is_database: bool) -> Iterator[Finding]:
    folder = path.parent if is_database else path
    if not folder.is_dir():
        yield fail("disk", f"there is no folder {folder}: make it, or check SCORECARD_DATABASE_URL")
        return
    free = shutil.disk_usage(folder).free / 1e6
    size = path.stat().st_size / 1e6 if is_database and path.is_file() else 0
    said = f"{free:,.0f} MB free in {folder}"
    if free < _LEAST_MB:
        yield fail("disk", f"{said}: soon nothing can be saved any more; make room now")
    elif free < max(_LITTLE_MB, 2 * size):
        yield warn(
            "disk",
            f"{said}, and a backup beside the database needs {size:,.0f} MB: make room, or write "
            "backups to another disk",
        )
    else:
        yield ok("disk", f"{said}, enough for a backup of {size:,.0f} MB beside the database")


def _rights(path: Path) -> Iterator[Finding]:
    if not os.access(path, os.R_OK | os.W_OK):
        yield fail(
            "rights", f"this user cannot write {path}: run this as the user that the server runs as"
        )
    if open_to_others(path):
        yield warn(
            "rights",
            f"everybody on this machine can read {path}, with its accounts and drafts: "
            f"chmod 600 {path}",
        )
    else:
        yield ok("rights", f"{path} is closed to other users")
