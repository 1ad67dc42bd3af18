"""The second step of signing in: a code of the app on a phone; and setting that app up."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from app.accounts.moments import now
from app.accounts.people import Person
from app.accounts.second_factor import Enrolment, confirm_enrolment, new_enrolment
from app.accounts.sessions import SignedIn, complete_session
from app.accounts.sign_in import prove_second_factor
from app.errors import ConflictError, FaultyDraftError, SignInNeededError, TooManyAttemptsError
from app.staff.access import Visitor
from app.staff.arriving import missing_step, welcome, with_cookie
from app.staff.errors import SIGN_IN, SignInShown
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.links import PATHS, link
from app.staff.page import OpenPage, StaffPage, StaffTemplate, page_for
from app.staff.resuming import Resuming, resuming_of
from app.staff.routing import go_to, staff_router
from app.store.engine import writing

ISSUER = "Reform Scorecard"
"""What the app on the phone calls this account."""

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" '

router = staff_router()


@dataclass(frozen=True, slots=True)
class StepShown:
    """The form for the second step: what is carried along, and what is wrong."""

    resuming: Resuming
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class FactorShown:
    """What an app needs to be set up, and the form that takes its first code.

    `proof` is what the field `present` asks for besides: the `password`, or a `code` of the app
    used until now; None right after signing in by password.
    """

    enrolment: Enrolment
    filled: Filled
    resuming: Resuming
    proof: str | None = None

    @property
    def picture(self) -> str:
        """The QR code, as the address of a picture that holds it."""
        whole = self.enrolment.svg.replace("<svg ", _SVG, 1)
        return f"data:image/svg+xml;base64,{base64.b64encode(whole.encode()).decode()}"

    @property
    def spaced(self) -> str:
        """The secret as it is easily typed: in groups of four."""
        secret = self.enrolment.secret
        return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@dataclass(frozen=True, slots=True)
class CodesShown:
    """Recovery codes, which are shown this once, and what follows."""

    codes: Sequence[str]
    resuming: Resuming


STEP = StaffTemplate[StepShown]("second_step.html")
FACTOR = StaffTemplate[FactorShown]("factor.html")
CODES = StaffTemplate[CodesShown]("recovery_codes.html")


def show_step(name: str, page: StaffPage, person: Person, resuming: Resuming) -> HTMLResponse:
    """Show the page `name`, on which a session becomes complete."""
    if name == "second-step":
        return STEP.show(page, StepShown(resuming))
    return FACTOR.show(page, FactorShown(new_enrolment(person, ISSUER), Filled(), resuming))


@router.get(PATHS["second-step"])
def show_second_step(request: Request, page: OpenPage, visitor: Visitor) -> Response:
    """Ask for a code."""
    return _show_if_missing("second-step", request, page, visitor)


@router.get(PATHS["factor"])
def show_set_up(request: Request, page: OpenPage, visitor: Visitor) -> Response:
    """Show how an app is set up, for whoever must have one."""
    return _show_if_missing("factor", request, page, visitor)


@router.post(PATHS["second-step"])
def take_code(request: Request, page: OpenPage, form: Posted, visitor: Visitor) -> Response:
    """Complete a session by a code, under a new token."""
    resuming = resuming_of(form)
    elsewhere = _elsewhere("second-step", request, visitor, resuming)
    if visitor is None or elsewhere:
        return elsewhere or go_to("sign-in")
    engine = request.app.state.engine
    try:
        token = prove_second_factor(engine, visitor, form.text("code"), now())
        resuming = _minding_phone(resuming, form.text("code"))
    except SignInNeededError as error:
        return STEP.show(page, StepShown(resuming, error.detail), error.status)
    except TooManyAttemptsError as error:
        headers = {"Retry-After": str(error.seconds)}
        return STEP.show(page, StepShown(resuming, error.detail), error.status, headers)
    return with_cookie(welcome(page_for(request, visitor.person), resuming), token)


def _minding_phone(resuming: Resuming, code: str) -> Resuming:
    """Lead whoever had to take a recovery code to where they can set up another phone."""
    is_of_app = "".join(code.split()).isdecimal()
    return resuming if is_of_app else replace(resuming, next=link("account", notice="code-used"))


@router.post(PATHS["factor"])
def take_set_up(request: Request, page: OpenPage, form: Posted, visitor: Visitor) -> Response:
    """Set up the app of somebody who must have one, and complete their session."""
    resuming = resuming_of(form)
    elsewhere = _elsewhere("factor", request, visitor, resuming)
    if visitor is None or elsewhere:
        return elsewhere or go_to("sign-in")
    try:
        codes, token = _set_up(request, visitor, form)
    except FaultyDraftError as error:
        enrolment = same_enrolment(visitor.person, form)
        shown = FactorShown(enrolment, Filled(wrong=error.wrong), resuming)
        return FACTOR.show(page, shown, error.status)
    except ConflictError:  # set up on another page in the meantime
        return go_to("second-step", next=resuming.next)
    answer = CODES.show(page_for(request, visitor.person), CodesShown(codes, resuming))
    return with_cookie(answer, token) if token else answer


def same_enrolment(person: Person, form: PostedForm) -> Enrolment:
    """Show the secret again that a form sent back; another one, where that is none of ours."""
    try:
        return new_enrolment(person, ISSUER, form.text("secret"))
    except FaultyDraftError:
        return new_enrolment(person, ISSUER)


def _set_up(request: Request, visitor: SignedIn, form: PostedForm) -> tuple[list[str], str | None]:
    number, moment = visitor.person.number, now()
    secret, code = form.text("secret"), form.text("code")
    with writing(request.app.state.engine) as session:
        codes = confirm_enrolment(session, number, secret, code, moment)
        token = None if visitor.is_complete else complete_session(session, visitor)
    return codes, token


def _show_if_missing(
    name: str, request: Request, page: StaffPage, visitor: SignedIn | None
) -> Response:
    resuming = resuming_of(PostedForm(), request.query_params.get("next"))
    elsewhere = _elsewhere(name, request, visitor, resuming)
    if visitor is None or elsewhere:
        return elsewhere or go_to("sign-in")
    return show_step(name, page, visitor.person, resuming)


def _elsewhere(
    name: str, request: Request, visitor: SignedIn | None, resuming: Resuming
) -> Response | None:
    """Lead whoever does not need the step `name` to where they belong; None when they do."""
    if visitor is None:
        if resuming.carried is None:
            return go_to("sign-in", next=resuming.next)
        return SIGN_IN.show(page_for(request, None), SignInShown(resuming), 401)
    step = missing_step(visitor, request.app.state.settings.second_factor)
    if step == name:
        return None
    if step is None:
        return welcome(page_for(request, visitor.person), resuming)
    if resuming.carried:
        page = page_for(request, None, visitor.person)
        return show_step(step, page, visitor.person, resuming)
    return go_to(step, next=resuming.next)
