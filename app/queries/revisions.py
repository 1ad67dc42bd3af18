"""Reading the public ledger: what was recorded, newest first, and how far it has come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal_column, select
from sqlmodel import col

from app.domain.vocabulary import Action
from app.queries.counting import count_all
from app.queries.cursors import Asked, Cursor, Step
from app.queries.languages import Words
from app.queries.names import Thing, names_of
from app.queries.revision_shapes import Ledger, RevisionLine
from app.queries.shapes import Listing
from app.queries.view import View
from app.store.ledger import PUBLIC
from app.store.redactions import emptied_by
from app.store.tables import Revision
from app.store.tables.ledgers import ADDITION

BESIDES_ADDED = col(Revision.action) != ADDITION
"""The condition of the index of what is rarer than additions; its value is part of its text."""

_OF_A_SUBJECT = col(Revision.subject) != literal_column("''")

NEWEST_FIRST = Cursor("revisions", (Step(col(Revision.sequence), is_descending=True),))
"""The order of every list of revisions."""


@dataclass(frozen=True, slots=True)
class RevisionFilters:
    """Which revisions to list: of a kind of thing, an id, an action, one number; None for all."""

    subject: str | None = None
    id: str | None = None
    action: str | None = None
    sequence: int | None = None


def list_revisions(view: View, filters: RevisionFilters, asked: Asked) -> Listing[RevisionLine]:
    """List revisions, newest first.

    Raises:
        BadParameterError: for a cursor that this list did not give.

    """
    conditions = [
        column == value
        for column, value in (
            (col(Revision.subject), filters.subject),
            (col(Revision.subject_id), filters.id),
            (col(Revision.action), filters.action),
            (col(Revision.sequence), filters.sequence),
        )
        if value is not None
    ]
    if filters.action not in {None, Action.ADDED.value}:
        # For the index, which leaves out what nearly all revisions are.
        conditions.append(BESIDES_ADDED)
    elif filters.subject is not None:
        conditions.append(_OF_A_SUBJECT)
    page = NEWEST_FIRST.page(view.session, select(Revision).where(*conditions), asked)
    rows = [row.Revision for row in page.rows]
    names = names_of(view, [(row.subject, row.subject_id) for row in rows])
    counted = select().select_from(Revision).where(*conditions)
    return Listing[RevisionLine](
        items=[_line(row, names) for row in rows],
        next=page.next,
        # They are numbered without a gap.
        total=count_all(view, filters, counted) if conditions else view.revision,
    )


def read_ledger(view: View) -> Ledger:
    """Give the number and hash of the newest revision, and how many were redacted."""
    return Ledger(
        revisions=view.revision,
        hash=view.head,
        time=view.revised,
        redacted=len(emptied_by(view.session, PUBLIC)),
    )


def brief_fields(row: Revision, names: Mapping[Thing, Words]) -> dict[str, Any]:
    """Give who did what to which thing, and when; `names` may know what the thing is called."""
    return {
        "sequence": row.sequence,
        "time": row.time,
        "actor": row.actor,
        "action": row.action,
        "subject": row.subject,
        "id": row.subject_id,
        "title": names.get((row.subject, row.subject_id)),
    }


def _line(row: Revision, names: Mapping[Thing, Words]) -> RevisionLine:
    return RevisionLine(
        **brief_fields(row, names),
        load=row.load,
        payload=json.loads(row.payload) if row.payload is not None else None,
        salt=row.salt,
        digest=row.digest,
        hash=row.hash,
    )
