"""One application on either database for all tests of tools, who bring their own people."""

from collections.abc import Iterator

import pytest

from tests.conftest import Databases
from tests.writing.bench import Bench, opened_bench


@pytest.fixture(scope="session")
def on_sqlite(sqlite_databases: Databases) -> Iterator[Bench]:
    """A bench on SQLite."""
    with opened_bench(sqlite_databases) as opened:
        yield opened


@pytest.fixture(scope="session")
def on_postgresql(postgresql_databases: Databases) -> Iterator[Bench]:
    """A bench on PostgreSQL."""
    with opened_bench(postgresql_databases) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A bench on either database, in turn."""
    found: Bench = request.getfixturevalue(f"on_{request.param}")
    return found
