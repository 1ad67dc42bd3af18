"""Marks that would touch stand above one another; beyond some rows they are counted."""

from datetime import date, timedelta
from itertools import combinations

from app.pages.pictures.axis import Axis
from app.pages.pictures.stacking import ROWS, place_of, stacked
from tests.pages.pictures.linked import evidence

AXIS = Axis(date(2021, 1, 1), date(2026, 12, 31), 280)


def test_marks_far_apart_share_a_row() -> None:
    (row,) = stacked(AXIS, [evidence("2021-06-09"), evidence("2025-06-09")])
    assert len(row) == 2


def test_no_two_marks_of_a_row_touch() -> None:
    days = [date(2022, 1, 1) + timedelta(days=37 * number) for number in range(40)]
    rows = stacked(AXIS, [evidence(day.isoformat()) for day in days])
    assert len(rows) > 1
    assert not any(one.touches(other) for row in rows for one, other in combinations(row, 2))


def test_a_year_is_as_wide_as_its_days_and_stands_beyond_exact_days() -> None:
    year, day = evidence("2024"), evidence("2024-02-03")
    nearer, farther = stacked(AXIS, [year, day])
    assert [one.evidence for one in nearer] == [day]
    (place,) = farther
    assert (place.start, place.end) == (
        AXIS.pixel(date(2024, 1, 1)),
        AXIS.pixel(date(2024, 12, 31)),
    )
    assert place_of(AXIS, day).start == place_of(AXIS, day).end


def test_what_has_no_row_is_counted_and_none_is_lost() -> None:
    days = [date(2024, 3, 1) + timedelta(days=number) for number in range(ROWS + 5)]
    rows = stacked(AXIS, [evidence(day.isoformat()) for day in days])
    assert len(rows) == ROWS + 1
    assert sum(1 + one.others for row in rows for one in row) == len(days)
    assert rows[-1][-1].others > 0
    assert not any(one.touches(other) for one, other in combinations(rows[-1], 2))
