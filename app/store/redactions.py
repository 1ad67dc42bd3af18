"""What redactions removed from the ledgers, and whether it is really gone.

A redaction is a revision whose payload names the revisions of its own ledger that it emptied. Of
what it is about nothing older may be left to read: not in the public ledger, and not in what the
desk's ledger recorded of the proposals it came from.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Table, or_, select
from sqlmodel import Session, col

from app.domain.vocabulary import Action
from app.store.ledger import DESK, PUBLIC, REVISIONS
from app.store.tables.desk import Proposal
from app.store.tables.ledgers import ADDITION

MARKER = "[removed to protect a person]"
"""What stands wherever a text was: in rows, and in what is recorded of them afterwards."""

_WITH_CONTENT = (Action.ADDED, Action.CHANGED, Action.RESTORED, Action.PUBLISHED, Action.ADOPTED)


def emptied_by(session: Session, ledger: str) -> dict[int, int]:
    """Give the numbers of the revisions that redactions say they emptied, with that redaction's.

    A redaction can only empty what came before it.
    """
    return {
        number: row.sequence
        for row in _redactions(session, REVISIONS[ledger])
        for number in json.loads(row.payload)["revisions"]
        if number < row.sequence
    }


def broken_promises(session: Session) -> Iterator[str]:
    """Name what redactions should have removed and did not."""
    for ledger, table in REVISIONS.items():
        yield from _still_there(session, ledger, table)
    for row in _redactions(session, REVISIONS[PUBLIC]):
        yield from _still_told(session, row)


def _redactions(session: Session, table: Table) -> list[Row[Any]]:
    rows = select(table).where(
        table.c.action == Action.REDACTED.value,
        table.c.action != ADDITION,
        table.c.payload.is_not(None),
    )
    return list(session.execute(rows.order_by(table.c.sequence)).all())


def _still_there(session: Session, ledger: str, table: Table) -> Iterator[str]:
    emptied = emptied_by(session, ledger)
    kept = select(table.c.sequence).where(
        table.c.sequence.in_(emptied), or_(table.c.payload.is_not(None), table.c.salt.is_not(None))
    )
    for number in session.execute(kept.order_by(table.c.sequence)).scalars():
        yield (
            f"{name_of(ledger, number)} was redacted by number {emptied[number]}, "
            "and what it said is still there"
        )


def _still_told(session: Session, redaction: Row[Any]) -> Iterator[str]:
    """Name older revisions about the same thing that still hold its content."""
    public, desk = REVISIONS[PUBLIC], REVISIONS[DESK]
    name = redaction.subject_id
    is_marked = public.c.payload.contains(MARKER, autoescape=True)
    told = select(public.c.sequence).where(
        public.c.subject_id == name,
        public.c.subject == redaction.subject,
        public.c.sequence < redaction.sequence,
        public.c.action.in_([action.value for action in _WITH_CONTENT]),
        public.c.payload.is_not(None),
        ~is_marked,
    )
    proposals = select(col(Proposal.id)).where(
        or_(col(Proposal.entry_id) == name, col(Proposal.document_id) == name)
    )
    drafted = select(desk.c.sequence).where(
        or_(desk.c.subject_id == name, desk.c.subject_id.in_(proposals)),
        desk.c.time < redaction.time,
        desk.c.action != Action.REDACTED.value,
        desk.c.payload.is_not(None),
    )
    for ledger, rows in ((PUBLIC, told), (DESK, drafted)):
        for number in session.execute(rows.order_by("sequence")).scalars():
            yield (
                f"{name_of(ledger, number)} still tells what was redacted of "
                f"{redaction.subject} {name}"
            )


def name_of(ledger: str, number: int | str) -> str:
    """Give what a revision is called in messages: the public ones by their number alone."""
    return f"revision {number}" if ledger == PUBLIC else f"revision {number} of the desk's ledger"
