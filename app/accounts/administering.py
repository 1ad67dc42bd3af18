"""What an administrator does to accounts; each act ends whatever it should no longer allow.

Everywhere `by` is who does it: None is the installation itself, on the command line. Whoever is
not trusted with it is refused here too, whatever a page or route forgot to ask.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.accounts.endings import end_links, end_sessions, end_tokens
from app.accounts.events import Event, Subject, record
from app.accounts.moments import now, text_of
from app.accounts.passwords import HashedPassword
from app.accounts.people import (
    BAD_LOGIN,
    BAD_NAME,
    Person,
    find_account,
    find_by_login,
    fold_login,
    is_login,
    person_of,
    tidy_name,
)
from app.domain.labels import refusal_told
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.domain.workflow import Actor, StaffRole, Verb, refusal
from app.errors import ConflictError, FaultyDraftError, NotAllowedError, Wrong
from app.store.tables.accounts import Account

LOGIN_TAKEN = message("Somebody has this login already: choose another one.")
LAST_ADMINISTRATOR = message(
    "This is the only administrator who can sign in: make somebody else one first."
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whose account is to be made; nothing in it needs to have been checked."""

    login: str
    name: str
    role: StaffRole
    language: Language = Language.ENGLISH


def must_administer(by: Actor | None) -> None:
    """Refuse whoever is not trusted with accounts.

    Raises:
        NotAllowedError: when `by` is somebody, and no administrator.

    """
    refused = refusal(Verb.ADMINISTER, by) if by else None
    if refused:
        raise NotAllowedError(refusal_told(refused, str.format))


def add_person(session: Session, newcomer: Newcomer, by: Actor | None) -> Person:
    """Make an account without a password, under the next number.

    Raises:
        FaultyDraftError: naming `login` or `name`.
        ConflictError: when the login is taken.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    login, name = fold_login(newcomer.login), tidy_name(newcomer.name)
    _refuse_faults([("login", BAD_LOGIN)] if not is_login(login) else [], name)
    if find_by_login(session, login):
        raise ConflictError(LOGIN_TAKEN)
    highest = session.execute(select(func.max(col(Account.number)))).scalar_one() or 0
    account = Account(
        number=highest + 1,
        login=login,
        name=str(name),
        role=newcomer.role.value,
        language=newcomer.language.value,
        created_at=text_of(now()),
    )
    session.add(account)
    return _noted(session, account, by, Event.ADDED)


def rename(session: Session, number: int, name: str, by: Actor | None) -> Person:
    """Change what staff call somebody; ledgers know nobody by name.

    Raises:
        FaultyDraftError: naming `name`.
        NotFoundError: when nobody has this number.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    tidied = tidy_name(name)
    _refuse_faults([], tidied)
    account = find_account(session, number)
    account.name = str(tidied)
    return _noted(session, account, by, Event.RENAMED)


def change_role(
    session: Session, number: int, role: StaffRole, by: Actor | None, keep: str | None = None
) -> Person:
    """Trust somebody with more or less; ends their sessions, all but the one whose id is `keep`.

    Their tokens stay, and from now on can do no more than the new role may.

    Raises:
        ConflictError: when nobody could administer any more.
        NotFoundError: when nobody has this number.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    account = find_account(session, number)
    if account.role == role.value:
        return person_of(account)
    _keep_an_administrator(session, account)
    account.role = role.value
    end_sessions(session, number, keep)
    return _noted(session, account, by, Event.ROLE_CHANGED)


def disable(session: Session, number: int, by: Actor | None) -> Person:
    """Shut somebody out: sessions, tokens and unused links end with this transaction.

    Raises:
        ConflictError: when nobody could administer any more.
        NotFoundError: when nobody has this number.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    account = find_account(session, number)
    if account.disabled_at is not None:
        return person_of(account)
    _keep_an_administrator(session, account)
    moment = now()
    account.disabled_at = text_of(moment)
    end_sessions(session, number)
    end_tokens(session, number, moment)
    end_links(session, number)
    return _noted(session, account, by, Event.DISABLED)


def enable(session: Session, number: int, by: Actor | None) -> Person:
    """Let somebody in again; what ended when they were shut out stays ended.

    Raises:
        NotFoundError: when nobody has this number.
        NotAllowedError: when `by` is no administrator.

    """
    must_administer(by)
    account = find_account(session, number)
    if account.disabled_at is None:
        return person_of(account)
    account.disabled_at = None
    return _noted(session, account, by, Event.ENABLED)


def set_password(
    session: Session,
    number: int,
    hashed: HashedPassword,
    by: Actor | None,
    keep: str | None = None,
) -> Person:
    """Store a password hashed before; ends sessions but `keep`, and unused links.

    Permission is for the caller to have asked: whoever proved the old password or bears a link.

    Raises:
        NotFoundError: when nobody has this number.

    """
    account = find_account(session, number)
    account.password_hash = hashed
    end_sessions(session, number, keep)
    end_links(session, number)
    return _noted(session, account, by, Event.PASSWORD_SET)


def choose_language(session: Session, person: Person, language: Language) -> Person:
    """Show somebody the desk in another language from now on, as they themselves ask.

    Raises:
        NotFoundError: when nobody has this number.

    """
    account = find_account(session, person.number)
    account.language = language.value
    return _noted(session, account, person.actor, Event.LANGUAGE_CHOSEN)


def _refuse_faults(wrong: list[Wrong], name: str | None) -> None:
    if name is None:
        wrong.append(("name", BAD_NAME))
    if wrong:
        raise FaultyDraftError(wrong)


def _keep_an_administrator(session: Session, account: Account) -> None:
    """Refuse to lose the last administrator who can sign in; one only invited cannot, yet."""
    administrator = StaffRole.ADMINISTRATOR.value
    if account.role != administrator or account.disabled_at is not None:
        return
    others = select(func.count()).where(
        col(Account.role) == administrator,
        col(Account.number) != account.number,
        col(Account.disabled_at).is_(None),
        col(Account.password_hash).is_not(None),
    )
    if not session.execute(others).scalar_one():
        raise ConflictError(LAST_ADMINISTRATOR)


def _noted(session: Session, account: Account, by: Actor | None, event: Event) -> Person:
    session.flush()
    record(session, by, event, (Subject.ACCOUNT, str(account.number)), role=account.role)
    return person_of(account)
