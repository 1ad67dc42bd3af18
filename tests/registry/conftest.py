"""Databases of the small registry, for tests of what the desk does beside a file."""

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import Databases
from tests.registry.deskwork import some_of_everything
from tests.registry.exports import load
from tests.registry.registries import as_yaml
from tests.registry.variants import small


@pytest.fixture(scope="session")
def small_databases(sqlite_databases: Databases) -> Databases:
    """SQLite files, among them the templates `small` and, with some staff work in it, `worked`."""
    made = sqlite_databases.make("empty")
    opened = open_engine(made)
    load(opened, as_yaml(small()))
    opened.dispose()
    shutil.copy(made.removeprefix("sqlite:///"), sqlite_databases.folder / "small.db")
    opened = open_engine(made)
    some_of_everything(opened)
    opened.dispose()
    shutil.copy(made.removeprefix("sqlite:///"), sqlite_databases.folder / "worked.db")
    return sqlite_databases


@pytest.fixture
def sqlite_engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on SQLite with the shipped registry, for what does not differ by database."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()


@pytest.fixture
def small_engine(small_databases: Databases) -> Iterator[Engine]:
    """An engine on a SQLite database of this test's own, filled with the small registry."""
    opened = open_engine(small_databases.make("small"))
    yield opened
    opened.dispose()


@pytest.fixture
def worked_engine(small_databases: Databases) -> Iterator[Engine]:
    """An engine on such a database on which the desk has done some of everything."""
    opened = open_engine(small_databases.make("worked"))
    yield opened
    opened.dispose()
