"""An engine for tests of what does not differ by database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import Databases


@pytest.fixture
def sqlite_engine(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on a SQLite database of this test's own, filled with the shipped registry."""
    opened = open_engine(sqlite_databases.make("filled"))
    yield opened
    opened.dispose()
