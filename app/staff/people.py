"""The people of the desk, for administrators: who there is, and inviting somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.accounts.administering import Newcomer, add_person
from app.accounts.links import LASTING, make_link
from app.accounts.moments import now
from app.accounts.people import Person, list_people
from app.accounts.second_factor import needs_second_factor
from app.domain.messages import message
from app.domain.vocabulary import Language
from app.domain.workflow import Purpose, StaffRole, Verb
from app.editing.desk import Desk
from app.errors import ConflictError, FaultyDraftError
from app.staff.access import ReadingDesk, writing_desk
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.links import PATHS, link
from app.staff.page import DeskPage, StaffTemplate
from app.staff.routing import staff_router

router = staff_router()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """An address that is shown once, to be handed to somebody; it works for `days`."""

    person: Person
    address: str
    days: int
    purpose: Purpose

    @property
    def is_invitation(self) -> bool:
        """Whether it is for a newcomer."""
        return self.purpose is Purpose.INVITATION


@dataclass(frozen=True, slots=True)
class InviteShown:
    """The form for inviting somebody; `must_have_factor` are the roles that need a second step."""

    filled: Filled
    roles: Sequence[StaffRole]
    must_have_factor: Sequence[StaffRole]


_LIST = StaffTemplate[list[Person]]("people.html")
_INVITE = StaffTemplate[InviteShown]("invite.html")
HANDED_OVER = StaffTemplate[HandedOver]("handed_over.html")


@router.get(PATHS["people"])
def show_people(page: DeskPage, desk: ReadingDesk) -> Response:
    """List everybody."""
    desk.demand(Verb.ADMINISTER)
    return _LIST.show(page, list_people(desk.session))


@router.get(PATHS["invite"])
def show_invite(request: Request, page: DeskPage, desk: ReadingDesk) -> Response:
    """Show the form for inviting somebody."""
    desk.demand(Verb.ADMINISTER)
    return _INVITE.show(page, _invite(request, Filled({"role": StaffRole.EDITOR.value})))


@router.post(PATHS["invite"])
def take_invite(request: Request, page: DeskPage, form: Posted) -> Response:
    """Make an account, and show the address that its owner is to be given."""
    try:
        with writing_desk(request) as desk:
            desk.demand(Verb.ADMINISTER)
            person = add_person(desk.session, _newcomer(form, page.language), desk.actor)
            handed_over = hand_over(request, desk, person, Purpose.INVITATION)
    except (FaultyDraftError, ConflictError) as error:
        wrong = error.wrong if isinstance(error, FaultyDraftError) else [("login", error.detail)]
        values = {name: form.text(name) for name in ("name", "login", "role")}
        return _INVITE.show(page, _invite(request, Filled(values, wrong)), error.status)
    return HANDED_OVER.show(page, handed_over)


def hand_over(request: Request, desk: Desk, person: Person, purpose: Purpose) -> HandedOver:
    """Make a one-time address for somebody, as the browser that asks would reach it."""
    token = make_link(desk.session, purpose, person.number, desk.actor, now())
    address = _site(request) + link("link", token=token)
    return HandedOver(person, address, LASTING[purpose].days, purpose)


def _site(request: Request) -> str:
    """Give scheme and host as the browser says them: behind a proxy only it knows the scheme."""
    origin = request.headers.get("origin", "")
    if origin.partition("://")[2] == request.headers.get("host"):
        return origin
    return f"{request.url.scheme}://{request.url.netloc}"


def role_of(form: PostedForm) -> StaffRole:
    """Read the role that was chosen.

    Raises:
        FaultyDraftError: naming `role`, when it is none.

    """
    chosen = form.text("role")
    if chosen not in set(StaffRole):
        raise FaultyDraftError([("role", message("Choose one of the roles offered."))])
    return StaffRole(chosen)


def _newcomer(form: PostedForm, language: Language) -> Newcomer:
    """Read who is invited: they begin with the language of whoever invites them."""
    return Newcomer(form.text("login"), form.text("name"), role_of(form), language)


def _invite(request: Request, filled: Filled) -> InviteShown:
    policy = request.app.state.settings.second_factor
    strict = [role for role in StaffRole if needs_second_factor(role, policy)]
    return InviteShown(filled, list(StaffRole), strict)
