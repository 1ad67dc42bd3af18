"""Partial dates and the days they may mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import END_OF_TIME, parse_partial_date
from tests.domain.builders import REPEATABLE, on


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2023", "2023-01-01", "2023-12-31", id="year"),
        pytest.param("2023-04", "2023-04-01", "2023-04-30", id="month of 30 days"),
        pytest.param("2023-12", "2023-12-01", "2023-12-31", id="last month"),
        pytest.param("2023-02", "2023-02-01", "2023-02-28", id="February"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", id="February of a leap year"),
        pytest.param("2000-02", "2000-02-01", "2000-02-29", id="February of 2000"),
        pytest.param("1900-02", "1900-02-01", "1900-02-28", id="February of 1900"),
        pytest.param("2023-04-11", "2023-04-11", "2023-04-11", id="day"),
        pytest.param("2024-02-29", "2024-02-29", "2024-02-29", id="leap day"),
        pytest.param("1900", "1900-01-01", "1900-12-31", id="first year"),
        pytest.param("1900-01-01", "1900-01-01", "1900-01-01", id="first day of all"),
        pytest.param("2100", "2100-01-01", "2100-12-31", id="last year"),
        pytest.param("2100-12-31", "2100-12-31", "2100-12-31", id="last day of all"),
    ],
)
def test_a_partial_date_means_every_day_it_may_mean(text: str, first: str, last: str) -> None:
    partial = parse_partial_date(text)
    assert (partial.first, partial.last) == (on(first), on(last))
    assert partial.is_exact is (first == last)


@pytest.mark.parametrize("text", ["2023", "2023-04", "2023-04-11"])
def test_a_partial_date_is_shown_as_it_was_written(text: str) -> None:
    assert str(parse_partial_date(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("spring 2023", id="words"),
        pytest.param("23", id="short year"),
        pytest.param("20231", id="long year"),
        pytest.param("2023-4", id="short month"),
        pytest.param("2023-04-1", id="short day"),
        pytest.param("2023-", id="unfinished"),
        pytest.param("2023-04-", id="unfinished month"),
        pytest.param("2023/04/11", id="slashes"),
        pytest.param("11.04.2023", id="day first"),
        pytest.param("20230411", id="no hyphens"),
        pytest.param("2023-04-11T00:00", id="with a time"),
        pytest.param(" 2023", id="space before"),
        pytest.param("2023-04-11\n", id="line end after"),
        pytest.param("-2023", id="minus"),
        pytest.param("2023–04", id="dash"),
        pytest.param("٢٠٢٣", id="Arabic-Indic digits"),
        pytest.param("２０２３-04", id="wide digits"),
        pytest.param("2023-0²", id="raised digit"),
    ],
)
def test_what_is_not_written_as_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date: write 2023, 2023-04 or 2023-04-11"):
        parse_partial_date(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023-00", id="month nought"),
        pytest.param("2023-13", id="thirteenth month"),
        pytest.param("2023-04-00", id="day nought"),
        pytest.param("2023-04-31", id="31 April"),
        pytest.param("2023-02-29", id="leap day of a common year"),
        pytest.param("2100-02-29", id="leap day of 2100"),
        pytest.param("1900-02-29", id="leap day of 1900"),
        pytest.param("2023-13-01", id="day of a thirteenth month"),
    ],
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"there is no {text} in the calendar"):
        parse_partial_date(text)


@pytest.mark.parametrize("text", ["0000", "1899", "1899-12-31", "2101", "2101-01-01", "9999"])
def test_a_year_far_away_is_refused_as_a_slip(text: str) -> None:
    with pytest.raises(ValueError, match="is not within 1900 to 2100: check it"):
        parse_partial_date(text)


@REPEATABLE
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_within_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    year, month, exact = (parse_partial_date(text[:length]) for length in (4, 7, 10))
    assert exact.first == exact.last == day
    assert year.first <= month.first <= day <= month.last <= year.last < END_OF_TIME
    assert (month.last + timedelta(days=1)).day == 1
