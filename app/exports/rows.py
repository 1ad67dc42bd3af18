"""The rows of each table, streamed out of one snapshot of the database in a lasting order.

Some hundreds at a time are held, whatever the database has. Both databases give the same.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.domain.dates import parse_partial_date
from app.domain.vocabulary import Owner
from app.exports import tables
from app.exports.columns import Value
from app.exports.tables import Table
from app.queries.links import answers_to
from app.queries.view import Selected, View
from app.store.replacements import successors
from app.store.tables import (
    TABLES,
    Answer,
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Link,
    Revision,
    StoredReading,
)

_BATCH = 500
Record = dict[str, Value]
"""One row of an export: every column by its name, in order."""

_Row = dict[str, Any]
_STORED = {
    "about": "about",
    "instruments": "instrument",
    "themes": "theme",
    "documents": "document",
    "commitments": "commitment",
    "evidence": "evidence",
    "links": "link",
    "readings": "reading",
    "revisions": "revision",
}
"""The table of the database whose rows an exported table has."""


def records(view: View, table: Table) -> Iterator[Record]:
    """Yield all rows of a table as plain values."""
    columns = table.columns
    for row in _ROWS[table.name](view):
        yield {column.name: column.value(row) for column in columns}


def count(view: View, table: Table) -> int:
    """Count the rows that a table must have, by the database itself."""
    stored = TABLES.tables[_STORED[table.name]]
    counted = select(func.count()).select_from(stored)
    if table is tables.READINGS:
        counted = counted.where(stored.c.first_day <= view.day)
    found: int = view.session.execute(counted).scalar_one()
    return found


def _stream(view: View, statement: Selected | Select[Any]) -> Iterator[list[_Row]]:
    found = view.session.execute(statement, execution_options={"yield_per": _BATCH})
    names = tuple(found.keys())
    for part in found.partitions(_BATCH):
        yield [dict(zip(names, row, strict=True)) for row in part]


def _entries(name: str) -> Callable[[View], Iterator[_Row]]:
    """Read the entries of a section as they stand."""
    table = TABLES.tables[_STORED[name]]

    def rows(view: View) -> Iterator[_Row]:
        for batch in _stream(view, select(table).order_by(*_in_order(table.c))):
            yield from batch

    return rows


def _in_order(columns: Any) -> Iterable[ColumnElement[Any]]:  # noqa: ANN401 - of a table or a model
    """Give the order of the registry, what the desk added behind it."""
    return (columns.owner == Owner.DESK.value).asc(), columns.position, columns.id


def _replaceable(model: type[Document | Evidence]) -> Callable[[View], Iterator[_Row]]:
    """Read documents or evidence, each with what stands for it now."""
    entries = _entries("documents" if model is Document else "evidence")

    def rows(view: View) -> Iterator[_Row]:
        standing_in = successors(view.session, model)
        for row in entries(view):
            row["replaced_by"] = standing_in.get(row["id"])
            row["own_title"] = row["title"].get(row["language"]) if "title" in row else None
            yield row

    return rows


def _commitments(view: View) -> Iterator[_Row]:
    newest = aliased(Evidence)
    today = and_(
        col(StoredReading.commitment_id) == col(Commitment.id),
        col(StoredReading.first_day) <= view.day,
        col(StoredReading.last_day) >= view.day,
    )
    reading = [one for one in TABLES.tables["reading"].c if one.name != "position"]
    statement = (
        select(TABLES.tables["commitment"], *reading, col(newest.date).label("last_evidence"))
        .select_from(Commitment)
        .outerjoin(StoredReading, today)
        .outerjoin(newest, col(newest.id) == col(StoredReading.newest))
        .order_by(*_in_order(Commitment))
    )
    for batch in _stream(view, statement):
        themes = _themes(view, [row["id"] for row in batch])
        for row in batch:
            looked = row["last_looked_at"]
            is_past = looked is not None and parse_partial_date(looked).first <= view.day
            yield row | {
                "themes": themes.get(row["id"], []),
                "looked_at": looked if is_past else None,
            }


def _themes(view: View, commitments: list[str]) -> dict[str, list[str]]:
    of_these = col(CommitmentTheme.commitment_id).in_(commitments)
    rows = view.session.execute(
        select(col(CommitmentTheme.commitment_id), col(CommitmentTheme.theme_id))
        .where(of_these)
        .order_by(col(CommitmentTheme.commitment_id), col(CommitmentTheme.place))
    )
    found: dict[str, list[str]] = {}
    for commitment, theme in rows:
        found.setdefault(commitment, []).append(theme)
    return found


def _links(view: View) -> Iterator[_Row]:
    order = (col(Link.evidence_id), col(Link.place), col(Link.commitment_id))
    for batch in _stream(view, select(TABLES.tables["link"]).order_by(*order)):
        evidence = {row["evidence_id"] for row in batch}
        answers = answers_to(view, col(Answer.evidence_id).in_(evidence))
        for row in batch:
            named = answers.get((row["evidence_id"], row["commitment_id"]), [])
            yield row | {"answered_by": named}


def _readings(view: View) -> Iterator[_Row]:
    by_now = select(TABLES.tables["reading"]).where(col(StoredReading.first_day) <= view.day)
    order = (
        col(StoredReading.position),
        col(StoredReading.commitment_id),
        col(StoredReading.first_day),
    )
    for batch in _stream(view, by_now.order_by(*order)):
        for row in batch:
            # One that had not ended by then has no last day, as in the API.
            yield row | ({"last_day": None} if row["last_day"] >= view.day else {})


def _revisions(view: View) -> Iterator[_Row]:
    for batch in _stream(view, select(TABLES.tables["revision"]).order_by(col(Revision.sequence))):
        yield from batch


_ROWS: dict[str, Callable[[View], Iterator[_Row]]] = {
    "about": _entries("about"),
    "instruments": _entries("instruments"),
    "themes": _entries("themes"),
    "documents": _replaceable(Document),
    "commitments": _commitments,
    "evidence": _replaceable(Evidence),
    "links": _links,
    "readings": _readings,
    "revisions": _revisions,
}
