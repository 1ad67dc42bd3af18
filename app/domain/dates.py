"""Partial dates: a year, a month or a day, each standing for an interval of days.

Sources often give only a month or a year. The text is kept as it was given, and the interval
of days it may mean is what the rule compares (docs/design.md, sections 2 and 3).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.messages import message

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_REMEMBERED = 20_000
FIRST_YEAR = 1900
LAST_YEAR = 2100
"""A year outside these, both included, is taken for a slip of the pen."""

END_OF_TIME = date(9999, 12, 31)
"""The last day of a span that has no end yet."""


NO_DATE = message("'{text}' is not a date: write 2023, 2023-04 or 2023-04-11")
NO_YEAR = message("the year of {text} is not within {first} to {last}: check it")
NOT_IN_CALENDAR = message("there is no {text} in the calendar: check month and day")


class BadDateError(ValueError):
    """A text that is no date: `said` is the message id, `told` what fills its placeholders."""

    def __init__(self, said: str, text: str) -> None:
        """Keep the message beside its English sentence, which the error itself says."""
        self.said = said
        self.told = {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR}
        super().__init__(said.format(**self.told))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as its source: `2023`, `2023-04` or `2023-04-11`.

    `text` is what was written, `first` and `last` are the first and the last day it may mean,
    both included.
    """

    text: str
    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def __str__(self) -> str:
        """Give the text as it was written."""
        return self.text


@lru_cache(_REMEMBERED)
def parse_partial_date(text: str) -> PartialDate:
    """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, between the years 1900 and 2100.

    Raises:
        BadDateError: with a sentence that says what is wrong and what a date looks like.

    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise BadDateError(NO_DATE, text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if not FIRST_YEAR <= (year or 0) <= LAST_YEAR:
        raise BadDateError(NO_YEAR, text)
    try:
        first, last = _interval(year or 0, month, day)
    except ValueError:
        raise BadDateError(NOT_IN_CALENDAR, text) from None
    return PartialDate(text, first, last)


def _interval(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    exact = date(year, month, day)
    return exact, exact
