"""Empty databases for the benchmark, and nothing left of them afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

_numbers = count(1)


@contextmanager
def empty_database(folder: Path, server: str | None) -> Iterator[str]:
    """Give the address of an empty database: a file in `folder`, or a new one on a server.

    `server` is the address of any database on a PostgreSQL server whose user may create others.
    """
    name = f"scorecard_benchmark_{os.getpid()}_{next(_numbers)}"
    if server is None:
        yield f"sqlite:///{folder / name}.db"
        for path in folder.glob(f"{name}.db*"):
            path.unlink()
        return
    _order(server, f'CREATE DATABASE "{name}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _order(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def size_mb(folder: Path, url: str) -> float:
    """Give the size of a database in megabytes; what SQLite has not merged yet counts as well."""
    if url.startswith("sqlite"):
        name = Path(make_url(url).database or "").name
        return sum(path.stat().st_size for path in folder.glob(f"{name}*")) / 2**20
    engine = create_engine(url)
    with engine.connect() as connection:
        size = connection.execute(text("SELECT pg_database_size(current_database())"))
        found = float(size.scalar_one()) / 2**20
    engine.dispose()
    return found


def _order(server: str, command: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()
