"""Checking that the rows of the database are what the public ledger says was recorded."""

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.vocabulary import Action
from app.registry.parts import pack
from app.registry.plan import digest_of
from app.registry.rows import NOUN_OF, TABLE_OF, entries_in
from app.store.tables import Revision

_BATCH = 500


def altered_rows(session: Session) -> Iterator[str]:
    """Name every row whose content is not the one its newest revision recorded."""
    for section, table in TABLE_OF.items():
        noun = NOUN_OF[section]
        ids = list(session.execute(select(col(table.id)).order_by(col(table.id))).scalars())  # type: ignore[attr-defined]
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            recorded = _recorded(session, noun, batch)
            for name, entry in entries_in(session, section, batch).items():
                if digest_of(pack(entry)) != recorded.get(name):
                    yield f"{noun} {name}: its row is not what the ledger recorded of it"


def _recorded(session: Session, noun: str, names: list[str]) -> dict[str, str]:
    """Give the SHA-256 of each entry as its newest revision with content recorded it."""
    newest = (
        select(func.max(col(Revision.sequence)))
        .where(col(Revision.subject) == noun, col(Revision.subject_id).in_(names))
        .where(col(Revision.action) != Action.RETIRED.value)
        .group_by(col(Revision.subject_id))
    )
    rows = session.execute(select(Revision).where(col(Revision.sequence).in_(newest))).scalars()
    return {row.subject_id: _digest(row) for row in rows}


def _digest(row: Revision) -> str:
    payload = row.payload or ""
    if row.action == Action.CHANGED:
        return str(json.loads(payload)["entry_sha256"])
    return hashlib.sha256(payload.encode()).hexdigest()
