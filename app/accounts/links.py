"""One-time links: an address that lets its bearer set a password, handed over by a person.

Only the SHA-256 of the token in it is stored. Making another one for the same purpose ends the
older ones; using one ends all of that account. A reset, made or used, ends the tokens of tools too:
whoever lost a password may have lost those with it, and somebody else may have made new ones.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from app.accounts.administering import must_administer
from app.accounts.endings import end_links, end_tokens
from app.accounts.events import Event, Subject, record
from app.accounts.moments import text_of
from app.accounts.people import Person, count_people, find_person
from app.accounts.secret_texts import hash_secret, new_secret
from app.domain.messages import message
from app.domain.workflow import Actor, Purpose
from app.errors import ConflictError, NotFoundError
from app.store.tables.accounts import OneTimeLink

LASTING = {
    Purpose.SETUP: timedelta(hours=24),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.RESET: timedelta(hours=24),
}
_KEPT = timedelta(days=30)

NO_LONGER = message(
    "This address was used already, is too old, or was replaced: ask whoever gave it to you for a "
    "new one."
)
IS_DISABLED = message("This account is disabled: enable it first.")


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for and whose it is (nobody's, for the first administrator), until when."""

    purpose: Purpose
    person: Person | None
    expires_at: str


def make_link(
    session: Session, purpose: Purpose, number: int, by: Actor | None, moment: datetime
) -> str:
    """Make the link by which an account gets a password, and give its token, shown this once.

    Raises:
        ConflictError: when the account is disabled.
        NotFoundError: when nobody has this number.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    person = find_person(session, number)
    if person.disabled_at is not None:
        raise ConflictError(IS_DISABLED)
    _end_tokens(session, purpose, number, moment)
    token = _store(session, purpose, number, moment)
    subject = (Subject.ACCOUNT, str(number))
    record(session, by, Event.LINK_MADE, subject, role=person.role.value, purpose=purpose.value)
    return token


def make_setup_link(session: Session, moment: datetime) -> str | None:
    """Make the link for the first administrator; None, and no such link, when accounts exist."""
    if count_people(session):
        end_links(session, None)
        return None
    return _store(session, Purpose.SETUP, None, moment)


def find_link(session: Session, token: str, moment: datetime) -> Link | None:
    """Say what a link is for, without using it; None when it is of no use any more."""
    row = session.execute(
        select(OneTimeLink)
        .where(
            col(OneTimeLink.token_hash) == hash_secret(token),
            col(OneTimeLink.used_at).is_(None),
            col(OneTimeLink.expires_at) > text_of(moment),
        )
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        return None
    person = find_person(session, row.account) if row.account is not None else None
    is_dead = person.disabled_at is not None if person else count_people(session) > 0
    return None if is_dead else Link(Purpose(row.purpose), person, row.expires_at)


def use_link(session: Session, token: str, moment: datetime) -> Link:
    """Use a link up: of many who try at once, one succeeds.

    Raises:
        NotFoundError: when it is of no use any more.

    """
    link = find_link(session, token, moment)
    used: CursorResult[Any] = session.connection().execute(
        update(OneTimeLink)
        .where(
            col(OneTimeLink.token_hash) == hash_secret(token), col(OneTimeLink.used_at).is_(None)
        )
        .values(used_at=text_of(moment))
    )
    if link is None or used.rowcount != 1:
        raise NotFoundError(NO_LONGER)
    if link.person:
        _end_tokens(session, link.purpose, link.person.number, moment)
        subject = (Subject.ACCOUNT, str(link.person.number))
        record(session, link.person.actor, Event.LINK_USED, subject, purpose=link.purpose.value)
    return link


def _end_tokens(session: Session, purpose: Purpose, number: int, moment: datetime) -> None:
    if purpose is Purpose.RESET:
        end_tokens(session, number, moment)


def _store(session: Session, purpose: Purpose, number: int | None, moment: datetime) -> str:
    end_links(session, number, purpose)
    _forget_old(session, moment)
    token = new_secret()
    link = OneTimeLink(
        token_hash=hash_secret(token),
        purpose=purpose.value,
        account=number,
        created_at=text_of(moment),
        expires_at=text_of(moment, LASTING[purpose]),
    )
    session.add(link)
    session.flush()
    return token


def _forget_old(session: Session, moment: datetime) -> None:
    old = col(OneTimeLink.expires_at) <= text_of(moment, -_KEPT)
    session.execute(delete(OneTimeLink).where(old))
