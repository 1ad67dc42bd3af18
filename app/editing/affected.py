"""Which rows hang together: evidence of a document, commitments of evidence."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.vocabulary import Role
from app.store.readings import counts, rewrite_readings
from app.store.search import rewrite_search
from app.store.tables import Commitment, Evidence, Link
from app.store.tallies import READINGS, kept


def evidence_from(session: Session, document: str) -> list[str]:
    """Give the evidence that stands in a document now, and counts."""
    found = select(col(Evidence.id)).where(col(Evidence.source) == document, *counts())
    return list(session.execute(found.order_by(col(Evidence.id))).scalars())


def evidence_under(session: Session, document: str) -> list[str]:
    """Give all evidence that stands in a document now, withdrawn and retired too."""
    found = select(col(Evidence.id)).where(col(Evidence.source) == document)
    return list(session.execute(found.order_by(col(Evidence.id))).scalars())


def commitments_of(session: Session, evidence: Iterable[str]) -> set[str]:
    """Give the commitments that some evidence bears on or is context for."""
    ids = list(evidence)
    found = select(col(Link.commitment_id)).where(col(Link.evidence_id).in_(ids))
    return set(session.execute(found).scalars())


def borne_on(session: Session, evidence: str) -> list[str]:
    """Give the commitments that a piece of evidence bears on, those for which it is context not."""
    found = select(col(Link.commitment_id)).where(
        col(Link.evidence_id) == evidence, col(Link.role) == Role.BEARS.value
    )
    return list(session.execute(found.order_by(col(Link.commitment_id))).scalars())


def read_anew(session: Session, commitments: Iterable[str]) -> None:
    """Derive readings and search index of some commitments from the rows as they are now."""
    in_order = select(col(Commitment.id)).where(col(Commitment.id).in_(list(commitments)))
    ids = list(session.execute(in_order.order_by(col(Commitment.key))).scalars())
    with kept(session, READINGS, ids):
        rewrite_readings(session, ids)
    rewrite_search(session, ids)
