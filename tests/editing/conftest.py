"""An office for each test, on the day that the tests take for today."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine
from sqlalchemy import Engine

from app.store.engine import open_engine
from tests.conftest import TODAY, Databases
from tests.editing.offices import Office


@pytest.fixture
def noon() -> Iterator[None]:
    """Let the ledgers say that it is today: the time in them is the clock's."""
    with time_machine.travel(datetime.combine(TODAY, time(12), UTC), tick=True):
        yield


@pytest.fixture
def office(sqlite_databases: Databases, noon: None) -> Iterator[Office]:  # noqa: ARG001 - a clock
    """An office on SQLite, for what does not differ by database."""
    engine = open_engine(sqlite_databases.make("filled"))
    yield Office(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def still_office(sqlite_databases: Databases) -> Iterator[Office]:
    """An office on SQLite that tests share which only read."""
    engine = open_engine(sqlite_databases.make("filled"))
    yield Office(engine)
    engine.dispose()


@pytest.fixture
def any_office(engine: Engine, noon: None) -> Office:  # noqa: ARG001 - a clock
    """An office on either database, in turn."""
    return Office(engine)
