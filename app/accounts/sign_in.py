"""Signing in: the password, then the second factor; and proving either again later.

These take the engine, because a password is hashed between two transactions: nobody waits for it
to write. Whether a login exists shows in neither the answer nor the work.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from app.accounts.administering import set_password
from app.accounts.passwords import (
    check_new_password,
    hash_password,
    queueing,
    verify_password,
)
from app.accounts.people import Person, find_account, find_by_login, fold_login, person_of
from app.accounts.second_factor import accept_code, is_missing
from app.accounts.sessions import SignedIn, complete_session, start_session
from app.accounts.throttle import count_attempt, forget, key_of, refuse_if_waiting
from app.domain.messages import message
from app.errors import FaultyDraftError, NotAllowedError, SignInNeededError
from app.store.engine import reading, writing

WRONG_SIGN_IN = message(
    "The login or the password is not right: check both, or ask an administrator for a new "
    "password."
)
WRONG_CODE = message(
    "This code is not right, or was used already: write the one that the app shows now, or a "
    "recovery code."
)
WRONG_PASSWORD = message("This is not your present password: write it again.")

_PASSWORD = "password"  # noqa: S105 - what is to be proved
_FACTOR = "second factor"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who signed in, and the token for their browser; not complete, they have more to prove."""

    token: str
    person: Person
    is_complete: bool


def sign_in(engine: Engine, login: str, password: str, policy: str, moment: datetime) -> Arrival:
    """Sign somebody in by password; `policy` is the setting for second factors.

    Raises:
        SignInNeededError: when login or password is wrong, or the account disabled: one sentence.
        TooManyAttemptsError: when this login has to wait, or too many are signing in.

    """
    key = key_of(_PASSWORD, fold_login(login))
    with queueing():
        _count(engine, key, moment)
        with reading(engine) as session:
            account = find_by_login(session, login)
            number = account.number if account and account.disabled_at is None else None
            stored = account.password_hash if account else None
        is_right = verify_password(password, stored)
    if number is None or not is_right:
        raise SignInNeededError(WRONG_SIGN_IN)
    return _let_in(engine, number, str(stored), policy, key)


def _let_in(engine: Engine, number: int, stored: str, policy: str, key: str) -> Arrival:
    with writing(engine) as session:
        account = find_account(session, number)
        # Between the two transactions somebody may have been shut out, or their password changed.
        if account.disabled_at is not None or account.password_hash != stored:
            raise SignInNeededError(WRONG_SIGN_IN)
        forget(session, key)
        person = person_of(account)
        needs_more = person.has_second_factor or is_missing(person, policy)
        token = start_session(session, person, is_complete=not needs_more)
    return Arrival(token, person, is_complete=not needs_more)


def may_work(signed_in: SignedIn, policy: str) -> bool:
    """Say whether a session opens the desk: all is proved, and no second factor is yet to set up.

    `policy` is the setting for second factors, which may have become stricter since.
    """
    return signed_in.is_complete and not is_missing(signed_in.person, policy)


def prove_second_factor(engine: Engine, signed_in: SignedIn, code: str, moment: datetime) -> str:
    """Complete a session by a code of the app or a recovery code; give the new token.

    Raises:
        SignInNeededError: when the code is wrong or used, or the session ended meanwhile.
        TooManyAttemptsError: when this account has to wait.

    """
    key = key_of(_FACTOR, str(signed_in.person.number))
    _count(engine, key, moment)
    with writing(engine) as session:
        if not accept_code(session, signed_in.person.number, code, moment):
            raise SignInNeededError(WRONG_CODE)
        forget(session, key)
        return complete_session(session, signed_in)


def check_code_again(engine: Engine, person: Person, code: str, moment: datetime) -> None:
    """Ask somebody signed in for a code before something grave, such as ending the factor.

    Raises:
        NotAllowedError: when the code is wrong or was used.
        TooManyAttemptsError: when this account has to wait.

    """
    key = key_of(_FACTOR, str(person.number))
    _count(engine, key, moment)
    with writing(engine) as session:
        if not accept_code(session, person.number, code, moment):
            raise NotAllowedError(WRONG_CODE)
        forget(session, key)


def check_password_again(engine: Engine, person: Person, password: str, moment: datetime) -> None:
    """Ask somebody signed in for their password before something grave.

    Raises:
        FaultyDraftError: naming `present`, when it is wrong.
        TooManyAttemptsError: when this account has to wait, or too many are signing in.

    """
    key = key_of(_PASSWORD, person.login)
    with queueing():
        _count(engine, key, moment)
        with reading(engine) as session:
            stored = find_account(session, person.number).password_hash
        if not verify_password(password, stored):
            raise FaultyDraftError([("present", WRONG_PASSWORD)])
    with writing(engine) as session:
        forget(session, key)


def change_password(
    engine: Engine, signed_in: SignedIn, present: str, new: str, moment: datetime
) -> None:
    """Give somebody the password they chose; ends their other sessions, and keeps this one.

    Raises:
        FaultyDraftError: naming `present` or `new`.
        TooManyAttemptsError: when this account has to wait, or too many are signing in.

    """
    person = signed_in.person
    sentences = check_new_password(new, person.login, person.name)
    if sentences:
        raise FaultyDraftError([("new", sentence) for sentence in sentences])
    check_password_again(engine, person, present, moment)
    hashed = hash_password(new)
    with writing(engine) as session:
        set_password(session, person.number, hashed, person.actor, keep=signed_in.session_id)


def _count(engine: Engine, key: str, moment: datetime) -> None:
    """Refuse or count an attempt; whoever has to wait is refused without writing anything."""
    with reading(engine) as session:
        refuse_if_waiting(session, key, moment)
    with writing(engine) as session:
        count_attempt(session, key, moment)
