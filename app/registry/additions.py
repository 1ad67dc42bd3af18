"""What the desk added to an entry without touching it: a withdrawal, answers, a look.

The entry stays as it was published or as the file has it; what the desk decided stands beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from app.domain.vocabulary import Owner
from app.registry.rows import REPLACEABLE, TABLE_OF, table_of
from app.store.tables import Answer, Commitment


@dataclass(slots=True)
class Additions:
    """What the desk added to one entry, in the form the file has for it.

    `answers` are the ids of answering evidence by commitment, of a contest.
    """

    withdrawn: dict[str, Any] | None = None
    looked_at: str | None = None
    answers: dict[str, list[str]] = field(default_factory=dict)


NOTHING_ADDED = Additions()


def additions_in(session: Session, section: str, ids: Sequence[str]) -> dict[str, Additions]:
    """Give what the desk added to those of these entries to which it added anything."""
    if section == "commitments":
        return {name: Additions(looked_at=day) for name, day in session.execute(_looks(ids))}
    if section not in REPLACEABLE:
        return {}
    withdrawn = session.execute(withdrawn_by_desk(section, ids))
    found = {name: Additions(withdrawn=withdrawal) for name, withdrawal in withdrawn}
    for row in desk_answers(session, ids) if section == "evidence" else ():
        answers = found.setdefault(row["evidence_id"], Additions()).answers
        answers.setdefault(row["commitment_id"], []).append(row["answer_id"])
    return found


def withdrawn_by_desk(section: str, ids: Sequence[str] | None = None) -> Select[Any]:
    """Select id and withdrawal of what the desk withdrew and the file, as last loaded, did not."""
    table = table_of(TABLE_OF[section])
    rows = select(table.c.id, table.c.withdrawal).where(
        table.c.withdrawn.is_(None), table.c.withdrawal.is_not(None)
    )
    return rows if ids is None else rows.where(table.c.id.in_(ids))


def _looks(ids: Sequence[str]) -> Select[Any]:
    said, holds = col(Commitment.looked_at), col(Commitment.last_looked_at)
    rows = select().add_columns(col(Commitment.id), holds)
    return rows.where(col(Commitment.id).in_(ids), or_(said.is_(None), said != holds))


def desk_answers(session: Session, contests: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the rows of answers to these contests that are the desk's, in a lasting order."""
    table = table_of(Answer)
    rows = session.execute(
        select(table)
        .where(table.c.evidence_id.in_(contests), table.c.owner == Owner.DESK.value)
        .order_by(table.c.evidence_id, table.c.commitment_id, table.c.place, table.c.answer_id)
    ).mappings()
    yield from (dict(row) for row in rows)
