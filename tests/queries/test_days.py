"""Days that a page offers: those of the registry, and of the calendar, and none without sense."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from app.queries.days import (
    Notable,
    days_of_all,
    days_of_commitment,
    days_of_instrument,
    year_before,
)
from tests.conftest import TODAY
from tests.queries.asking import looking, recorded

DECREE = date(2021, 6, 9)


def test_days_of_everything_begin_with_the_first_adoption(shipped_engine: Engine) -> None:
    with looking(shipped_engine) as view:
        days = days_of_all(view)
    assert (days.first, days.last) == (DECREE, TODAY)
    adopted = [one for one in days.notable if one.kind is Notable.ADOPTED]
    assert adopted[-1].day == DECREE
    assert adopted[-1].title
    assert "597" in adopted[-1].title.text
    assert [one.day.year for one in days.notable if one.kind is Notable.YEAR_END] == [
        *(2025, 2024, 2023, 2022, 2021)
    ]
    assert date(2025, 11, 21) in [one.day for one in days.notable]
    assert [one.day for one in days.notable] == sorted(
        (one.day for one in days.notable), reverse=True
    )


def test_no_day_is_offered_before_an_entry_existed(shipped_sqlite: Engine) -> None:
    with looking(shipped_sqlite) as view:
        of_plan = days_of_instrument(view, "action-plan-2023")
        of_task = days_of_commitment(view, "ap2022-01-violence")
        unknown = days_of_commitment(view, "a\x00b")
        assert unknown == days_of_instrument(view, "nothing") == days_of_all(view)
    assert of_plan.first == date(2023, 12, 8)
    assert min(one.day for one in of_plan.notable) == of_plan.first
    assert of_task.first == date(2022, 4, 28)
    assert of_task.last == TODAY


def test_a_vague_adoption_begins_things_and_is_no_notable_day(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(
            text("UPDATE instrument SET adopted = '2021-06' WHERE id = 'decree-2021'")
        )
        connection.execute(text("UPDATE ledger_head SET hash = 'another'"))
    with looking(sqlite_engine) as view:
        days = days_of_all(view)
    assert days.first == DECREE
    assert DECREE not in [one.day for one in days.notable]


def test_instruments_are_read_once(sqlite_engine: Engine) -> None:
    with looking(sqlite_engine) as view, recorded(sqlite_engine) as record:
        days_of_all(view)
        days_of_instrument(view, "decree-2021")
    assert len(record.texts) == 1


def test_an_empty_registry_offers_nothing(empty_engine: Engine) -> None:
    with looking(empty_engine) as view:
        assert days_of_all(view).first is None
        assert days_of_all(view).notable == []


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2026, 11, 21), date(2025, 11, 21)),
        (date(1900, 11, 21), date(1900, 1, 1)),  # nothing before it can be written
    ],
)
def test_a_year_before_a_leap_day_is_the_day_before_it(day: date, earlier: date) -> None:
    assert year_before(day) == earlier
