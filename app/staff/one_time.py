"""One-time addresses: the first administrator, an invitation, or a password set anew.

Opening one uses nothing up: whatever looks at links in messages before people do may look.
"""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.accounts.administering import Newcomer
from app.accounts.joining import redeem_link, set_up
from app.accounts.links import NO_LONGER, Link, find_link
from app.accounts.moments import now
from app.dependencies import Turn
from app.domain.messages import message
from app.domain.workflow import Purpose, StaffRole
from app.errors import FaultyDraftError, NotFoundError
from app.staff.forms import Filled, Posted, PostedForm
from app.staff.links import PATHS
from app.staff.page import OpenPage, StaffPage, StaffTemplate
from app.staff.routing import go_to, staff_router
from app.store.engine import reading

TWO_PASSWORDS = message("The two are not the same: write the new password twice.")
# The address itself lets somebody in: nobody is told it, not even this site. The host alone is
# told, because where nothing is, older browsers hide the origin of the form, and it is refused.
_UNTOLD = {"Referrer-Policy": "strict-origin"}

router = staff_router()


@dataclass(frozen=True, slots=True)
class LinkShown:
    """What an address is for, and the form in which a password is chosen."""

    link: Link
    token: str
    filled: Filled

    @property
    def is_setup(self) -> bool:
        """Whether the first administrator is made here."""
        return self.link.purpose is Purpose.SETUP

    @property
    def is_invitation(self) -> bool:
        """Whether a newcomer chooses their first password here."""
        return self.link.purpose is Purpose.INVITATION


_PAGE = StaffTemplate[LinkShown]("one_time.html")


@router.get(PATHS["link"])
def show_link(request: Request, token: str, page: OpenPage, _turn: Turn) -> Response:
    """Show the form for choosing a password."""
    shown = LinkShown(_found(request, token), token, Filled())
    return _PAGE.show(page, shown, headers=_UNTOLD)


@router.post(PATHS["link"])
def take_link(request: Request, token: str, page: OpenPage, form: Posted, _turn: Turn) -> Response:
    """Set the password, and use the address up."""
    found = _found(request, token)
    try:
        _redeem(request, page, found, token, form)
    except FaultyDraftError as error:
        values = {"login": form.text("login"), "name": form.text("name")}
        shown = LinkShown(found, token, Filled(values, error.wrong))
        return _PAGE.show(page, shown, error.status, _UNTOLD)
    return go_to("sign-in", notice="password-chosen")


def must_be_the_same(form: PostedForm, name: str) -> None:
    """Refuse a new password whose repetition is another one.

    Raises:
        FaultyDraftError: naming `again`.

    """
    if form.text(name) != form.text("again"):
        raise FaultyDraftError([("again", TWO_PASSWORDS)])


def _redeem(request: Request, page: StaffPage, found: Link, token: str, form: PostedForm) -> None:
    must_be_the_same(form, "password")
    engine, password = request.app.state.engine, form.text("password")
    if found.purpose is Purpose.SETUP:
        first = Newcomer(
            form.text("login"), form.text("name"), StaffRole.ADMINISTRATOR, page.language
        )
        set_up(engine, token, first, password, now())
    else:
        redeem_link(engine, token, password, now())


def _found(request: Request, token: str) -> Link:
    with reading(request.app.state.engine) as session:
        found = find_link(session, token, now())
    if found is None:
        raise NotFoundError(NO_LONGER)
    return found
