"""One's own account: language, password, and the browsers one is signed in on."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.accounts.administering import choose_language
from app.accounts.moments import now
from app.accounts.second_factor import count_recovery_codes
from app.accounts.sessions import OpenSession, end_all, end_session, list_sessions
from app.accounts.sign_in import change_password
from app.domain.labels import LANGUAGE_NAMES
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.errors import BadParameterError, FaultyDraftError
from app.queries.languages import Tongue
from app.staff.access import SignedInSession, writing_desk
from app.staff.arriving import without_cookie
from app.staff.forms import Filled, Posted
from app.staff.links import PATHS
from app.staff.one_time import must_be_the_same
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import go_to, staff_router
from app.store.engine import reading

router = staff_router()


@dataclass(frozen=True, slots=True)
class AccountShown:
    """One's own account. `present_session` is the id of the session that asks."""

    sessions: Sequence[OpenSession]
    present_session: str
    codes_left: int
    languages: Sequence[tuple[str, str]]


_PAGE = StaffTemplate[AccountShown]("account.html")
_PASSWORD = StaffTemplate[Filled]("password.html")


@router.get(PATHS["account"])
def show_account(request: Request, page: DeskPage, signed_in: SignedInSession) -> Response:
    """Show one's own account."""
    person = signed_in.person
    with reading(request.app.state.engine) as session:
        sessions = list_sessions(session, person, now())
        left = count_recovery_codes(session, person.number)
    languages = [(code.value, name) for code, name in LANGUAGE_NAMES.items()]
    return _PAGE.show(page, AccountShown(sessions, signed_in.session_id, left, languages))


NO_LANGUAGE = message("Choose one of the languages offered.")


@router.post(PATHS["account-language"])
def take_language(request: Request, form: Posted, signed_in: SignedInSession) -> Response:
    """Show the desk in another language from now on."""
    chosen = form.text("language")
    if chosen not in set(Language):
        say = Tongue(signed_in.person.language).say
        raise BadParameterError("language", say(NO_LANGUAGE))
    with writing_desk(request) as desk:
        choose_language(desk.session, signed_in.person, Language(chosen))
    return go_to("account", notice="saved")


@router.get(PATHS["account-password"])
def show_password(page: DeskPage) -> Response:
    """Show the form for another password."""
    return _PASSWORD.show(page, Filled())


@router.post(PATHS["account-password"])
def take_password(
    request: Request, page: DeskPage, form: Posted, signed_in: SignedInSession
) -> Response:
    """Change the password of whoever knows the present one; signs everybody else out."""
    engine = request.app.state.engine
    try:
        must_be_the_same(form, "new")
        change_password(engine, signed_in, form.text("present"), form.text("new"), now())
    except FaultyDraftError as error:
        return _PASSWORD.show(page, Filled(wrong=error.wrong), error.status)
    return go_to("account", notice="password-set")


@router.post(PATHS["session-end"])
def take_session_end(
    request: Request,
    id: str,  # noqa: A002 - the address says id
    signed_in: SignedInSession,
) -> Response:
    """End one of one's own sessions; one's present one, too."""
    with writing_desk(request) as desk:
        end_session(desk.session, signed_in.person.number, id, desk.actor)
    if id == signed_in.session_id:
        return without_cookie(go_to("sign-in", notice="signed-out"))
    return go_to("account", notice="session-ended")


@router.post(PATHS["account-sessions"])
def take_sessions_end(request: Request, signed_in: SignedInSession) -> Response:
    """End all of one's own sessions but the one that asks."""
    with writing_desk(request) as desk:
        end_all(desk.session, signed_in.person.number, desk.actor, keep=signed_in.session_id)
    return go_to("account", notice="sessions-ended")
