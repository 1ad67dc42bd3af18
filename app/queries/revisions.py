"""Reading the public ledger: what was recorded, newest first."""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from app.queries.counting import count_all
from app.queries.cursors import Asked, Cursor, Step
from app.queries.shapes import Listing, RevisionLine
from app.queries.view import View
from app.store.tables import Revision

_ORDER = Cursor("revisions", (Step(col(Revision.sequence), is_descending=True),))


@dataclass(frozen=True, slots=True)
class RevisionFilters:
    """Which revisions to list: of one kind of thing, of one id, of one action; None for all."""

    subject: str | None = None
    id: str | None = None
    action: str | None = None


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
        )
        if value is not None
    ]
    page = _ORDER.page(view.session, select(Revision).where(*conditions), asked)
    counted = select().select_from(Revision).where(*conditions)
    return Listing[RevisionLine](
        items=[_line(row.Revision) for row in page.rows],
        next=page.next,
        total=count_all(view, filters, counted),
    )


def _line(row: Revision) -> RevisionLine:
    return RevisionLine(
        sequence=row.sequence,
        time=row.time,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        id=row.subject_id,
        load=row.load,
        payload=json.loads(row.payload) if row.payload is not None else None,
        salt=row.salt,
        digest=row.digest,
        hash=row.hash,
    )
