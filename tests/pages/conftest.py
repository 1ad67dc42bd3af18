"""For tests that only read pages: a client and a server after the desk's work."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.queries.deskwork import busy
from tests.serving import serving


@pytest.fixture(scope="session")
def busy_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry after one of everything that the desk can make public."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    busy(app.state.engine)
    with TestClient(app) as opened:
        yield opened


@pytest.fixture(scope="session")
def busy_url(sqlite_databases: Databases) -> Iterator[str]:
    """The address of a running server with the same."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    busy(app.state.engine)
    with serving(app) as address:
        yield address
