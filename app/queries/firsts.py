"""Finding the first commitments of every instrument: those of each stand together in an index."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import BindParameter, bindparam, select, union_all
from sqlmodel import col

from app.queries.filters import Filters
from app.queries.listed import by_index, first_listed, is_settled
from app.queries.view import Selected, View
from app.store.batches import batches
from app.store.tables import StoredReading
from app.store.tables.readings import BY_INSTRUMENT

_BATCH = 50
"""So many instruments are looked at by one statement."""

_COLUMNS = ("instrument", "commitment_id", "position", "key")


def first_of_instruments(
    view: View, instruments: Sequence[str], most: int
) -> Mapping[str, Sequence[str]]:
    """Give the ids of the first commitments of each of these instruments, in registry order."""
    if not is_settled(view):
        return {one: first_listed(view, Filters(instrument=one), most) for one in instruments}
    found: dict[str, list[str]] = {one: [] for one in instruments}
    for batch in batches(instruments, _BATCH):
        named = {_parameter(place): one for place, one in enumerate(batch)}
        rows = view.columns(_firsts(len(batch), most), named | {"day": view.day})
        for row in rows:
            found[row.instrument].append(row.commitment_id)
    return found


@lru_cache
def _firsts(number: int, most: int) -> Selected:
    """Select the first `most` readings of the day of so many instruments."""
    day: BindParameter[date] = bindparam("day")
    first = (
        select(*(col(getattr(StoredReading, name)) for name in _COLUMNS))
        .where(
            col(StoredReading.is_listed),
            col(StoredReading.first_day) <= day,
            col(StoredReading.last_day) >= day,
        )
        .order_by(col(StoredReading.position), col(StoredReading.key))
        .limit(most)
    )
    parts = [
        by_index(
            first.where(col(StoredReading.instrument) == bindparam(_parameter(place))),
            BY_INSTRUMENT,
        ).subquery()
        for place in range(number)
    ]
    # A database may read the parts side by side.
    found = union_all(*(select(part) for part in parts)).subquery()
    return select(found).order_by(found.c.position, found.c.key)


def _parameter(place: int) -> str:
    return f"instrument_{place}"
