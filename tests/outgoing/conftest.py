"""An administrator and a receiver, and a database in which nothing happened yet.

Tests whose answer could differ by database take `either_hooks`; the others `hooks`, on SQLite.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.domain.workflow import StaffRole
from app.store.engine import open_engine
from tests.conftest import Databases
from tests.outgoing.hooks import Hooks
from tests.outgoing.receivers import Receiver, receiving
from tests.staffing import add_staff


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes everything."""
    with receiving() as opened:
        yield opened


@pytest.fixture
def hooks(sqlite_databases: Databases) -> Iterator[Hooks]:
    """Somebody who administers webhooks, on SQLite."""
    engine = open_engine(sqlite_databases.make("empty"))
    yield Hooks(engine, add_staff(engine, StaffRole.ADMINISTRATOR).actor)
    engine.dispose()


@pytest.fixture
def either_hooks(empty_engine: Engine) -> Hooks:
    """Somebody who administers webhooks, on SQLite and on PostgreSQL."""
    return Hooks(empty_engine, add_staff(empty_engine, StaffRole.ADMINISTRATOR).actor)
