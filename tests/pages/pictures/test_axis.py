"""Days on an axis."""

from datetime import date

import pytest

from app.pages.pictures.axis import INSET, Axis, ticks

FIVE_YEARS = Axis(date(2021, 6, 9), date(2026, 11, 21), 280)


def test_the_ends_keep_half_of_what_can_be_tapped_free() -> None:
    assert FIVE_YEARS.pixel(FIVE_YEARS.first) == INSET
    assert FIVE_YEARS.pixel(FIVE_YEARS.last) == FIVE_YEARS.width - INSET


def test_days_beyond_the_axis_stand_at_its_ends() -> None:
    assert FIVE_YEARS.pixel(date(2010, 1, 1)) == FIVE_YEARS.pixel(FIVE_YEARS.first)
    assert FIVE_YEARS.pixel(date(2026, 12, 31)) == FIVE_YEARS.pixel(FIVE_YEARS.last)


def test_an_axis_of_one_day_has_a_place_for_it() -> None:
    day = date(2026, 11, 21)
    assert Axis(day, day, 280).pixel(day) == INSET


@pytest.mark.parametrize(
    ("first", "last", "width", "named"),
    [
        ("2021-06-09", "2026-11-21", 280, ["2022", "2023", "2024", "2025", "2026"]),
        ("2012-06-09", "2026-11-21", 280, ["2015", "2020", "2025"]),
        ("2025-08-10", "2026-02-21", 280, ["2025-10", "2026-01"]),
        ("2026-01-01", "2026-03-21", 600, ["2026-01", "2026-02", "2026-03"]),
        ("2026-01-05", "2026-01-21", 280, []),
    ],
)
def test_few_round_days_are_named(first: str, last: str, width: int, named: list[str]) -> None:
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), width)
    assert [one.text for one in ticks(axis)] == named
