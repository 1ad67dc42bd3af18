"""Clients for tests that only read: one on each kind of database, opened once in a run."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases


def _opened(databases: Databases) -> Iterator[TestClient]:
    app = create_app(Settings(database_url=databases.make("filled")))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def on_sqlite(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry on SQLite; a crash becomes an answer with status 500."""
    yield from _opened(sqlite_databases)


@pytest.fixture(scope="session")
def on_postgresql(postgresql_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry on PostgreSQL; a crash becomes an answer with status 500."""
    yield from _opened(postgresql_databases)


@pytest.fixture(params=["sqlite", "postgresql"])
def reader(request: pytest.FixtureRequest) -> TestClient:
    """The shipped registry on either database, in turn."""
    found: TestClient = request.getfixturevalue(f"on_{request.param}")
    return found
