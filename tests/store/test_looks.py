"""When a commitment was last looked at: the newest of what anybody said."""

from datetime import date

import pytest

from app.store.looks import Looks

PUBLISHED = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("exact", "published", "newest"),
    [
        (set(), set(), None),
        ({"2026-11"}, set(), "2026-11"),
        ({"2026-11", "2026-11-03"}, set(), "2026-11-03"),
        ({"2026-11", "2026-10-30"}, set(), "2026-11"),
        ({"2025"}, {PUBLISHED}, "2026-11-21"),
        ({"2026-11-25"}, {PUBLISHED}, "2026-11-25"),
    ],
)
def test_the_newest_of_all_holds(exact: set[str], published: set[date], newest: str | None) -> None:
    assert Looks(None, exact, published).newest == newest
    assert Looks(newest, exact, published).is_right
    assert not Looks("2026-11-30", exact, published).is_right


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21", "2026-11-22"])
def test_a_publication_counts_for_the_day_it_was_anywhere(day: str) -> None:
    assert Looks(day, {"2026-01-01"}, {PUBLISHED}).is_right


@pytest.mark.parametrize("day", ["2026-11-19", "2026-11-23", "2026-01-01", None])
def test_no_other_day_will_do(day: str | None) -> None:
    assert not Looks(day, {"2026-01-01"}, {PUBLISHED}).is_right


def test_an_earlier_day_than_a_look_will_not_do_even_around_a_publication() -> None:
    assert not Looks("2026-11-20", {"2026-11-21"}, {PUBLISHED}).is_right
    assert not Looks("2026-11-21", set(), set()).is_right
