"""The ledgers: append-only chains of revisions in which any change shows.

One is public; the other is the desk's and is never served. Both are written by one algorithm.

A revision is canonical JSON (UTF-8, sorted keys, no spaces) of sequence, time, actor, action,
subject, load and digest, where digest is `sha256(salt + payload)`. Its hash is
`sha256(previous hash + that JSON)`, both in lower-case hexadecimal; before the first stand 64
zeros. docs/design.md, section 4.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from app.store.inserting import insert_rows
from app.store.tables import TABLES, LedgerHead

PUBLIC = "public"
DESK = "desk"
GENESIS = "0" * 64
_SALT_BYTES = 16
SALT_DIGITS = 2 * _SALT_BYTES
"""How long a salt is: what stands where it ends and the payload begins is no part of the digest."""
_BATCH = 5_000
REVISIONS = {PUBLIC: TABLES.tables["revision"], DESK: TABLES.tables["desk_revision"]}
"""The table of each ledger."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to record: what was done to which subject, with the canonical JSON of it.

    `subject` is the kind of thing (commitment, evidence, ...), `subject_id` its id.
    """

    action: str
    subject: str
    subject_id: str
    payload: str


class Recorder:
    """Appends to a ledger within one transaction, whose head it locks until the end."""

    def __init__(self, session: Session, actor: str, ledger: str = PUBLIC) -> None:
        """Lock the head of the ledger; other writers wait until this transaction ends."""
        self._session = session
        self._ledger = ledger
        self._actor = actor
        self._time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._rows: list[dict[str, Any]] = []
        found = session.execute(
            select(col(LedgerHead.sequence), col(LedgerHead.hash))
            .where(col(LedgerHead.ledger) == self._ledger)
            .with_for_update()
        ).one()
        self.sequence: int = found[0]
        self._hash: str = found[1]

    def record(self, happening: Happening, load: int | None = None) -> int:
        """Append one revision, and give its sequence number."""
        self.sequence += 1
        salt = secrets.token_hex(_SALT_BYTES)
        row: dict[str, Any] = {
            "sequence": self.sequence,
            "time": self._time,
            "actor": self._actor,
            "action": happening.action,
            "subject": happening.subject,
            "subject_id": happening.subject_id,
            "load": load,
            "digest": seal(salt, happening.payload),
        }
        self._hash = link_hash(self._hash, row)
        self._rows.append(row | {"payload": happening.payload, "salt": salt, "hash": self._hash})
        if len(self._rows) >= _BATCH:
            self._write()
        return self.sequence

    def record_all(self, happenings: Iterable[Happening], load: int | None = None) -> None:
        """Append one revision for each happening, in order."""
        for happening in happenings:
            self.record(happening, load)

    def close(self) -> None:
        """Write what is left, and move the head."""
        self._write()
        self._session.execute(
            update(LedgerHead)
            .where(col(LedgerHead.ledger) == self._ledger)
            .values(sequence=self.sequence, hash=self._hash)
        )

    def _write(self) -> None:
        insert_rows(self._session, REVISIONS[self._ledger], self._rows)
        self._rows = []


def seal(salt: str, payload: str) -> str:
    """Give the digest of a payload, which without its salt cannot be guessed back."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def link_hash(previous: str, row: dict[str, Any]) -> str:
    """Give the hash of a revision after the one whose hash is `previous`.

    `row` must hold sequence, time, actor, action, subject, subject_id, load and digest; other
    keys are left out.
    """
    signed = {
        "sequence": row["sequence"],
        "time": row["time"],
        "actor": row["actor"],
        "action": row["action"],
        "subject": f"{row['subject']}:{row['subject_id']}",
        "load": row["load"],
        "digest": row["digest"],
    }
    text = _CANONICAL.encode(signed)
    return hashlib.sha256((previous + text).encode()).hexdigest()
