"""What tests of accounts share: a database of SQLite without a registry, and one hashed password.

Tests whose answer could differ by database take `empty_engine`, which is either.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.accounts.passwords import HashedPassword, hash_password
from app.store.engine import open_engine
from tests.accounts.desk import PASSWORD
from tests.conftest import Databases


@pytest.fixture
def desk(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on SQLite, migrated, with nobody in it."""
    opened = open_engine(sqlite_databases.make("empty"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def hashed() -> HashedPassword:
    """The hash of `PASSWORD`, made once: hashing takes a tenth of a second."""
    return hash_password(PASSWORD)
