"""Tokens by which tools act for somebody: shown once, stored as SHA-256, never without an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from app.accounts.events import Event, Subject, record
from app.accounts.moments import moment_of, now, text_of
from app.accounts.people import Person, find_account, person_of, tidy_name
from app.accounts.secret_texts import hash_secret, is_id, new_id, new_secret
from app.domain.messages import message
from app.domain.workflow import RULES, Actor, Scope, StaffRole, is_trusted
from app.errors import FaultyDraftError, NotFoundError, Wrong
from app.store.tables.accounts import Account, ApiToken

PREFIX = "scorecard_"
"""What every token begins with, so that people and scanners of leaked secrets know it."""

LONGEST_DAYS = 365
_USED_EVERY = timedelta(minutes=1)

BAD_NAME = message("Write what the token is for, in at most 120 characters and on one line.")
NO_SCOPE = message("Choose at least one thing that the token may do.")
SCOPE_ABOVE_ROLE = message("A token cannot do what your role may not: leave that out.")
BAD_DAYS = message("Write for how many days the token is to work, from 1 to 365.")
NO_SUCH_TOKEN = message("There is no such token any more: load the list again.")


@dataclass(frozen=True, slots=True)
class TokenWish:
    """What somebody wants a token for; nothing in it needs to have been checked."""

    name: str
    scopes: Sequence[Scope]
    days: int


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token as its owner may see it listed; times are UTC, ISO 8601."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: str
    expires_at: str
    last_used_at: str | None
    ended_at: str | None


@dataclass(frozen=True, slots=True)
class TokenUse:
    """For whom a tool acts, by which token, and what it may do: never more than they may."""

    person: Person
    scopes: frozenset[Scope]
    token_id: str
    last_used_at: str | None

    def is_due(self, moment: datetime) -> bool:
        """Say whether `touch` has something to write: at most once a minute."""
        used = self.last_used_at
        return used is None or moment - moment_of(used) >= _USED_EVERY


def scopes_of(role: StaffRole) -> frozenset[Scope]:
    """Give the scopes that a role can use, by the table of permissions."""
    usable = (rule.scope for rule in RULES.values() if is_trusted(role, rule.least))
    return frozenset(scope for scope in usable if scope)


def make_token(session: Session, person: Person, wish: TokenWish) -> str:
    """Make a token for a tool of somebody's, and give the text, which is shown this once.

    Raises:
        FaultyDraftError: naming `name`, `scopes` or `days`.

    """
    wrong = _faults(wish, person.role)
    if wrong:
        raise FaultyDraftError(wrong)
    text = PREFIX + new_secret()
    moment = now()
    scopes = [scope.value for scope in Scope if scope in wish.scopes]
    row = ApiToken(
        id=new_id(),
        account=person.number,
        name=str(tidy_name(wish.name)),
        token_hash=hash_secret(text),
        scopes=scopes,
        created_at=text_of(moment),
        expires_at=text_of(moment, timedelta(days=wish.days)),
    )
    session.add(row)
    session.flush()
    facts = {"account": person.actor.name, "scopes": scopes, "days": wish.days}
    record(session, person.actor, Event.MADE, (Subject.TOKEN, row.id), **facts)
    return text


def find_token(session: Session, text: str, moment: datetime) -> TokenUse | None:
    """Say what a token may be used for; None when unknown, ended, expired or its owner shut out."""
    found = session.execute(
        select(ApiToken, Account)
        .join(Account, col(Account.number) == col(ApiToken.account))
        .where(
            col(ApiToken.token_hash) == hash_secret(text),
            col(ApiToken.ended_at).is_(None),
            col(ApiToken.expires_at) > text_of(moment),
            col(Account.disabled_at).is_(None),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    row, account = found
    person = person_of(account)
    # The role may have become a lesser one since.
    scopes = scopes_of(person.role) & {Scope(scope) for scope in row.scopes}
    return TokenUse(person, scopes, row.id, row.last_used_at)


def touch(session: Session, use: TokenUse, moment: datetime) -> None:
    """Note that a token was used; for when `is_due`, so that reading needs no writing."""
    mine = col(ApiToken.id) == use.token_id
    session.execute(update(ApiToken).where(mine).values(last_used_at=text_of(moment)))


def list_tokens(session: Session, person: Person) -> list[ListedToken]:
    """Give somebody's tokens, ended and expired ones too, the newest first."""
    rows = session.execute(
        select(ApiToken)
        .where(col(ApiToken.account) == person.number)
        .order_by(col(ApiToken.created_at).desc(), col(ApiToken.id))
        .execution_options(populate_existing=True)
    ).scalars()
    return [_listed(row) for row in rows]


def end_token(session: Session, number: int, token_id: str, by: Actor) -> None:
    """End one token of the account `number`: somebody's own, or as an administrator.

    Raises:
        NotFoundError: when that account has no such token in use.

    """
    if not is_id(token_id):
        raise NotFoundError(NO_SUCH_TOKEN)
    ended: CursorResult[Any] = session.connection().execute(
        update(ApiToken)
        .where(
            col(ApiToken.id) == token_id,
            col(ApiToken.account) == number,
            col(ApiToken.ended_at).is_(None),
        )
        .values(ended_at=text_of(now()))
    )
    if not ended.rowcount:
        raise NotFoundError(NO_SUCH_TOKEN)
    owner = person_of(find_account(session, number)).actor.name
    record(session, by, Event.ENDED, (Subject.TOKEN, token_id), account=owner)


def _faults(wish: TokenWish, role: StaffRole) -> list[Wrong]:
    checks = [
        (tidy_name(wish.name) is not None, ("name", BAD_NAME)),
        (bool(wish.scopes), ("scopes", NO_SCOPE)),
        (scopes_of(role).issuperset(wish.scopes), ("scopes", SCOPE_ABOVE_ROLE)),
        (1 <= wish.days <= LONGEST_DAYS, ("days", BAD_DAYS)),
    ]
    return [wrong for is_right, wrong in checks if not is_right]


def _listed(row: ApiToken) -> ListedToken:
    scopes = tuple(Scope(scope) for scope in row.scopes)
    dates = (row.created_at, row.expires_at, row.last_used_at, row.ended_at)
    return ListedToken(row.id, row.name, scopes, *dates)
