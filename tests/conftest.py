"""What all tests share: both databases, filled with the real registry, and a running server.

A database is filled once in a run and copied for each test, so that every test may change its own.
Tests that name `database_url`, `engine` or `client` run on SQLite and on PostgreSQL.
"""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Connection, Engine, event
from starlette.testclient import TestClient

from app.main import create_app
from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.settings import Settings, bundled
from app.store.engine import open_engine
from app.store.migrate import migrate
from tests.browser import chromium_browser
from tests.postgresql import Server, postgresql_server
from tests.serving import serving
from tests.statements import COMPILED

TODAY = date(2026, 11, 21)
SHIPPED = bundled("data") / "commitments.yaml"

_numbers = count(1)

# Containers often have Python keep nothing of what it compiles. The tests start the program many
# times, and each start would compile all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from going through thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@event.listens_for(Engine, "engine_connect")
def hasten(connection: Connection) -> None:
    """Spare the tests what only production needs: SQL compiled by each engine, and a sure disk.

    Most tests open an engine of their own; a power cut is no loss to any of them.
    """
    connection.execution_options(compiled_cache=COMPILED)
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        # Of a damaged file the program has to say so, not this.
        with suppress(connection.dialect.loaded_dbapi.DatabaseError):
            driver.execute("PRAGMA synchronous = OFF")


@dataclass(frozen=True)
class Databases:
    """Makes databases of one kind: empty (migrated, nothing loaded) and filled ones."""

    folder: Path
    server: Server | None

    def make(self, template: str) -> str:
        """Copy the template `empty` or `filled`, and give the address of the copy."""
        name = f"test{next(_numbers)}"
        if self.server is not None:
            return self.server.create_database(name, template)
        shutil.copy(self.folder / f"{template}.db", self.folder / f"{name}.db")
        return f"sqlite:///{self.folder / name}.db"

    def prepare(self) -> None:
        """Make the two templates."""
        for template in ("empty", "filled"):
            url = (
                self.server.create_database(template)
                if self.server is not None
                else f"sqlite:///{self.folder / template}.db"
            )
            engine = open_engine(url)
            migrate(engine)
            if template == "filled":
                load_registry(engine, read_registry(SHIPPED, 32, TODAY), Order(TODAY))
            engine.dispose()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite files."""
    databases = Databases(tmp_path_factory.mktemp("databases"), None)
    databases.prepare()
    return databases


@pytest.fixture(scope="session")
def postgresql_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases of a private PostgreSQL server."""
    with postgresql_server() as server:
        databases = Databases(tmp_path_factory.mktemp("unused"), server)
        databases.prepare()
        yield databases


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Either kind of database, in turn."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> str:
    """A database of this test's own, filled with the shipped registry."""
    return databases.make("filled")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database of this test's own, filled with the shipped registry."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def empty_engine(databases: Databases) -> Iterator[Engine]:
    """An engine on a migrated database of this test's own, with nothing loaded."""
    opened = open_engine(databases.make("empty"))
    yield opened
    opened.dispose()


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """A client of the whole application on a database of this test's own."""
    with TestClient(create_app(Settings(database_url=database_url))) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """A client of the whole application on SQLite, for tests that only read."""
    with TestClient(create_app(Settings(database_url=sqlite_databases.make("filled")))) as opened:
        yield opened


@pytest.fixture(scope="session")
def server_url(sqlite_databases: Databases) -> Iterator[str]:
    """The address of a running server with the shipped registry, for browsers and httpx."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser, started once; whoever opens a page or a context in it closes it again.

    From then on its loop runs in this thread: a test that needs a loop starts one in another.
    """
    with chromium_browser() as opened:
        yield opened
