"""Reading which days a page can show, and which of them are worth a look.

All come from the registry: the days on which instruments were adopted. The calendar adds the ends
of past years, and the day a year ago.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlmodel import col

from app.domain.dates import FIRST_YEAR, parse_partial_date
from app.domain.identifiers import is_identifier
from app.queries.counting import Remembered
from app.queries.languages import Words
from app.queries.view import View
from app.store.tables import Commitment, Instrument

MOST_YEARS, MOST_ADOPTIONS = 5, 8
"""How many ends of years, and adoptions, are offered: the newest of each."""


class Notable(StrEnum):
    """Why a day is worth a look."""

    YEAR_AGO = "year_ago"
    YEAR_END = "year_end"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class NotableDay:
    """A day worth a look; `title` is what the instrument adopted on it is called."""

    day: date
    kind: Notable
    title: Words | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a page can show: from `first` to `last`; `notable` ones, newest first.

    `first` is None where nothing has been adopted yet.
    """

    first: date | None
    last: date
    notable: list[NotableDay]


@dataclass(frozen=True, slots=True)
class _Adoption:
    """An instrument; `is_exact` says whether the day of its adoption is known."""

    day: date
    is_exact: bool
    is_in_force: bool
    title: dict[str, str]
    translated: list[str] | None


_adoptions: Remembered[dict[str, _Adoption]] = Remembered(16)


_ADOPTIONS = (
    select()
    .add_columns(
        col(Instrument.id),
        col(Instrument.adopted),
        col(Instrument.adopted_first),
        col(Instrument.retired_on),
        col(Instrument.title),
        col(Instrument.translated),
    )
    .order_by(col(Instrument.adopted_first), col(Instrument.position), col(Instrument.id))
)
_MADE_IN = select(col(Commitment.instrument)).where(col(Commitment.id) == bindparam("id"))


def days_of_all(view: View) -> Days:
    """Give the days of everything: from the first adoption of an instrument in force."""
    adopted = [one.day for one in _adopted(view).values() if one.is_in_force]
    return _days(view, min(adopted, default=None))


def days_of_instrument(view: View, instrument_id: str) -> Days:
    """Give the days of an instrument, retired or not; of an unknown one, those of everything."""
    found = _adopted(view).get(instrument_id)
    return days_of_all(view) if found is None else _days(view, found.day)


def days_of_commitment(view: View, commitment_id: str) -> Days:
    """Give the days of a commitment, which are those of its instrument."""
    instrument = None
    if is_identifier(commitment_id):
        found = view.columns(_MADE_IN, {"id": commitment_id})
        instrument = found.scalar_one_or_none()
    return days_of_instrument(view, instrument or "")


def year_before(day: date) -> date:
    """Give the same day a year earlier; of 29 February, the day before it.

    None is before the first day that can be written.
    """
    if day.year == FIRST_YEAR:
        return date(FIRST_YEAR, 1, 1)
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def ends_of_years(first: date, last: date) -> list[date]:
    """Give the last day of each of the newest past years, newest first, none before `first`."""
    years = range(last.year - 1, first.year - 1, -1)
    return [date(year, 12, 31) for year in years[:MOST_YEARS]]


def _adopted(view: View) -> dict[str, _Adoption]:
    return _adoptions.get((*view.key[:-1], "adoptions"), lambda: _read_adoptions(view))


def _read_adoptions(view: View) -> dict[str, _Adoption]:
    rows = view.columns(_ADOPTIONS)
    return {
        row.id: _Adoption(
            day=row.adopted_first,
            is_exact=parse_partial_date(row.adopted).is_exact,
            is_in_force=row.retired_on is None,
            title=row.title,
            translated=row.translated,
        )
        for row in rows
    }


def _days(view: View, first: date | None) -> Days:
    if first is None:
        return Days(None, view.today, [])
    last = view.today
    calendar = [NotableDay(year_before(last), Notable.YEAR_AGO)]
    calendar += [NotableDay(day, Notable.YEAR_END) for day in ends_of_years(first, last)]
    notable = [*calendar, *_adoption_days(view)]
    shown = [one for one in notable if first <= one.day < last]
    return Days(first, last, sorted(shown, key=lambda one: one.day, reverse=True))


def _adoption_days(view: View) -> list[NotableDay]:
    """Give the newest days on which something now in force was adopted; vague ones are no days."""
    exact = [one for one in _adopted(view).values() if one.is_exact and one.is_in_force]
    past = [one for one in exact if one.day < view.today]
    return [
        NotableDay(one.day, Notable.ADOPTED, view.tongue.pick(one.title, one.translated))
        for one in past[-MOST_ADOPTIONS:]
    ]
