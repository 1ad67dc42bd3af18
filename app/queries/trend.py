"""How statuses stood over time: month by month, from the first commitment to the day shown.

Read from the numbers kept of each month, and of the days of the last one; the rest is addition.
"""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import Field
from sqlalchemy import and_, select, union_all
from sqlmodel import col

from app.domain.tally import Tally, tally_of
from app.queries.shapes import Shape
from app.queries.tallies import MONTH, added_up, on, up_to
from app.queries.view import Selected, View
from app.store.tables import ReadingTally
from app.store.tables.tallies import LENGTHS, Unit

_Reads = tuple[str | None, str | None]
_Changes = dict[str, Counter[_Reads]]
"""By how many each status and extent rises or falls in a month."""


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
    changes = _read_changes(view)
    if not changes:
        return []
    first = dt.date.fromisoformat(f"{min(changes)}-01")
    return list(_moments(changes, _month_ends(first, view.day)))


def _read_changes(view: View) -> _Changes:
    """Give what changed in each month up to that of the day shown, and of that one up to the day.

    Months in which nothing changed are left out.
    """
    found: _Changes = {}
    for name, status, extent, number in view.columns(_CHANGES, on(view.day)):
        month = found.setdefault(name[: LENGTHS[Unit.MONTH]], Counter())
        month[status or None, extent or None] += number
    return found


def _changes() -> Selected:
    *_, days = up_to(ReadingTally)
    unit, period = col(ReadingTally.unit), col(ReadingTally.period)
    months = and_(unit == Unit.MONTH.value, period < MONTH)
    columns = [period, col(ReadingTally.status), col(ReadingTally.extent)]
    rows = select(*columns, col(ReadingTally.number)).where(
        col(ReadingTally.instrument) == "", col(ReadingTally.theme) == ""
    )
    return added_up(union_all(rows.where(months), rows.where(days)).subquery())


_CHANGES = _changes()


def _month_ends(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Give the last day of each month from that of `first`, and `last` in place of its own."""
    day = first
    while (day := _end_of_month(day)) < last:
        yield day
        day += dt.timedelta(days=1)
    yield last


def _end_of_month(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _moments(changes: _Changes, days: Iterable[dt.date]) -> Iterator[Moment]:
    """Add the changes up to each of these days, one in each month."""
    tally = Tally()
    for day in days:
        changed = changes.get(day.isoformat()[: LENGTHS[Unit.MONTH]])
        if changed:
            tally += tally_of((*reads, None, False, n) for reads, n in changed.items())
        yield _moment(day, tally)


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
