"""A desk to visit: one application on SQLite for all tests of these pages."""

from collections.abc import Iterator

import pytest

from tests.conftest import Databases
from tests.serving import serving
from tests.staff.visiting import Visits, opened_desk
from tests.staffing import cheap_passwords


@pytest.fixture(scope="module", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords that cost a thousandth to hash: what they cost is tested where they are at home."""
    with cheap_passwords():
        yield


@pytest.fixture(scope="package")
def visits(sqlite_databases: Databases) -> Iterator[Visits]:
    """Browsers at one desk; every test brings people of its own."""
    with opened_desk(sqlite_databases) as opened:
        yield opened


@pytest.fixture
def lonely_visits(sqlite_databases: Databases) -> Iterator[Visits]:
    """Browsers at a desk of this test's own, where nobody has an account."""
    with opened_desk(sqlite_databases) as opened:
        yield opened


@pytest.fixture(scope="package")
def served(visits: Visits) -> Iterator[str]:
    """The address at which real browsers reach the desk of `visits`."""
    with serving(visits.app) as address:
        yield address
