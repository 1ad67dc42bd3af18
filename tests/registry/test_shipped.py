"""What the rule says of the shipped registry: whoever changes its coding changes this too."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from app.domain.tally import Tally, tally_of
from app.store.engine import reading
from app.store.tables import StoredReading


def _tally(engine: Engine, day: date) -> Tally:
    columns = (
        col(StoredReading.status),
        col(StoredReading.extent),
        col(StoredReading.corroboration),
        col(StoredReading.overdue),
    )
    with reading(engine) as session:
        rows = session.execute(
            select(*columns, func.count())
            .where(col(StoredReading.first_day) <= day, col(StoredReading.last_day) >= day)
            .group_by(*columns)
        ).all()
    return tally_of((row[0], row[1], row[2], row[3], row[4]) for row in rows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(
            date(2026, 11, 21),
            {"contested": 35, "enacted": 27, "enacted_in_part": 9, "pledged": 13, "none": 2},
            id="2026-11-21",
        ),
        pytest.param(
            date(2023, 6, 30),
            {"contested": 14, "enacted": 9, "enacted_in_part": 7, "pledged": 12, "none": 6},
            id="2023-06-30",
        ),
    ],
)
def test_shipped_registry_reads_as_documented(
    engine: Engine, day: date, expected: dict[str, int]
) -> None:
    tally = _tally(engine, day)
    assert {name: getattr(tally, name) for name in expected} == expected
    assert tally.overdue == 4
