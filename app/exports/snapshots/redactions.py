"""Which snapshots hold something that was redacted after they were made.

Until such a snapshot is replaced, nobody gets it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.vocabulary import Action
from app.exports.snapshots.shelf import Emptied, Kept, list_kept
from app.queries.revisions import BESIDES_ADDED
from app.store.tables import Revision


@dataclass(frozen=True, slots=True)
class Redaction:
    """One redaction: its number, what it is about, and the revisions it says it emptied.

    `first` is the number of the first revision about the same thing: a snapshot from before that
    cannot hold anything of it.
    """

    revision: int
    subject: str
    subject_id: str
    first: int
    emptied: tuple[int, ...]

    def within(self, length: int) -> Emptied:
        """Give what of it concerns a ledger of this length."""
        return Emptied(self.revision, tuple(one for one in self.emptied if one <= length))


def redactions_in(session: Session) -> list[Redaction]:
    """Read every redaction of the public ledger, oldest first."""
    earlier = aliased(Revision)
    first = (
        select(func.min(col(earlier.sequence)))
        .where(
            col(earlier.subject_id) == col(Revision.subject_id),
            col(earlier.subject) == col(Revision.subject),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            col(Revision.sequence),
            col(Revision.subject),
            col(Revision.subject_id),
            first,
            col(Revision.payload),
        )
        .where(col(Revision.action) == Action.REDACTED.value, BESIDES_ADDED)
        .order_by(col(Revision.sequence))
    )
    return [
        Redaction(sequence, subject, subject_id, began, tuple(json.loads(payload)["revisions"]))
        for sequence, subject, subject_id, began, payload in rows
    ]


def withheld(session: Session, folder: Path) -> list[Kept]:
    """Give the snapshots of a folder that wait to be replaced: nobody gets them meanwhile."""
    redactions = redactions_in(session)
    return [one for one in list_kept(folder) if outstanding(one, redactions)]


def outstanding(kept: Kept, redactions: Sequence[Redaction]) -> list[Redaction]:
    """Give the redactions that a snapshot was not replaced for yet."""
    done = {one.revision for one in kept.replacement.redactions} if kept.replacement else set()
    length = kept.checkpoint.length
    return [
        one for one in redactions if one.revision > length >= one.first and one.revision not in done
    ]
