"""Looked at, nothing new: a day is published, and no text, so that nobody else has to agree."""

import json

from sqlalchemy import select
from sqlmodel import col

from app.domain.vocabulary import Action, Subject
from app.domain.workflow import Verb
from app.editing.desk import Desk
from app.editing.in_force import why_not_in_force
from app.editing.public_rows import PublicRows
from app.editing.recording import record_about
from app.errors import ConflictError
from app.store.tables import Commitment, Revision
from app.store.tallies import LOOKS, kept


def look(desk: Desk, commitment_id: str) -> None:
    """Record that somebody looked for news of a commitment today and found none.

    Once a day is enough: looking again changes nothing.

    Raises:
        NotAllowedError: when the actor may not.
        ConflictError: when there is no such commitment in force.

    """
    desk.demand(Verb.LOOK)
    why_not = why_not_in_force(desk.session, Subject.COMMITMENT.value, commitment_id)
    if why_not is not None:
        raise ConflictError(why_not.said(desk.tongue)[1])
    today = desk.today.isoformat()
    if _last_look(desk, commitment_id) == today:
        return
    row = desk.session.get_one(Commitment, commitment_id, populate_existing=True)
    with kept(desk.session, LOOKS, [commitment_id]):
        row.last_looked_at = today
        desk.session.flush()
    rows = PublicRows(desk)
    rows.record(Action.LOOKED_AT, Subject.COMMITMENT.value, commitment_id, {"on": today})
    rows.close()
    record_about(desk, Verb.LOOK, Subject.COMMITMENT.value, commitment_id, on=today)


def _last_look(desk: Desk, commitment_id: str) -> str | None:
    newest = (
        select(col(Revision.payload))
        .where(
            col(Revision.subject_id) == commitment_id,
            col(Revision.subject) == Subject.COMMITMENT.value,
            col(Revision.action) == Action.LOOKED_AT.value,
        )
        .order_by(col(Revision.sequence).desc())
        .limit(1)
    )
    payload = desk.session.execute(newest).scalar_one_or_none()
    return str(json.loads(payload)["on"]) if payload else None
