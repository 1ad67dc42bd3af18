"""Reading disputes and their answers, from the side of one piece of evidence."""

from typing import Any

from sqlalchemy import Row, Select, and_, literal, select, union_all
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.domain.vocabulary import Role
from app.queries.links import happened
from app.queries.shapes import Named
from app.queries.source_shapes import Exchange
from app.queries.view import View
from app.store.tables import Answer, Commitment, Document, Evidence, Instrument, Link


def exchanges_of(view: View, evidence: Evidence) -> tuple[list[Exchange], list[Exchange]]:
    """Give the disputes that evidence answers, and what answers its own, newest first.

    What counts no longer answers nothing. The other side counts, had happened by the view's day,
    and bears on a commitment that this evidence bears on.
    """
    answers, answered = col(Answer.answer_id), col(Answer.evidence_id)
    others = union_all(
        _others(answered, answers, evidence, is_answer=True),
        _others(answers, answered, evidence, is_answer=False),
    ).subquery()
    rows = view.session.execute(
        select(others.c.is_answer, Commitment, Evidence, Document.publisher)  # type: ignore[call-overload]
        .join(Evidence, col(Evidence.id) == others.c.other)
        .join(Document, col(Document.id) == col(Evidence.source))
        .join(
            Link,
            and_(
                col(Link.evidence_id) == others.c.other,
                col(Link.commitment_id) == others.c.commitment_id,
                col(Link.role) == Role.BEARS.value,
            ),
        )
        .join(Commitment, col(Commitment.id) == others.c.commitment_id)
        .join(Instrument, col(Instrument.id) == col(Commitment.instrument))
        .where(*happened(view), col(Instrument.adopted_first) <= view.day)
        .order_by(col(Evidence.date_first).desc(), col(Evidence.id), col(Commitment.position))
    ).all()
    counts = evidence.withdrawal is None and evidence.retired_on is None
    return (
        [_exchange(view, row) for row in rows if row.is_answer and counts],
        [_exchange(view, row) for row in rows if not row.is_answer],
    )


def _others(
    other: Mapped[str], own: Mapped[str], evidence: Evidence, *, is_answer: bool
) -> Select[Any]:
    """Select the other side, where the evidence stands in the column `own`."""
    # An answer is found by its commitment: there is no index of what it answers.
    bears_on = select(col(Link.commitment_id)).where(
        col(Link.evidence_id) == evidence.id, col(Link.role) == Role.BEARS.value
    )
    return (
        select()
        .add_columns(
            other.label("other"),
            col(Answer.commitment_id).label("commitment_id"),
            literal(value=is_answer).label("is_answer"),
        )
        .where(own == evidence.id, col(Answer.commitment_id).in_(bears_on))
    )


def _exchange(view: View, row: Row[*tuple[Any, ...]]) -> Exchange:
    evidence: Evidence = row.Evidence
    commitment: Commitment = row.Commitment
    return Exchange(
        id=evidence.id,
        date=evidence.date,
        publisher=view.tongue.pick(row.publisher),
        summary=view.tongue.pick(evidence.summary),
        commitment=Named(id=commitment.id, title=view.tongue.pick(commitment.title)),
    )
