"""When somebody last looked: shown from that day on, never before it, and never made up."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.queries.commitments import find_commitment, neglected
from tests.conftest import Databases
from tests.queries.asking import loaded, looking
from tests.queries.deskwork import EXPRESSION, look_at
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


def test_a_look_at_the_desk_shows_as_its_day(sqlite_engine: Engine) -> None:
    look_at(sqlite_engine, EXPRESSION)
    with looking(sqlite_engine) as view:
        assert find_commitment(view, EXPRESSION).looked_at == "2026-11-21"


def test_those_never_looked_at_come_first_and_then_those_looked_at_longest_ago(
    databases: Databases, tmp_path: Path
) -> None:
    earlier = f"{LOCATOR}  looked_at: 2026-11-01\n"
    with loaded(databases, copy_with(tmp_path, (LOCATOR, earlier))) as engine:
        look_at(engine, EXPRESSION)
        with looking(engine) as view:
            found = neglected(view, 200)
            few = neglected(view, 3)
    assert [one.id for one in found[-2:]] == [DISABILITY, EXPRESSION]
    assert {one.looked_at for one in found[:-2]} == {None}
    assert [one.id for one in few] == [one.id for one in found[:3]]
    assert len(found) == 77
