"""Clients for tests of feeds: one to read with, and one whose database may be changed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.feeds.reading import SITE
from tests.queries.deskwork import busy


@pytest.fixture(scope="session")
def client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry after one of everything that the desk can make public."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled"), public_url=SITE))
    busy(app.state.engine)
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def changing(sqlite_databases: Databases) -> Iterator[tuple[TestClient, Engine]]:
    """The shipped registry at a site without a known address, to be changed."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    with TestClient(app) as opened:
        yield opened, app.state.engine
