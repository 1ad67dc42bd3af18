"""One's own tokens, by which tools work at the desk in one's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.accounts.moments import now, text_of
from app.accounts.people import Person
from app.accounts.tokens import (
    LONGEST_DAYS,
    ListedToken,
    TokenWish,
    end_token,
    list_tokens,
    make_token,
    scopes_of,
)
from app.domain.workflow import Scope
from app.errors import FaultyDraftError
from app.staff.access import SignedInPerson, writing_desk
from app.staff.forms import Filled, Posted, PostedForm, posted_form
from app.staff.links import PATHS
from app.staff.page import DeskPage, StaffPage, StaffTemplate
from app.staff.routing import go_to, staff_router
from app.store.engine import reading

router = staff_router()
_USUAL_DAYS = "90"
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class TokensShown:
    """One's own tokens, the form for another one, and the text of one just made.

    `present` is the time now, as the database writes times.
    """

    tokens: Sequence[ListedToken]
    scopes: Sequence[Scope]
    filled: Filled
    chosen: Sequence[str]
    most_days: int
    present: str
    made: str | None = None


_PAGE = StaffTemplate[TokensShown]("tokens.html")


@router.get(PATHS["tokens"])
def show_tokens(request: Request, page: DeskPage, person: SignedInPerson) -> Response:
    """List one's own tokens, and show the form for another one."""
    return _show(request, page, person, Filled({"days": _USUAL_DAYS}))


@router.post(PATHS["tokens"])
def take_token(request: Request, page: DeskPage, form: Posted, person: SignedInPerson) -> Response:
    """Make a token, and show it this once."""
    try:
        with writing_desk(request) as desk:
            made = make_token(desk.session, person, _wish(form))
    except FaultyDraftError as error:
        values = {"name": form.text("name"), "days": form.text("days")}
        return _show(request, page, person, Filled(values, error.wrong))
    return _show(request, page, person, Filled({"days": _USUAL_DAYS}), made)


@router.post(PATHS["token-end"])
def take_token_end(
    request: Request,
    id: str,  # noqa: A002 - the address says id
    person: SignedInPerson,
) -> Response:
    """End one of one's own tokens."""
    with writing_desk(request) as desk:
        end_token(desk.session, person.number, id, desk.actor)
    return go_to("tokens", notice="token-ended")


def _wish(form: PostedForm) -> TokenWish:
    days = form.text("days").strip()
    is_number = days.isascii() and days.isdecimal() and len(days) <= _MOST_DIGITS
    known = [Scope(one) for one in form.texts("scopes") if one in set(Scope)]
    return TokenWish(form.text("name"), known, int(days) if is_number else 0)


def _show(
    request: Request,
    page: StaffPage,
    person: Person,
    filled: Filled,
    made: str | None = None,
) -> Response:
    with reading(request.app.state.engine) as session:
        tokens = list_tokens(session, person)
    usable = scopes_of(person.role)
    chosen = posted_form(request).texts("scopes") if filled.wrong else [Scope.READ.value]
    shown = TokensShown(
        tokens,
        [scope for scope in Scope if scope in usable],
        filled,
        chosen,
        LONGEST_DAYS,
        text_of(now()),
        made,
    )
    return _PAGE.show(page, shown, 422 if filled.wrong else 200)
