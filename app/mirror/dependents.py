"""What hangs on entries: links, readings, and the newest revision of each; of all, or of some."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import col

from app.queries.changed import newest_by_thing
from app.queries.names import Thing
from app.queries.view import View
from app.store.batches import batches
from app.store.tables import Link, Revision, StoredReading

AnyRow = Row[*tuple[Any, ...]]

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of commitments and documents that may read otherwise than before."""

    commitments: frozenset[str]
    documents: frozenset[str]


def links(view: View, only: Touched | None, evidence: Mapping[str, AnyRow]) -> Iterator[AnyRow]:
    """Give the links (`of` a commitment, `evidence_id`) in one order within each commitment.

    With `only`, those of these commitments, then the others of what these documents hold.
    """
    pair: tuple[Any, ...] = (col(Link.commitment_id).label("of"), col(Link.evidence_id))
    every = select().add_columns(*pair).order_by(*pair)
    if only is None:
        yield from view.session.execute(every)
        return
    yield from _among(view, every, Link.commitment_id, only.commitments)
    taken = [name for name, row in evidence.items() if row.source in only.documents]
    for row in _among(view, every, Link.evidence_id, taken):
        if row.of not in only.commitments:
            yield row


def readings(view: View, only: Touched | None) -> Iterator[AnyRow]:
    """Give the readings that had begun by the view's day, by commitment and in order."""
    table = StoredReading.__table__  # type: ignore[attr-defined]
    columns = [column for column in table.c if column.name != "position"]
    begun = select(*columns).where(table.c.first_day <= view.day)
    begun = begun.order_by(table.c.commitment_id, table.c.first_day)
    if only is None:
        return iter(view.session.execute(begun))
    return _among(view, begun, StoredReading.commitment_id, only.commitments)


def newest(view: View, names: Iterable[str] | None) -> dict[Thing, int]:
    """Give the number of the newest revision of everything, or of what has one of these ids."""
    if names is None:
        return newest_by_thing(view)
    thing = col(Revision.subject), col(Revision.subject_id)
    each = select(*thing, func.max(col(Revision.sequence)).label("number")).group_by(*thing)
    rows = _among(view, each, Revision.subject_id, names)
    return {(row.subject, row.subject_id): row.number for row in rows}


def _among(view: View, statement: Any, column: Any, names: Iterable[str]) -> Iterator[AnyRow]:  # noqa: ANN401 - SQL
    for batch in batches(sorted(names), _BATCH):
        yield from view.session.execute(statement.where(col(column).in_(batch)))
