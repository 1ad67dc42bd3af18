"""Statuses over time: what is drawn is what was counted, and labels do not cover each other."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.figures import main_figures
from app.pages.pictures.line import Area, OverTime, over_time
from app.queries.trend import Moment
from tests.domain.builders import REPEATABLE

COUNTS = st.tuples(*[st.integers(0, 30)] * 5)


def moment(month: int, counts: tuple[int, ...]) -> Moment:
    """The end of a month, the first of which is June 2021."""
    after = date(2021 + (month + 6) // 12, (month + 6) % 12 + 1, 1)
    contested, whole, part, pledged, none = counts
    return Moment(
        day=after - timedelta(days=1),
        contested=contested,
        enacted=whole + part,
        enacted_in_part=part,
        pledged=pledged,
        none=none,
        commitments=sum(counts),
    )


def drawn(*counts: tuple[int, ...]) -> OverTime:
    picture = over_time([moment(place, one) for place, one in enumerate(counts)])
    assert picture is not None
    return picture


def extent(area: Area) -> int:
    """The surface that a path of horizontal and vertical steps goes around, by its corners."""
    x, y, corners = 0, 0, []
    for command, first, second in re.findall(r"([MHV])(\d+)(?: (\d+))?", area.path):
        x, y = (int(first), int(second)) if command == "M" else (x, y)
        x, y = (int(first), y) if command == "H" else (x, int(first) if command == "V" else y)
        corners.append((x, y))
    around = pairwise([*corners, corners[0]])
    return abs(sum(x * down - across * y for (x, y), (across, down) in around)) // 2


@REPEATABLE
@given(st.lists(COUNTS, min_size=1, max_size=40))
def test_each_area_is_as_large_as_what_it_counts(counts: list[tuple[int, ...]]) -> None:
    moments = [moment(place, one) for place, one in enumerate(counts)]
    picture = over_time(moments)
    if picture is None:
        assert not any(sum(one) for one in counts)
        return
    surfaces = {one.figure.mark: extent(one) for one in picture.areas}
    for place, figure in enumerate(main_figures(moments[-1])):
        counted = sum(main_figures(one)[place].number for one in moments)
        assert surfaces.get(figure.mark, 0) == counted


@REPEATABLE
@given(COUNTS)
def test_labels_stand_in_their_order_and_apart(counts: tuple[int, ...]) -> None:
    picture = over_time([moment(0, counts)])
    places = [one.at for one in picture.areas if one.at is not None] if picture else []
    assert len(places) == sum(map(bool, counts))
    assert all(lower - upper >= 7 for lower, upper in pairwise(places))
    assert all(3 < place < 97 for place in places)


def test_nothing_is_drawn_of_nothing() -> None:
    assert over_time([]) is None
    assert over_time([moment(0, (0, 0, 0, 0, 0))]) is None


def test_the_picture_begins_with_january_of_the_first_year() -> None:
    picture = drawn(*[(1, 0, 0, 0, 0)] * 19)
    assert picture.width == 24
    assert [(one.number, one.at) for one in picture.years] == [(2021, 0), (2022, 50)]


@pytest.mark.parametrize(
    ("height", "levels"), [(1, []), (4, [1, 2, 3]), (77, [20, 40, 60]), (1200, [500, 1000])]
)
def test_levels_are_few_and_round(height: int, levels: list[int]) -> None:
    assert [one.number for one in drawn((height, 0, 0, 0, 0)).levels] == levels


def test_many_years_are_marked_by_a_few() -> None:
    picture = drawn(*[(1, 0, 0, 0, 0)] * 300)
    assert [one.number for one in picture.years] == [2021, 2025, 2029, 2033, 2037, 2041, 2045]


def test_the_table_holds_half_years_and_the_last_day() -> None:
    table = drawn(*[(1, 0, 0, 0, 0)] * 9).table
    assert [one.day.isoformat() for one in table] == ["2021-06-30", "2021-12-31", "2022-02-28"]
