"""What tests of exports share: a database with difficult content, and its package, made once."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.exports.package import Package
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.exports.states import packaged, work_on
from tests.exports.taken import Story, tell


@pytest.fixture(scope="session")
def difficult(sqlite_databases: Databases) -> Iterator[Engine]:
    """The shipped registry with desk work and hostile texts, for tests that only read."""
    engine = open_engine(sqlite_databases.make("filled"))
    work_on(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def own(sqlite_databases: Databases) -> Iterator[Engine]:
    """A SQLite database of this test's own, filled with the shipped registry."""
    engine = open_engine(sqlite_databases.make("filled"))
    yield engine
    engine.dispose()


@pytest.fixture
def empty_sqlite(sqlite_databases: Databases) -> Iterator[Engine]:
    """A database with the tables and nothing in them."""
    engine = open_engine(sqlite_databases.make("empty"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def package(difficult: Engine, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Its package, for tests that only read."""
    with packaged(difficult, tmp_path_factory.mktemp("exports") / "package") as (_, made):
        return made


@pytest.fixture(scope="session")
def story(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """One snapshot, taken, redacted and made anew, for tests that only read."""
    yield from tell(sqlite_databases, tmp_path_factory.mktemp("story"))
