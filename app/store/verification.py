"""Checking what the database claims: the chain of the ledger, the stored readings, references.

Each check yields a sentence for every place that is wrong, and nothing when all is right.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, func, inspect, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.vocabulary import Role
from app.store.ledger import GENESIS, PUBLIC, link_hash, seal
from app.store.readings import derived_rows
from app.store.tables import Answer, Commitment, Evidence, LedgerHead, Link, Revision, StoredReading

_BATCH = 500


def broken_links(session: Session) -> Iterator[str]:
    """Walk the public ledger from its first revision to its head, and name every break."""
    previous, expected = GENESIS, 1
    rows = session.execute(
        select(inspect(Revision).local_table).order_by(col(Revision.sequence)),
        execution_options={"yield_per": 5_000},
    ).mappings()
    for row in rows:
        if row["sequence"] != expected:
            yield f"revision {expected} is missing: the next one is {row['sequence']}"
        if link_hash(previous, dict(row)) != row["hash"]:
            yield (
                f"revision {row['sequence']} was changed, or the one before it: "
                "its hash does not fit"
            )
        yield from _wrong_payload(dict(row))
        previous, expected = row["hash"], row["sequence"] + 1
    head = session.get(LedgerHead, PUBLIC)
    if head is None or (head.sequence, head.hash) != (expected - 1, previous):
        yield "the head of the ledger is not its last revision: revisions are missing at the end"


def _wrong_payload(row: dict[str, Any]) -> Iterator[str]:
    if row["payload"] is None or row["salt"] is None:
        yield f"revision {row['sequence']} has lost its payload, and no redaction says why"
    elif seal(row["salt"], row["payload"]) != row["digest"]:
        yield f"revision {row['sequence']}: its payload is not the one that was recorded"


def wrong_readings(session: Session) -> Iterator[str]:
    """Derive every span anew, and name each commitment whose stored spans differ."""
    ids = list(session.execute(select(col(Commitment.id)).order_by(col(Commitment.id))).scalars())
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        stored = _stored_spans(session, batch)
        for commitment, derived in derived_rows(session, batch):
            if stored.get(commitment, []) != derived:
                yield f"commitment {commitment}: its stored readings are not what the rule gives"


def dangling_references(session: Session) -> Iterator[str]:
    """Name references to nothing, those that the database enforces and those it cannot."""
    if session.get_bind().dialect.name == "sqlite":
        for row in session.execute(text("PRAGMA foreign_key_check")):
            yield f"table {row[0]}, row {row[1]}: refers to a missing {row[2]}"
    for column in (col(StoredReading.deciding), col(StoredReading.newest)):
        known = exists().where(col(Evidence.id) == column)
        lost = select(col(StoredReading.commitment_id)).where(column.is_not(None), ~known)
        for commitment in session.execute(lost.distinct()).scalars():
            yield f"commitment {commitment}: a reading names evidence that does not exist"
    yield from _answers_that_do_not_bear(session)


def count_checked(session: Session) -> dict[str, int]:
    """Count what there was to check: revisions, spans, and links."""
    tables: dict[str, Any] = {"revisions": Revision, "spans": StoredReading, "links": Link}
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in tables.items()
    }


def _stored_spans(session: Session, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    table = inspect(StoredReading).local_table
    rows = session.execute(
        select(table)
        .where(col(StoredReading.commitment_id).in_(ids))
        .order_by(col(StoredReading.commitment_id), col(StoredReading.first_day))
    ).mappings()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["commitment_id"], []).append(dict(row))
    return found


def _answers_that_do_not_bear(session: Session) -> Iterator[str]:
    bearing = aliased(Link)
    bears = exists().where(
        col(bearing.evidence_id) == col(Answer.answer_id),
        col(bearing.commitment_id) == col(Answer.commitment_id),
        col(bearing.role) == Role.BEARS.value,
    )
    for answer in session.execute(select(Answer).where(~bears)).scalars():
        yield (
            f"evidence {answer.evidence_id} names {answer.answer_id} as its answer, "
            f"which does not bear on {answer.commitment_id}"
        )
