"""For tests that only read pages: clients and a server, as shipped and after the desk's work.

On SQLite: a page shows the shape that its twin in the API answers with, and all of those are
compared between the databases (tests/api/test_both_databases.py).
"""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import Databases
from tests.queries.deskwork import busy
from tests.serving import serving


@pytest.fixture
def client(shipped_client: TestClient) -> TestClient:
    """The client that all tests share which only read; pages write nothing."""
    return shipped_client


@pytest.fixture(scope="session")
def busy_client(sqlite_databases: Databases) -> Iterator[TestClient]:
    """The shipped registry after one of everything that the desk can make public."""
    app = create_app(Settings(database_url=sqlite_databases.make("filled")))
    busy(app.state.engine)
    with TestClient(app) as opened:
        yield opened


@pytest.fixture(scope="session")
def busy_url(busy_client: TestClient) -> Iterator[str]:
    """The address of a running server with the same."""
    with serving(busy_client.app) as address:  # type: ignore[arg-type]  # it is a FastAPI
        yield address
