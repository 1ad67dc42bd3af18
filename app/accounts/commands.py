"""What the command line does to accounts: for whoever may start the program on its machine."""

from sqlalchemy import Engine

from app.accounts import administering, second_factor
from app.accounts.links import LASTING, make_link
from app.accounts.moments import now, text_of
from app.accounts.people import NOBODY, find_by_login, person_of
from app.domain.workflow import Purpose, StaffRole
from app.errors import NotFoundError
from app.settings import Settings
from app.store.engine import writing

LINK_PATH = "/staff/links/{token}"
"""Where the page stands on which a link is used; the desk's own table of links says the same."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened on


def link_address(settings: Settings, token: str) -> str:
    """Give the whole address of a one-time link, as seen from the machine that serves."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{settings.port}{LINK_PATH.format(token=token)}"


def add_user(engine: Engine, settings: Settings, name: str, login: str, role: StaffRole) -> str:
    """Make an account, and give the lines to print: who it is, and the address to hand over.

    Raises:
        FaultyDraftError: naming `login` or `name`.
        ConflictError: when the login is taken.

    """
    with writing(engine) as session:
        newcomer = administering.Newcomer(login, name, role)
        person = administering.add_person(session, newcomer, by=None)
        token = make_link(session, Purpose.INVITATION, person.number, by=None, moment=now())
    return _told(f"Made the account {person.actor.name}.", settings, Purpose.INVITATION, token)


def reset_user(engine: Engine, settings: Settings, login: str) -> str:
    """Let somebody in again who lost password and second factor, such as the only administrator.

    Their second factor, sessions and tokens end; the present password works until the address is
    used.

    Raises:
        NotFoundError: when nobody has this login.
        ConflictError: when the account is disabled.

    """
    with writing(engine) as session:
        account = find_by_login(session, login)
        if account is None:
            raise NotFoundError(NOBODY)
        person = person_of(account)
        token = make_link(session, Purpose.RESET, person.number, by=None, moment=now())
        second_factor.remove_factor(session, person.number, by=None)
    return _told(f"Reset the account {person.actor.name}.", settings, Purpose.RESET, token)


def _told(done: str, settings: Settings, purpose: Purpose, token: str) -> str:
    until = text_of(now(), LASTING[purpose])[:16].replace("T", " ")
    return (
        f"{done} Hand this address over; it works once, until {until} UTC:\n"
        f"{link_address(settings, token)}"
    )
