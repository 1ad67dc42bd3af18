"""Keeping what only staff may see out of sight of other users of the machine."""

import os
from contextlib import suppress
from pathlib import Path

_NOT_FOR_ALL = 0o600


def make_private(url: str) -> None:
    """Make a SQLite file that is missing, empty and readable by its owner alone.

    SQLite itself would let everybody on the machine read accounts and drafts. Its log takes the
    mode of the file. Where the folder is missing or closed, opening will say so.
    """
    from app.store.condition import sqlite_file
    from app.store.engine import exists

    if not exists(url):
        with suppress(OSError):
            os.close(os.open(sqlite_file(url), os.O_CREAT | os.O_EXCL, _NOT_FOR_ALL))


def open_to_others(path: Path) -> bool:
    """Say whether anybody on the machine can read a file."""
    return os.name != "nt" and bool(path.stat().st_mode & 0o007)
