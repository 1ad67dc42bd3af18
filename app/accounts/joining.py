"""Coming in by a one-time link: the first administrator, a newcomer, or who forgot a password.

These take the engine, because the password is hashed between two transactions.
"""

from datetime import datetime

from sqlalchemy import Engine

from app.accounts.administering import Newcomer, add_person, set_password
from app.accounts.links import NO_LONGER, find_link, make_setup_link, use_link
from app.accounts.moments import now
from app.accounts.passwords import HashedPassword, check_new_password, hash_password, queueing
from app.accounts.people import Person
from app.domain.workflow import Purpose, StaffRole
from app.errors import FaultyDraftError, NotFoundError
from app.store.engine import reading, writing


def open_setup(engine: Engine) -> str | None:
    """Give the token of a new set-up link while there is no account at all; otherwise None."""
    with writing(engine) as session:
        return make_setup_link(session, now())


def redeem_link(engine: Engine, token: str, password: str, moment: datetime) -> Person:
    """Give the owner of an invitation or reset the password they chose; ends their sessions.

    Raises:
        FaultyDraftError: naming `password`; the link stays usable.
        NotFoundError: when the link is of no use any more, or none of these.

    """
    with reading(engine) as session:
        link = find_link(session, token, moment)
    if link is None or link.person is None:
        raise NotFoundError(NO_LONGER)
    hashed = _chosen(password, link.person.login, link.person.name)
    with writing(engine) as session:
        person = use_link(session, token, moment).person
        if person is None:
            raise NotFoundError(NO_LONGER)
        return set_password(session, person.number, hashed, person.actor)


def set_up(
    engine: Engine, token: str, newcomer: Newcomer, password: str, moment: datetime
) -> Person:
    """Make the first administrator, whatever role `newcomer` asks for.

    Raises:
        FaultyDraftError: naming `login`, `name` or `password`; the link stays usable.
        NotFoundError: when the link is of no use any more, or is not for this.

    """
    with reading(engine) as session:
        link = find_link(session, token, moment)
    if link is None or link.purpose is not Purpose.SETUP:
        raise NotFoundError(NO_LONGER)
    hashed = _chosen(password, newcomer.login, newcomer.name)
    first = Newcomer(
        newcomer.login, newcomer.name, StaffRole.ADMINISTRATOR, language=newcomer.language
    )
    with writing(engine) as session:
        use_link(session, token, moment)
        person = add_person(session, first, by=None)
        return set_password(session, person.number, hashed, person.actor)


def _chosen(password: str, login: str, name: str) -> HashedPassword:
    sentences = check_new_password(password, login, name)
    if sentences:
        raise FaultyDraftError([("password", sentence) for sentence in sentences])
    with queueing():
        return hash_password(password)
