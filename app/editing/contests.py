"""Contests and what answers them: which are open, and which answers a correction keeps."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.readings import Bearing, open_contests
from app.domain.vocabulary import Status
from app.store.readings import bearings_of, counts
from app.store.tables import Answer, Evidence, Link

Facts = dict[str, list[Bearing]]
"""What bears on each commitment, by its id."""


def without(facts: Facts, gone: Collection[str]) -> Facts:
    """Give the facts as they would be without some evidence."""
    return {
        commitment: [one for one in bearings if one.evidence not in gone]
        for commitment, bearings in facts.items()
    }


def open_on(
    session: Session, commitments: Sequence[str], today: date, gone: Collection[str] = ()
) -> dict[str, set[str]]:
    """Give the contests of each commitment that nothing answers today, without some evidence."""
    if not commitments:
        return {}
    facts = without(bearings_of(session, commitments), gone)
    return {
        commitment: {
            one.evidence
            for one in open_contests(fact for fact in bearings if fact.first_day <= today)
        }
        for commitment, bearings in facts.items()
    }


def kept_answers(
    session: Session, contest: str, commitments: Collection[str]
) -> list[tuple[str, str]]:
    """Give (commitment, answer) of a contest, as far as a correction of it contests these too.

    The answers were given to what it says, so that correcting it does not undo them.
    """
    found = (
        select(col(Answer.commitment_id), col(Answer.answer_id))
        .join(Evidence, col(Evidence.id) == col(Answer.answer_id))
        .where(
            col(Answer.evidence_id) == contest,
            col(Answer.commitment_id).in_(commitments),
            *counts(),
        )
        .order_by(col(Answer.commitment_id), col(Answer.place), col(Answer.answer_id))
    )
    return [(row.commitment_id, row.answer_id) for row in session.execute(found)]


def answered_with(session: Session, answer: str) -> list[tuple[str, str]]:
    """Give (contest, commitment) of every contest in force that a piece of evidence answers."""
    found = (
        select(col(Answer.evidence_id), col(Answer.commitment_id))
        .join(Evidence, col(Evidence.id) == col(Answer.evidence_id))
        .join(
            Link,
            (col(Link.evidence_id) == col(Answer.evidence_id))
            & (col(Link.commitment_id) == col(Answer.commitment_id)),
        )
        .where(
            col(Answer.answer_id) == answer,
            col(Link.status) == Status.CONTESTED.value,
            *counts(),
        )
        .order_by(col(Answer.evidence_id), col(Answer.commitment_id))
    )
    return [(row.evidence_id, row.commitment_id) for row in session.execute(found)]
