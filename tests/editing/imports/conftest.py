"""Who imports, and who publishes."""

import pytest
from sqlalchemy import Engine

from app.domain.workflow import Actor, StaffRole
from tests.staffing import add_staff


@pytest.fixture
def editor(engine: Engine) -> Actor:
    """Somebody who imports."""
    return add_staff(engine, StaffRole.EDITOR).actor


@pytest.fixture
def reviewer(engine: Engine) -> Actor:
    """Somebody who publishes."""
    return add_staff(engine, StaffRole.REVIEWER).actor
