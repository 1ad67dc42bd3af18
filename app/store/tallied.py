"""What rows add to the tallies: by how much which number rises or falls on which day.

Each function counts the rows of some ids, or of all with None, in parts that are to be added up.
What is counted is named as the columns of its table do, without the unit and with the period last.
Days are text, as they are there.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, select, type_coerce
from sqlmodel import Session, col

from app.domain.vocabulary import Role
from app.store.readings import counts
from app.store.tables import (
    Commitment,
    CommitmentTheme,
    Document,
    Evidence,
    Instrument,
    Link,
    StoredReading,
)

Key = tuple[Any, ...]
Ids = Sequence[str] | None

_PART = 50_000
_A_DAY = dt.timedelta(days=1)
_LAST_DAY = dt.date.max.isoformat()


def readings_of(session: Session, commitments: Ids) -> Iterator[Counter[Key]]:
    """Count those in force: as they begin and as they cease to read so, for all and each theme."""
    in_force = (col(Commitment.retired_on).is_(None), *_among(col(Commitment.id), commitments))
    its_own = col(Commitment.id) == col(StoredReading.commitment_id)
    themes = col(CommitmentTheme.commitment_id) == col(Commitment.id)
    rows = (
        select()
        .add_columns(
            col(Commitment.instrument),
            col(CommitmentTheme.theme_id),
            col(CommitmentTheme.place),
            _text(session, col(StoredReading.first_day)),
            _text(session, col(StoredReading.last_day)),
            col(StoredReading.status),
            col(StoredReading.stage),
            col(StoredReading.extent),
            col(StoredReading.corroboration),
            col(StoredReading.overdue),
        )
        .join_from(StoredReading, Commitment, its_own)
        .outerjoin(CommitmentTheme, themes)
        .where(*in_force)
    )
    for part in _counted(session, rows):
        yield _begun_and_ended(part)


def _begun_and_ended(spans: Counter[Key]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for (instrument, theme, place, first_day, last_day, *read), number in spans.items():
        reads = ["" if word is None else word for word in read]
        # A row for each theme, or one without any: of all themes together, the first one counts.
        for of in {theme, *(() if place else ("",))} - {None}:
            found[instrument, of, *reads, first_day] += number
            if last_day < _LAST_DAY:
                found[instrument, of, *reads, _day_after(last_day)] -= number
    return found


def looks_at_each(session: Session, commitments: Ids) -> Iterator[Counter[Key]]:
    """Count those in force by when they were last looked at; empty for never."""
    in_force = (col(Commitment.retired_on).is_(None), *_among(col(Commitment.id), commitments))
    looked_at = func.coalesce(col(Commitment.last_looked_at), "")
    rows = select(col(Commitment.instrument), col(Commitment.kind), looked_at)
    return _counted(session, rows.where(*in_force))


def evidence_of(session: Session, ids: Ids) -> Iterator[Counter[Key]]:
    """Count what counts by the first day of what it bears on, its voice, and when it happened."""
    made = (
        select(func.min(col(Instrument.adopted_first)))
        .select_from(Link)
        .join(Commitment, col(Commitment.id) == col(Link.commitment_id))
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(col(Link.evidence_id) == col(Evidence.id), col(Link.role) == Role.BEARS.value)
        .where(col(Commitment.retired_on).is_(None))
        .correlate(Evidence)
        .scalar_subquery()
    )
    rows = (
        select(made, col(Document.origin), _text(session, col(Evidence.date_first)))
        .select_from(Evidence)
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(*counts(), *_among(col(Evidence.id), ids))
    )
    for part in _counted(session, rows):
        found = {(row[0] or dt.date.max, *row[1:]): number for row, number in part.items()}
        yield Counter(found)


def documents_of(session: Session, ids: Ids) -> Iterator[Counter[Key]]:
    """Count those in force by how they were read and when they were published; empty if undated."""
    in_force = (col(Document.retired_on).is_(None), col(Document.withdrawal).is_(None))
    published = func.coalesce(_text(session, col(Document.date_first)), "")
    rows = select(col(Document.consulted), col(Document.mirror), published)
    return _counted(session, rows.where(*in_force, *_among(col(Document.id), ids)))


def _among(column: Any, ids: Ids) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a mapped column
    return [] if ids is None else [column.in_(ids)]


def _counted(session: Session, rows: Select[*tuple[Any, ...]]) -> Iterator[Counter[Key]]:
    """Count rows that are the same: here, because databases sort all of them to find out."""
    found = session.connection().execute(rows, execution_options={"yield_per": _PART})
    for part in found.partitions():
        yield Counter(map(tuple, part))


def _text(session: Session, day: Any) -> ColumnElement[str]:  # noqa: ANN401 - a mapped column
    """Give a day as SQLite holds it, and Python writes it."""
    if session.get_bind().dialect.name == "sqlite":
        return type_coerce(day, String)
    return func.to_char(day, "YYYY-MM-DD", type_=String)


@lru_cache(maxsize=10_000)
def _day_after(day: str) -> str:
    return (dt.date.fromisoformat(day) + _A_DAY).isoformat()
