"""When somebody last looked: shown from that day on, never before it, and never made up."""

from datetime import date
from pathlib import Path

import pytest

from app.queries.commitments import find_commitment
from tests.conftest import Databases
from tests.queries.asking import loaded, looking
from tests.registry.copies import copy_with

DISABILITY = "decree-2021-03-disability"
LOCATOR = "list of the decree's areas, bullet 3\n  consulted: full\n"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2026, 10, 31), None, id="the day before"),
        pytest.param(date(2026, 11, 1), "2026-11-01", id="that day"),
        pytest.param(date(2026, 11, 21), "2026-11-01", id="later"),
    ],
)
def test_looking_shows_from_its_day_on(
    databases: Databases, tmp_path: Path, day: date, shown: str | None
) -> None:
    path = copy_with(tmp_path, (LOCATOR, f"{LOCATOR}  looked_at: 2026-11-01\n"))
    with loaded(databases, path) as engine, looking(engine, day) as view:
        assert find_commitment(view, DISABILITY).looked_at == shown
        assert find_commitment(view, "decree-2021-04-women").looked_at is None
