"""Somebody signed in on a browser: begun, found again, completed, listed and ended.

The browser holds a random token; the database holds its SHA-256. A session ends twelve hours
after it was last seen and seven days after it was completed, whichever comes first; one that still
lacks something to prove, after half an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from app.accounts import endings
from app.accounts.events import Event, Subject, record
from app.accounts.moments import moment_of, now, text_of
from app.accounts.people import Person, find_account, person_of
from app.accounts.secret_texts import hash_secret, is_id, new_id, new_secret
from app.domain.messages import message
from app.domain.workflow import Actor
from app.errors import NotFoundError, SignInNeededError
from app.store.tables.accounts import Account, StaffSession

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
UNFINISHED = timedelta(minutes=30)
_SEEN_EVERY = timedelta(minutes=5)

SIGN_IN_AGAIN = message("Your sign-in has ended: sign in again.")
NO_SUCH_SESSION = message("This sign-in has ended already: load the list again.")


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its owner may see it listed; times are UTC, ISO 8601."""

    id: str
    is_complete: bool
    created_at: str
    seen_at: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, by which session; until `is_complete` they may only prove what is missing."""

    person: Person
    session_id: str
    is_complete: bool
    created_at: str
    seen_at: str
    expires_at: str

    def is_due(self, moment: datetime) -> bool:
        """Say whether `touch` has something to write: at most once in five minutes."""
        return moment - moment_of(self.seen_at) >= _SEEN_EVERY


def start_session(session: Session, person: Person, *, is_complete: bool) -> str:
    """Sign somebody in, and give the token for their browser; clears away what has expired."""
    moment = now()
    _forget_expired(session, moment)
    token = new_secret()
    row = StaffSession(
        id=new_id(),
        token_hash=hash_secret(token),
        account=person.number,
        is_complete=is_complete,
        created_at=text_of(moment),
        seen_at=text_of(moment),
        expires_at=text_of(moment, LONGEST if is_complete else UNFINISHED),
    )
    session.add(row)
    session.flush()
    _record(session, person.actor, Event.STARTED, row.id, person)
    return token


def find_session(session: Session, token: str, moment: datetime) -> SignedIn | None:
    """Say who bears a token; None when it is unknown, expired, or they were shut out."""
    found = session.execute(
        select(StaffSession, Account)
        .join(Account, col(Account.number) == col(StaffSession.account))
        .where(
            col(StaffSession.token_hash) == hash_secret(token),
            col(StaffSession.expires_at) > text_of(moment),
            col(StaffSession.seen_at) > text_of(moment, -IDLE),
            col(Account.disabled_at).is_(None),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    row, account = found
    return SignedIn(person_of(account), row.id, row.is_complete, *_times(row))


def touch(session: Session, signed_in: SignedIn, moment: datetime) -> None:
    """Note that a session was used; for when `is_due`, so that reading needs no writing."""
    mine = col(StaffSession.id) == signed_in.session_id
    session.execute(update(StaffSession).where(mine).values(seen_at=text_of(moment)))


def complete_session(session: Session, signed_in: SignedIn) -> str:
    """Let somebody in who proved everything, under a new token: the old one is worth nothing.

    Raises:
        SignInNeededError: when the session ended in the meantime, or was completed before.

    """
    moment = now()
    token = new_secret()
    unfinished = (
        col(StaffSession.id) == signed_in.session_id,
        col(StaffSession.is_complete).is_(False),
        col(StaffSession.expires_at) > text_of(moment),
    )
    completed: CursorResult[Any] = session.connection().execute(
        update(StaffSession)
        .where(*unfinished)
        .values(
            token_hash=hash_secret(token),
            is_complete=True,
            seen_at=text_of(moment),
            expires_at=text_of(moment, LONGEST),
        )
    )
    if not completed.rowcount:
        raise SignInNeededError(SIGN_IN_AGAIN)
    person = signed_in.person
    _record(session, person.actor, Event.COMPLETED, signed_in.session_id, person)
    return token


def list_sessions(session: Session, person: Person, moment: datetime) -> list[OpenSession]:
    """Give the open sessions of somebody, the newest first."""
    rows = session.execute(
        select(StaffSession)
        .where(
            col(StaffSession.account) == person.number,
            col(StaffSession.expires_at) > text_of(moment),
            col(StaffSession.seen_at) > text_of(moment, -IDLE),
        )
        .order_by(col(StaffSession.created_at).desc(), col(StaffSession.id))
        .execution_options(populate_existing=True)
    ).scalars()
    return [OpenSession(row.id, row.is_complete, *_times(row)) for row in rows]


def end_session(session: Session, number: int, session_id: str, by: Actor) -> None:
    """End one session of the account `number`: somebody's own, or as an administrator.

    Raises:
        NotFoundError: when that account has no such session.

    """
    if not is_id(session_id):
        raise NotFoundError(NO_SUCH_SESSION)
    ended: CursorResult[Any] = session.connection().execute(
        delete(StaffSession).where(
            col(StaffSession.id) == session_id, col(StaffSession.account) == number
        )
    )
    if not ended.rowcount:
        raise NotFoundError(NO_SUCH_SESSION)
    _record(session, by, Event.ENDED, session_id, person_of(find_account(session, number)))


def end_all(session: Session, number: int, by: Actor, keep: str | None = None) -> None:
    """End all sessions of the account `number` but the one whose id is `keep`.

    Raises:
        NotFoundError: when nobody has this number.

    """
    person = person_of(find_account(session, number))
    endings.end_sessions(session, number, keep)
    subject = (Subject.ACCOUNT, str(number))
    record(session, by, Event.SESSIONS_ENDED, subject, role=person.role.value)


def _times(row: StaffSession) -> tuple[str, str, str]:
    return row.created_at, row.seen_at, row.expires_at


def _record(session: Session, by: Actor, event: Event, session_id: str, of: Person) -> None:
    record(session, by, event, (Subject.SESSION, session_id), account=of.actor.name)


def _forget_expired(session: Session, moment: datetime) -> None:
    session.execute(
        delete(StaffSession).where(
            or_(
                col(StaffSession.expires_at) <= text_of(moment),
                col(StaffSession.seen_at) <= text_of(moment, -IDLE),
            )
        )
    )
