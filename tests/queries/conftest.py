"""Engines for tests of what does not differ by database, and for tests that only read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import Databases
from tests.registry.exports import load
from tests.registry.registries import as_yaml
from tests.registry.variants import small


@pytest.fixture
def sqlite_engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on a SQLite database of this test's own, filled with the shipped registry."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def shipped_sqlite(sqlite_databases: Databases) -> Iterator[Engine]:
    """The shipped registry on SQLite, for tests that only read: what they count is remembered."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def shipped_postgresql(postgresql_databases: Databases) -> Iterator[Engine]:
    """The same on PostgreSQL."""
    opened = open_engine(postgresql_databases.make("filled"))
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def shipped_engine(request: pytest.FixtureRequest) -> Engine:
    """Either of them, in turn."""
    found: Engine = request.getfixturevalue(f"shipped_{request.param}")
    return found


@pytest.fixture
def small_engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """A few commitments of the shipped registry."""
    engine = open_engine(sqlite_databases.make("empty"))
    load(engine, as_yaml(small()))
    yield engine
    engine.dispose()
