"""What tests of accounts share: a database of SQLite without a registry, and cheap passwords.

Tests whose answer could differ by database take `empty_engine`, which is either.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.accounts.passwords import HashedPassword, hash_password
from app.store.engine import open_engine
from tests.accounts.desk import PASSWORD
from tests.conftest import Databases
from tests.staffing import cheap_passwords


@pytest.fixture
def desk(sqlite_databases: Databases) -> Iterator[Engine]:
    """An engine on SQLite, migrated, with nobody in it."""
    opened = open_engine(sqlite_databases.make("empty"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="module", autouse=True)
def passwords_cost_little() -> Iterator[None]:
    """Let them, but in `test_passwords`, which is about what they cost."""
    with cheap_passwords():
        yield


@pytest.fixture(scope="module")
def hashed(passwords_cost_little: None) -> HashedPassword:  # noqa: ARG001 - what hashing costs
    """The hash of `PASSWORD`."""
    return hash_password(PASSWORD)
