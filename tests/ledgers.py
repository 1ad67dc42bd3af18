"""Looking at the public ledger."""

from sqlalchemy import select
from sqlmodel import Session, col

from app.store.ledger import PUBLIC
from app.store.tables import LedgerHead


def newest_sequence(session: Session) -> int:
    """Give the number of the newest revision."""
    head = select(col(LedgerHead.sequence)).where(col(LedgerHead.ledger) == PUBLIC)
    return int(session.execute(head).scalar_one())
