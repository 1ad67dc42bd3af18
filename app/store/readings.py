"""Stored readings: what the rule derives from the rows, kept as spans of days.

They are rewritten for a commitment in the transaction that changed its facts, so that any day
can be read by a range query and midnight changes nothing. docs/design.md, section 4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, select, update
from sqlmodel import Session, col

from app.domain.readings import RULE_VERSION, Bearing, Span, Terms, derive_spans
from app.domain.vocabulary import Extent, Origin, Role, Status
from app.store.batches import batches
from app.store.inserting import insert_rows
from app.store.tables import (
    TABLES,
    Answer,
    Commitment,
    Document,
    Evidence,
    Instrument,
    Link,
    RegistryState,
    StoredReading,
)

_BATCH = 2_000
_READINGS = TABLES.tables["reading"]
_NOTHING: frozenset[str] = frozenset()


def counts() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Give the conditions of evidence that counts: neither retired nor withdrawn."""
    return col(Evidence.retired_on).is_(None), col(Evidence.withdrawal).is_(None)


def follow_rule(session: Session) -> None:
    """Read every commitment anew if they were read by another version of the rule, and note it."""
    version = session.execute(select(col(RegistryState.rule_version))).scalar_one()
    if version == RULE_VERSION:
        return
    if version:  # 0 before anything was ever read
        rewrite_readings(session, session.execute(select(col(Commitment.id))).scalars().all())
    session.execute(update(RegistryState).values(rule_version=RULE_VERSION))


def rewrite_readings(session: Session, commitments: Iterable[str]) -> None:
    """Derive the spans of these commitments anew, and store them in place of the old ones."""
    for ids in batches(commitments, _BATCH):
        session.execute(delete(StoredReading).where(col(StoredReading.commitment_id).in_(ids)))
        rows = [row for _, spans in derived_rows(session, ids) for row in spans]
        insert_rows(session, _READINGS, rows)


def derived_rows(
    session: Session, ids: Sequence[str]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each commitment id with the rows its spans make, by its facts in the database."""
    bearings = bearings_of(session, ids)
    for row in session.execute(_terms(ids)):
        facts = bearings.get(row.id, [])
        first_days = {one.evidence: one.first_day for one in facts}
        newest = max(first_days.values(), default=date.min)
        yield (
            row.id,
            [
                span_row(span, first_days) | _listing(row, span, newest)
                for span in derive_spans(_terms_in(row), facts)
            ],
        )


def _listing(row: Row[Any], span: Span, newest: date) -> dict[str, Any]:
    """Give what lists find a span by; `newest` is the day of the newest evidence on its commitment.

    Evidence is all that can end a span without being known beforehand.
    """
    return {
        "commitment_id": row.id,
        "position": row.position,
        "key": row.key,
        "instrument": row.instrument,
        "is_listed": row.retired_on is None and span.last_day >= newest,
    }


def terms_of(session: Session, ids: Sequence[str]) -> dict[str, Terms]:
    """Give what the rule needs of each of these commitments themselves."""
    return {row.id: _terms_in(row) for row in session.execute(_terms(ids))}


def _terms_in(row: Row[Any]) -> Terms:
    return Terms(row.adopted_first, row.due_last, due_inferred=row.due_inferred)


def span_row(span: Span, first_days: dict[str, Any]) -> dict[str, Any]:
    """Give a span as columns, without the commitment it belongs to."""
    reading = span.reading
    return {
        "first_day": span.first_day,
        "last_day": span.last_day,
        # As plain texts: SQLite's driver asks any other how it is to be written, every time.
        "status": reading.status and reading.status.value,
        "stage": reading.stage.value,
        "extent": reading.extent and reading.extent.value,
        "corroboration": reading.corroboration and reading.corroboration.value,
        "overdue": reading.overdue,
        "open_contests": reading.open_contests,
        "deciding": reading.deciding,
        "deciding_count": reading.deciding_count,
        "newest": reading.newest,
        "newest_first": first_days[reading.newest] if reading.newest else None,
    }


def _terms(ids: Sequence[str]) -> Select[Any]:
    return (
        select()
        .add_columns(
            col(Commitment.id),
            col(Commitment.position),
            col(Commitment.key),
            col(Commitment.instrument),
            col(Commitment.retired_on),
            col(Commitment.due_last),
            col(Commitment.due_inferred),
            col(Instrument.adopted_first),
        )
        .join_from(Commitment, Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(col(Commitment.id).in_(ids))
    )


def bearings_of(session: Session, ids: Sequence[str]) -> dict[str, list[Bearing]]:
    """Give what bears on each of these commitments and counts, for the rule to read."""
    statement = (
        select()
        .add_columns(
            col(Link.commitment_id),
            col(Link.evidence_id),
            col(Link.status),
            col(Link.extent),
            col(Evidence.date_first),
            col(Document.origin),
        )
        .join_from(Link, Evidence, col(Evidence.id) == col(Link.evidence_id))
        .join(Document, col(Document.id) == col(Evidence.source))
        .where(col(Link.commitment_id).in_(ids), col(Link.role) == Role.BEARS.value)
        .where(*counts())
        .order_by(col(Link.commitment_id))
    )
    # By the connection: a session takes as long again to make sure that these are no objects.
    rows = session.connection().execute(statement).all()
    answers = _answers(session, ids)
    return {
        commitment: [_bearing(row, answers) for row in group]
        for commitment, group in groupby(rows, key=itemgetter(0))
    }


def _bearing(row: Sequence[Any], answers: Mapping[tuple[str, str], frozenset[str]]) -> Bearing:
    commitment, evidence, status, extent, first_day, origin = row
    return Bearing(
        evidence=evidence,
        first_day=first_day,
        status=Status(status),
        origin=Origin(origin),
        extent=Extent(extent or Extent.WHOLE),
        answered_by=answers.get((evidence, commitment), _NOTHING),
    )


def _answers(session: Session, ids: Sequence[str]) -> dict[tuple[str, str], frozenset[str]]:
    rows = session.execute(
        select(col(Answer.evidence_id), col(Answer.commitment_id), col(Answer.answer_id)).where(
            col(Answer.commitment_id).in_(ids)
        )
    ).all()
    found: dict[tuple[str, str], set[str]] = {}
    for contest, commitment, answer in rows:
        found.setdefault((contest, commitment), set()).add(answer)
    return {key: frozenset(names) for key, names in found.items()}
