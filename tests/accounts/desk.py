"""Looking at a desk from outside, and giving people what tests sign in with."""

import pyotp
from sqlalchemy import Engine, select
from sqlmodel import col

from app.accounts.moments import now
from app.accounts.passwords import HashedPassword
from app.accounts.people import Person, find_account, person_of
from app.accounts.sessions import SignedIn, find_session
from app.store.engine import reading, writing
from app.store.tables.ledgers import DeskRevision

PASSWORD = "лодка ällä сенім brisk 7"  # noqa: S105 - of nobody


def with_password(engine: Engine, person: Person, hashed: HashedPassword) -> Person:
    """Let somebody sign in by `PASSWORD`, whose hash this is."""
    with writing(engine) as session:
        account = find_account(session, person.number)
        account.password_hash = hashed
        session.flush()
        return person_of(account)


def code_of(engine: Engine, person: Person, steps: int = 0) -> str:
    """What somebody's app shows now, or so many half minutes from now."""
    with reading(engine) as session:
        secret = find_account(session, person.number).totp_secret
    assert secret is not None
    return pyotp.TOTP(secret).at(now(), counter_offset=steps)


def session_of(engine: Engine, token: str) -> SignedIn | None:
    """Who bears a token now."""
    with reading(engine) as session:
        return find_session(session, token, now())


def open_session(engine: Engine, token: str) -> SignedIn:
    """Who bears a token that must be good."""
    found = session_of(engine, token)
    assert found is not None
    return found


def recorded(engine: Engine) -> list[DeskRevision]:
    """All of the desk's ledger, in order."""
    with reading(engine) as session:
        rows = select(DeskRevision).order_by(col(DeskRevision.sequence))
        return list(session.execute(rows).scalars())
