"""Ending at once whatever an account could still be used with."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.accounts.moments import text_of
from app.domain.workflow import Purpose
from app.store.tables.accounts import ApiToken, OneTimeLink, StaffSession


def end_sessions(session: Session, number: int, keep: str | None = None) -> None:
    """End the sessions of an account, all but the one whose id is `keep`."""
    ended = delete(StaffSession).where(col(StaffSession.account) == number)
    session.execute(ended.where(col(StaffSession.id) != keep) if keep else ended)


def end_tokens(session: Session, number: int, now: datetime) -> None:
    """End the tokens of an account; they stay listed, as ended."""
    mine = (col(ApiToken.account) == number, col(ApiToken.ended_at).is_(None))
    session.execute(update(ApiToken).where(*mine).values(ended_at=text_of(now)))


def end_links(session: Session, number: int | None, purpose: Purpose | None = None) -> None:
    """End the unused links of an account (None: of nobody yet), or those for one purpose."""
    unused = delete(OneTimeLink).where(
        col(OneTimeLink.account).is_not_distinct_from(number), col(OneTimeLink.used_at).is_(None)
    )
    session.execute(unused.where(col(OneTimeLink.purpose) == purpose.value) if purpose else unused)
