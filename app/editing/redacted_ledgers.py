"""Removing what was recorded, from both ledgers, so that their chains still hold.

A hash covers the digest of a payload, not the payload: payload and salt can go, and without the
salt nobody can guess from the digest what was there.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text, update
from sqlmodel import Session, col

from app.domain.vocabulary import Action
from app.registry.plan import digest_of
from app.store.batches import batches
from app.store.redactions import MARKER
from app.store.tables import Revision
from app.store.tables.ledgers import DeskRevision

_BATCH = 500
_WORDS_OF_DESK = frozenset({"draft", "comment"})
# These hold days, ids and hashes: nothing that anybody wrote.
_WITHOUT_WORDS = (Action.RETIRED, Action.ANSWERED, Action.LOOKED_AT, Action.REDACTED)


def wordy_revisions(session: Session, noun: str, name: str, current: str | None) -> list[int]:
    """Give the public revisions of an entry that hold words of it.

    `current` is the SHA-256 of the entry where the file has it still. If they say nothing that is
    not in the file anyway, there are none.
    """
    found = (
        select(col(Revision.sequence), col(Revision.payload))
        .where(
            col(Revision.subject) == noun,
            col(Revision.subject_id) == name,
            col(Revision.payload).is_not(None),
            col(Revision.action).not_in([one.value for one in _WITHOUT_WORDS]),
        )
        .order_by(col(Revision.sequence))
    )
    wordy = [row for row in session.execute(found) if MARKER not in str(row.payload)]
    if all(digest_of(str(row.payload).encode()) == current for row in wordy):
        return []
    return [row.sequence for row in wordy]


def steps_about(session: Session, subjects: Sequence[str]) -> list[int]:
    """Give the revisions of the desk's ledger about these proposals and entries, by their ids."""
    found = (
        select(col(DeskRevision.sequence))
        .where(
            col(DeskRevision.subject_id).in_(subjects),
            col(DeskRevision.payload).is_not(None),
            col(DeskRevision.action) != Action.REDACTED.value,
        )
        .order_by(col(DeskRevision.sequence))
    )
    return list(session.execute(found).scalars())


def have_words(session: Session, steps: Sequence[int]) -> bool:
    """Say whether any of these revisions of the desk's ledger holds what somebody wrote."""
    for batch in batches(steps, _BATCH):
        payloads = select(col(DeskRevision.payload)).where(col(DeskRevision.sequence).in_(batch))
        for payload in session.execute(payloads).scalars():
            if _WORDS_OF_DESK & json.loads(payload or "{}").keys():
                return True
    return False


def forget(
    session: Session, ledger: type[Revision | DeskRevision], sequences: Sequence[int]
) -> None:
    """Remove payload and salt of these revisions for good."""
    if session.get_bind().dialect.name == "sqlite":
        # Else what is deleted stays in the file until something else is written there.
        session.execute(text("PRAGMA secure_delete = ON"))
    for batch in batches(sequences, _BATCH):
        session.execute(
            update(ledger)
            .where(col(ledger.sequence).in_(batch))
            .values(payload=None, salt=None)
            .execution_options(synchronize_session=False)
        )


def last_end(session: Session, noun: str, name: str) -> tuple[Action, dict[str, Any]] | None:
    """Give how the desk withdrew or replaced an entry: the action and what was recorded of it."""
    newest = (
        select(col(Revision.action), col(Revision.payload))
        .where(
            col(Revision.subject) == noun,
            col(Revision.subject_id) == name,
            col(Revision.action).in_([Action.WITHDRAWN.value, Action.REPLACED.value]),
        )
        .order_by(col(Revision.sequence).desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    if row is None or row.payload is None:
        return None
    return Action(row.action), json.loads(row.payload)
