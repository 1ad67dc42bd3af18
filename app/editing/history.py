"""What happened to a proposal, step by step, and every text it ever had: from the desk's ledger."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select
from sqlmodel import Session, col

from app.domain.messages import message
from app.editing.drafts import Draft
from app.editing.recording import PROPOSAL
from app.errors import NotFoundError
from app.queries.languages import Tongue
from app.store.tables.ledgers import DeskRevision

NO_SUCH_VERSION = message(
    "There is no version {version} of this proposal: choose one from its history."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One act: when (UTC, ISO 8601), who by role and number, and what was recorded of it.

    `action` is a verb of the workflow, a state that another publication led to, or `redacted`.
    `payload` is None where it was removed to protect a person.
    """

    sequence: int
    time: str
    actor: str
    action: str
    payload: dict[str, Any] | None

    @property
    def version(self) -> int | None:
        """The version that the act led to, where it is known."""
        version = (self.payload or {}).get("version")
        return version if isinstance(version, int) else None


def history_of(session: Session, proposal_id: str) -> list[Step]:
    """Give every act on a proposal, oldest first."""
    rows = session.execute(
        select(inspect(DeskRevision).local_table)
        .where(col(DeskRevision.subject) == PROPOSAL, col(DeskRevision.subject_id) == proposal_id)
        .order_by(col(DeskRevision.sequence))
    ).all()
    return [
        Step(
            row.sequence,
            row.time,
            row.actor,
            row.action,
            None if row.payload is None else json.loads(row.payload),
        )
        for row in rows
    ]


def draft_at(session: Session, tongue: Tongue, proposal_id: str, version: int) -> Draft:
    """Give the text that a proposal had at a version.

    Raises:
        NotFoundError: when it never had that version, or its text was removed.

    """
    steps = [one for one in history_of(session, proposal_id) if one.version is not None]
    drafts = [
        one.payload["draft"]
        for one in steps
        if one.payload and "draft" in one.payload and (one.version or 0) <= version
    ]
    if not drafts or version not in {one.version for one in steps}:
        raise NotFoundError(tongue.say(NO_SUCH_VERSION, version=version))
    return Draft.model_validate(drafts[-1])
