"""A client for tests that only read pages after the desk has been at work."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.queries.deskwork import busy


@pytest.fixture(scope="session")
def busy_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry after one of everything that the desk can make public."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    busy(app.state.engine)
    with TestClient(app) as opened:
        yield opened
