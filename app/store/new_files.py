"""The file of a database that is being made: its owner's alone, and gone where that failed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.errors import UnusableDatabaseError

_ONLY_OWNER = 0o600


@contextmanager
def new_file(engine: Engine) -> Iterator[None]:
    """Make SQLite's file, where there is none, for as long as the block goes well.

    What was there before stays, whatever happens; PostgreSQL has no file that is ours.

    Raises:
        UnusableDatabaseError: when the folder is missing or cannot be written.

    """
    path = Path(engine.url.database or "")
    if engine.dialect.name != "sqlite" or path.exists():
        yield
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_OWNER))
    except OSError as error:
        raise UnusableDatabaseError(
            f"{path} cannot be made ({error.strerror}): name a file in a folder that exists and "
            "that this user may write"
        ) from error
    try:
        yield
    except BaseException:
        engine.dispose()
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        raise
