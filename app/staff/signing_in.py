"""Signing in by login and password, and signing out."""

from contextlib import suppress

from fastapi import Request
from sqlalchemy import Engine
from starlette.responses import Response

from app.accounts.moments import now
from app.accounts.sessions import SignedIn, end_session, find_session
from app.accounts.sign_in import sign_in
from app.errors import NotFoundError, SignInNeededError, TooManyAttemptsError
from app.staff.access import Visitor
from app.staff.arriving import missing_step, welcome, with_cookie, without_cookie
from app.staff.errors import SIGN_IN, SignInShown
from app.staff.forms import Posted, PostedForm
from app.staff.links import PATHS
from app.staff.page import OpenPage, StaffPage, page_for
from app.staff.resuming import Resuming, resuming_of
from app.staff.routing import go_on, go_to, staff_router
from app.staff.second_step import show_step
from app.store.engine import reading, writing

router = staff_router()


@router.get(PATHS["sign-in"])
def show_sign_in(request: Request, page: OpenPage, visitor: Visitor) -> Response:
    """Show the form for signing in; whoever has done so is led on."""
    resuming = resuming_of(PostedForm(), request.query_params.get("next"))
    if visitor is None:
        return SIGN_IN.show(page, SignInShown(resuming))
    return _lead_on(request, visitor, resuming)


@router.get(PATHS["kept"])
def show_kept(request: Request, visitor: Visitor) -> Response:
    """Lead on whoever has just signed in, or say that their browser did not keep it.

    It keeps nothing that is not encrypted, except on the machine that serves.
    """
    resuming = resuming_of(PostedForm(), request.query_params.get("next"))
    if visitor is None:
        return go_to("sign-in", notice="not-kept", next=resuming.next)
    return _lead_on(request, visitor, resuming)


@router.post(PATHS["sign-in"])
def take_sign_in(request: Request, page: OpenPage, form: Posted, visitor: Visitor) -> Response:
    """Sign somebody in by password, under a new token; a session they had before ends."""
    engine, policy = request.app.state.engine, request.app.state.settings.second_factor
    resuming = resuming_of(form)
    login, password = form.text("login"), form.text("password")
    try:
        arrival = sign_in(engine, login, password, policy, now())
    except SignInNeededError as error:
        return _again(page, SignInShown(resuming, login, error.detail), error)
    except TooManyAttemptsError as error:
        return _again(page, SignInShown(resuming, login, error.detail), error)
    if visitor:
        _end(engine, visitor)
    with reading(engine) as session:
        found = find_session(session, arrival.token, now())
    return with_cookie(_arrived(request, found, resuming), arrival.token)


@router.post(PATHS["sign-out"])
def take_sign_out(request: Request, visitor: Visitor) -> Response:
    """End the session that asks; without one, it has ended already."""
    if visitor:
        _end(request.app.state.engine, visitor)
    return without_cookie(go_to("sign-in", notice="signed-out"))


def _lead_on(request: Request, visitor: SignedIn, resuming: Resuming) -> Response:
    step = missing_step(visitor, request.app.state.settings.second_factor)
    return go_to(step, next=resuming.next) if step else go_on(resuming.next)


def _again(
    page: StaffPage, shown: SignInShown, error: SignInNeededError | TooManyAttemptsError
) -> Response:
    seconds = error.seconds if isinstance(error, TooManyAttemptsError) else None
    headers = {"Retry-After": str(seconds)} if seconds is not None else None
    return SIGN_IN.show(page, shown, error.status, headers)


def _arrived(request: Request, found: SignedIn | None, resuming: Resuming) -> Response:
    """Lead on whoever has just signed in: into the desk, or to the step that is still missing."""
    if found is None:
        return go_to("sign-in", next=resuming.next)
    step = missing_step(found, request.app.state.settings.second_factor)
    page = page_for(request, None if step else found.person, found.person)
    if step is None:
        return welcome(page, resuming)
    if resuming.carried is None:
        return go_to("kept", next=resuming.next)
    return show_step(step, page, found.person, resuming)


def _end(engine: Engine, visitor: SignedIn) -> None:
    person = visitor.person
    with suppress(NotFoundError), writing(engine) as session:
        end_session(session, person.number, visitor.session_id, person.actor)
