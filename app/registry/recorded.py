"""What the public ledger says of an entry: its content, its owner, and what the desk decided.

Nothing here looks at the rows of entries: `app/registry/verification.py` compares them with this.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlmodel import Session, col

from app.domain.vocabulary import Action, Owner
from app.store.tables import Revision

_WHOLE = (Action.ADDED, Action.RESTORED, Action.PUBLISHED)
_IN_PART = (Action.CHANGED, Action.ADOPTED)
_WITHDRAWING = (Action.WITHDRAWN, Action.REPLACED)
_DECIDING = (*_WITHDRAWING, Action.ANSWERED)
_OWNING = (Action.ADDED, Action.ADOPTED, Action.PUBLISHED)


@dataclass(slots=True)
class Decisions:
    """What the desk decided about an entry, and the file has not taken over since.

    `answers` are pairs of commitment and answering evidence. Where a redaction removed what was
    recorded, it is no longer known which withdrawal, or which answers.
    """

    withdrawn: dict[str, Any] | None = None
    is_withdrawal_known: bool = True
    is_withdrawal_over: bool = False
    answers: set[tuple[str, str]] = field(default_factory=set)
    are_answers_known: bool = True

    def follow(self, action: str, payload: dict[str, Any] | None) -> None:
        """Take in one revision, from the oldest to the newest."""
        if action in _WITHDRAWING:
            self.is_withdrawal_over = False
            self.is_withdrawal_known = payload is not None
            self.withdrawn = payload and {key: payload[key] for key in ("on", "reason")}
        elif action == Action.ANSWERED:
            self.are_answers_known &= payload is not None
            self.answers |= {(payload["commitment"], payload["answer"])} if payload else set()
        elif payload is not None:
            self._hand_over(action, payload)
        else:
            self.are_answers_known &= not self.answers
            self.is_withdrawal_over = self.withdrawn is not None or not self.is_withdrawal_known

    def _hand_over(self, action: str, payload: dict[str, Any]) -> None:
        """Forget what the file has taken over: from then on it says whether that holds."""
        is_whole = action in _WHOLE
        said = payload if is_whole else {one["key"]: one["new"] for one in payload["changes"]}
        if "withdrawn" in said:
            self.withdrawn, self.is_withdrawal_known = None, True
        for commitment, standing in (said.get("bears_on") or {}).items():
            named = {(commitment, answer) for answer in standing.get("answered_by", ())}
            self.answers -= named


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger says of an entry: its SHA-256, since when it is retired, whose it is."""

    sha256: str
    retired_on: date | None
    owner: str
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class _Newest:
    """The numbers of the newest revisions of an entry that decide, 0 where there is none."""

    name: str
    filled: int
    redacted: int
    lived: int
    owned: int
    decided: int

    @property
    def is_entry(self) -> bool:
        """Whether the ledger ever held its content."""
        return self.filled > 0


def recorded(session: Session, noun: str, names: Sequence[str]) -> dict[str, Recorded]:
    """Read what the ledger says of these entries; of those it never held nothing is given."""
    newest = [one for one in _newest(session, noun, names) if one.is_entry]
    numbers = {
        number for one in newest for number in (one.filled, one.redacted, one.lived, one.owned)
    }
    rows = session.execute(
        select(col(Revision.sequence), col(Revision.action), col(Revision.payload)).where(
            col(Revision.sequence).in_(numbers)
        )
    )
    revisions = {row.sequence: row for row in rows}
    decisions = _decisions(session, noun, [one.name for one in newest if one.decided])
    return {
        one.name: Recorded(
            sha256=_digest(revisions[one.filled], revisions.get(one.redacted)),
            retired_on=_retired_on(revisions[one.lived]),
            owner=_owner(revisions[one.owned]),
            decisions=decisions.get(one.name) or Decisions(),
        )
        for one in newest
    }


def _newest(session: Session, noun: str, names: Sequence[str]) -> list[_Newest]:
    subject_id = col(Revision.subject_id)
    rows = session.execute(
        select()
        .add_columns(
            subject_id,
            _last((*_WHOLE, *_IN_PART)),
            _last((Action.REDACTED,)),
            _last((*_WHOLE, *_IN_PART, Action.RETIRED)),
            _last(_OWNING),
            _last(_DECIDING),
        )
        .where(col(Revision.subject) == noun, subject_id.in_(names))
        .group_by(subject_id)
    )
    return [_Newest(*row) for row in rows]


def _last(actions: Iterable[Action]) -> ColumnElement[int]:
    is_one = col(Revision.action).in_([action.value for action in actions])
    return func.coalesce(func.max(case((is_one, col(Revision.sequence)))), 0)


def _digest(filled: Row[Any], redacted: Row[Any] | None) -> str:
    """Give the SHA-256 of the entry as it was last recorded, or as a redaction left it since."""
    if redacted is not None and redacted.sequence > filled.sequence:
        left = json.loads(redacted.payload)["entry_sha256"]
        if left is not None:
            return str(left)
    if filled.action in _IN_PART:
        return str(json.loads(filled.payload)["entry_sha256"])
    return hashlib.sha256((filled.payload or "").encode()).hexdigest()


def _retired_on(row: Row[Any]) -> date | None:
    if row.action != Action.RETIRED:
        return None
    return date.fromisoformat(json.loads(row.payload)["retired_on"])


def _owner(row: Row[Any]) -> str:
    return (Owner.DESK if row.action == Action.PUBLISHED else Owner.REGISTRY).value


def _decisions(session: Session, noun: str, names: Sequence[str]) -> dict[str, Decisions]:
    """Go through all revisions of entries about which the desk decided anything."""
    rows = session.execute(
        select(col(Revision.subject_id), col(Revision.action), col(Revision.payload))
        .where(col(Revision.subject) == noun, col(Revision.subject_id).in_(names))
        .where(col(Revision.action).in_([one.value for one in (*_WHOLE, *_IN_PART, *_DECIDING)]))
        .order_by(col(Revision.subject_id), col(Revision.sequence))
    )
    found: dict[str, Decisions] = {}
    for name, group in groupby(rows, key=lambda row: row.subject_id):
        decisions = found[name] = Decisions()
        for row in group:
            decisions.follow(row.action, None if row.payload is None else json.loads(row.payload))
    return found
