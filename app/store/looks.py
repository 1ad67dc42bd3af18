"""When somebody last looked for news of a commitment.

It is the newest of what the file says, a look that the desk recorded, and the publication of
evidence that bears on it (docs/design.md, section 4). A revision knows its time in UTC and not the
calendar of the desk, so a publication may count for the day before or after, too.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from app.domain.vocabulary import Action, Role, Subject
from app.store.batches import batches
from app.store.tables import TABLES, Commitment, Link, Revision

_BATCH = 2_000
_A_DAY = timedelta(days=1)
_STEPS = (-_A_DAY, timedelta(0), _A_DAY)
_COMMITMENTS = TABLES.tables["commitment"]


@dataclass(slots=True)
class Looks:
    """What is known of the looks at one commitment, as ISO text: whole days, the file's in part.

    `holds` is what its row says. `exact` are the days that the file and looks name, `published`
    those in UTC of publications. As text, a day sorts behind the month it is in.
    """

    holds: str | None
    exact: set[str] = field(default_factory=set)
    published: set[date] = field(default_factory=set)

    @property
    def newest(self) -> str | None:
        """The newest of all, None when nobody is known to have looked."""
        return max({*self.exact, *map(str, self.published)}, default=None)

    @property
    def is_right(self) -> bool:
        """Whether the row says what the file and the ledger give."""
        if self.holds is None or not (self.exact or self.published):
            return self.holds == self.newest
        around = {str(day + step) for day in self.published for step in _STEPS}
        least = max({*self.exact, *(str(day - _A_DAY) for day in self.published)})
        return self.holds >= least and self.holds in self.exact | around


def looks_at(session: Session, ids: Sequence[str]) -> dict[str, Looks]:
    """Give what is known of the looks at each of these commitments."""
    rows = session.execute(
        select(col(Commitment.id), col(Commitment.looked_at), col(Commitment.last_looked_at))
        .where(col(Commitment.id).in_(ids))
        .order_by(col(Commitment.id))
    )
    found = {
        row.id: Looks(row.last_looked_at, {row.looked_at} if row.looked_at else set())
        for row in rows
    }
    for name, day in _recorded(session, ids):
        found[name].exact.add(day)
    for name, time in _publications(session, ids):
        found[name].published.add(date.fromisoformat(time[:10]))
    return found


def _recorded(session: Session, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    rows = session.execute(
        select(col(Revision.subject_id), col(Revision.payload))
        .where(col(Revision.subject_id).in_(ids), col(Revision.payload).is_not(None))
        .where(col(Revision.subject) == Subject.COMMITMENT.value)
        .where(col(Revision.action) == Action.LOOKED_AT.value)
    )
    for name, payload in rows:
        yield name, json.loads(payload)["on"]


def _publications(session: Session, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    rows = session.execute(
        select(col(Link.commitment_id), col(Revision.time))
        .join(Revision, col(Revision.subject_id) == col(Link.evidence_id))
        .where(col(Link.commitment_id).in_(ids), col(Link.role) == Role.BEARS.value)
        .where(col(Revision.subject) == Subject.EVIDENCE.value)
        .where(col(Revision.action) == Action.PUBLISHED.value)
    )
    yield from ((row[0], row[1]) for row in rows)


def settle_looks(session: Session, commitments: Iterable[str]) -> None:
    """Write when each of these commitments was last looked at, where its row says otherwise."""
    for ids in batches(commitments, _BATCH):
        wrong = [
            {"_id": name, "_day": looks.newest}
            for name, looks in looks_at(session, ids).items()
            if not looks.is_right
        ]
        if wrong:
            setting = update(_COMMITMENTS).where(_COMMITMENTS.c.id == bindparam("_id"))
            session.connection().execute(setting.values(last_looked_at=bindparam("_day")), wrong)
