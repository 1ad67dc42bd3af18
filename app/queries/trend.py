"""How statuses stood over time: month by month, from the first commitment to the day shown.

Read from stored spans: how many begin and how many end on each day, by what they say, is all that
the database is asked; the rest is addition. What begins and ends does not depend on the day shown.
"""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.domain.tally import Tally, TallyRow, tally_of
from app.queries.counting import Remembered
from app.queries.shapes import Shape
from app.queries.totals import TALLIED
from app.queries.view import View
from app.store.tables import Commitment, StoredReading

_Change = tuple[dt.date, TallyRow]

_changes: Remembered[Sequence[_Change]] = Remembered(16)


class Moment(Shape):
    """How many commitments had each status at the end of a day."""

    day: dt.date = Field(description="The last day of a month, or the day asked for.")
    contested: int = Field(description="Disputed, with nothing that answers it by then.")
    enacted: int = Field(description="In whole or in part.")
    enacted_in_part: int = Field(description="Of the enacted, those enacted in part only.")
    pledged: int = Field(description="Said, ordered or begun.")
    none: int = Field(description="No evidence of that day or before.")
    commitments: int = Field(description="All that had been made by then.")


def read_trend(view: View) -> list[Moment]:
    """Give the state at the end of every month since the first commitment, and on the day."""
    changes = _all_changes(view)
    if not changes or changes[0][0] > view.day:
        return []
    return list(_moments(changes, _month_ends(changes[0][0], view.day)))


def tally_on(view: View, day: dt.date) -> Tally:
    """Give the tally of all commitments in force on any day, whichever day is shown."""
    standing: Counter[tuple[str | None, str | None, str | None, bool]] = Counter()
    for since, (status, extent, corroboration, overdue, count) in _all_changes(view):
        if since > day:
            break
        standing[status, extent, corroboration, overdue] += count
    return tally_of((*reads, count) for reads, count in standing.items())


def _all_changes(view: View) -> Sequence[_Change]:
    return _changes.get(view.undated_key, lambda: _read_changes(view))


def _read_changes(view: View) -> Sequence[_Change]:
    """Give by how many each reading rises or falls on each day, the earliest day first."""
    retired = select(col(Commitment.id)).where(col(Commitment.retired_on).is_not(None))
    found: list[_Change] = []
    for column, sign in ((col(StoredReading.first_day), 1), (col(StoredReading.last_day), -1)):
        rows = view.session.execute(
            select(column, *TALLIED, func.count())
            .where(col(StoredReading.commitment_id).not_in(retired))
            .group_by(column, *TALLIED)
        )
        for day, *read, count in rows:
            if sign > 0:
                found.append((day, (*read, count)))
            elif day < dt.date.max:
                found.append((day + dt.timedelta(days=1), (*read, -count)))
    return sorted(found, key=lambda one: one[0])


def _month_ends(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Give the last day of each month from that of `first`, and `last` in place of its own."""
    day = first
    while (day := _end_of_month(day)) < last:
        yield day
        day += dt.timedelta(days=1)
    yield last


def _end_of_month(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _moments(changes: Sequence[_Change], days: Iterable[dt.date]) -> Iterator[Moment]:
    """Add the changes up to each of these days."""
    standing: Counter[tuple[str | None, str | None]] = Counter()
    place = 0
    for day in days:
        while place < len(changes) and changes[place][0] <= day:
            _, (status, extent, *_, count) = changes[place]
            standing[status, extent] += count
            place += 1
        yield _moment(day, tally_of((*reads, None, False, n) for reads, n in standing.items()))


def _moment(day: dt.date, tally: Tally) -> Moment:
    return Moment(
        day=day,
        contested=tally.contested,
        enacted=tally.enacted,
        enacted_in_part=tally.enacted_in_part,
        pledged=tally.pledged,
        none=tally.none,
        commitments=tally.total,
    )
