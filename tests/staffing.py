"""Building staff for tests: accounts, sessions and tokens, made without hashing a password."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pyotp
import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts import passwords
from app.accounts.administering import Newcomer, add_person
from app.accounts.passwords import nobodys_hash
from app.accounts.people import Person, find_account, person_of
from app.accounts.sessions import start_session
from app.accounts.tokens import TokenWish, make_token
from app.domain.workflow import Scope, StaffRole
from app.store.engine import writing

_numbers = count(1)


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Make a password cost a thousandth to hash while the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_MEMORY_KB", 64)
        patch.setattr(passwords, "_ROUNDS", 1)
        patch.setattr(passwords, "_NOBODYS", passwords.nobodys_hash())
        cheap = Argon2Hasher(time_cost=1, memory_cost=64, parallelism=4)
        patch.setattr(passwords, "_hasher", cheap)
        yield


def add_staff(
    engine: Engine, role: StaffRole, name: str = "", *, with_factor: bool = True
) -> Person:
    """Add somebody who has a password that nobody knows, and perhaps a second factor.

    Without a name they are called by their role.
    """
    newcomer = Newcomer(f"{role.value}.{next(_numbers)}", name or role.value.capitalize(), role)
    with writing(engine) as session:
        return _equipped(session, add_person(session, newcomer, by=None), with_factor=with_factor)


def _equipped(session: Session, person: Person, *, with_factor: bool) -> Person:
    account = find_account(session, person.number)
    account.password_hash = nobodys_hash()
    account.totp_secret = pyotp.random_base32() if with_factor else None
    session.flush()
    return person_of(account)


def signed_in(engine: Engine, person: Person) -> str:
    """Sign somebody in completely, and give the token of their session."""
    with writing(engine) as session:
        return start_session(session, person, is_complete=True)


def cookies(token: str) -> dict[str, str]:
    """What a browser sends that holds this token."""
    return {"__Host-scorecard": token}


def token_for(
    engine: Engine, person: Person, scopes: list[Scope], name: str = "A tool", days: int = 30
) -> str:
    """Make a token for tools of somebody's, and give its text."""
    with writing(engine) as session:
        return make_token(session, person, TokenWish(name, scopes, days))
