"""One's own second step: set up by choice, moved to another phone, and its recovery codes."""

from fastapi import Request
from sqlalchemy import Engine
from starlette.responses import Response

from app.accounts.moments import now
from app.accounts.people import Person
from app.accounts.second_factor import (
    confirm_enrolment,
    make_recovery_codes,
    new_enrolment,
    remove_factor,
)
from app.accounts.sign_in import check_code_again, check_password_again
from app.errors import FaultyDraftError, NotAllowedError
from app.staff.access import SignedInPerson, writing_desk
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.links import PATHS, link
from app.staff.page import DeskPage, StaffTemplate
from app.staff.resuming import Resuming
from app.staff.routing import staff_router
from app.staff.second_step import CODES, FACTOR, ISSUER, CodesShown, FactorShown, same_enrolment
from app.store.engine import writing

router = staff_router()
_ACCOUNT = Resuming(next=link("account"))
_NEW_CODES = StaffTemplate[Filled]("new_codes.html")


@router.get(PATHS["account-factor"])
def show_factor(page: DeskPage, person: SignedInPerson) -> Response:
    """Show how an app is set up, in place of the one used until now."""
    enrolment = new_enrolment(person, ISSUER)
    return FACTOR.show(page, FactorShown(enrolment, Filled(), _ACCOUNT, _proof_of(person)))


@router.post(PATHS["account-factor"])
def take_factor(request: Request, page: DeskPage, form: Posted, person: SignedInPerson) -> Response:
    """Set up an app, and end the one used until now."""
    engine = request.app.state.engine
    try:
        # Tried first, and given up: a slip must not cost a code of the other app.
        _enrol(engine, person, form, for_good=False)
        _prove(engine, person, form)
        codes = _enrol(engine, person, form, for_good=True)
    except FaultyDraftError as error:
        filled = Filled(wrong=error.wrong)
        enrolment = same_enrolment(person, form)
        shown = FactorShown(enrolment, filled, _ACCOUNT, _proof_of(person))
        return FACTOR.show(page, shown, error.status)
    return CODES.show(page, CodesShown(codes, _ACCOUNT))


@router.get(PATHS["account-codes"])
def show_new_codes(page: DeskPage) -> Response:
    """Ask for a code before new recovery codes are made."""
    return _NEW_CODES.show(page, Filled())


@router.post(PATHS["account-codes"])
def take_new_codes(
    request: Request, page: DeskPage, form: Posted, person: SignedInPerson
) -> Response:
    """Make new recovery codes, in place of all older ones."""
    try:
        _prove(request.app.state.engine, person, form)
    except FaultyDraftError as error:
        return _NEW_CODES.show(page, Filled(wrong=error.wrong), error.status)
    with writing_desk(request) as desk:
        codes = make_recovery_codes(desk.session, person)
    return CODES.show(page, CodesShown(codes, _ACCOUNT))


def _proof_of(person: Person) -> str:
    return "code" if person.has_second_factor else "password"


def _prove(engine: Engine, person: Person, form: PostedForm) -> None:
    """Have somebody prove again who they are, before something grave."""
    if not person.has_second_factor:
        check_password_again(engine, person, form.text("present"), now())
        return
    try:
        check_code_again(engine, person, form.text("present"), now())
    except NotAllowedError as error:
        raise FaultyDraftError([("present", error.detail)]) from error


def _enrol(engine: Engine, person: Person, form: PostedForm, *, for_good: bool) -> list[str]:
    secret, code = form.text("secret"), form.text("code")
    with writing(engine) as session:
        remove_factor(session, person.number, person.actor)
        codes = confirm_enrolment(session, person.number, secret, code, now())
        if not for_good:
            session.rollback()
    return codes
