"""The end of signing in: the cookie, and on to where somebody was."""

from starlette.responses import Response

from app.accounts.second_factor import is_missing
from app.accounts.sessions import SignedIn
from app.staff.access import COOKIE
from app.staff.page import StaffPage, StaffTemplate
from app.staff.resuming import Resuming
from app.staff.routing import go_to

_GO_ON = StaffTemplate[Resuming]("go_on.html")


def welcome(page: StaffPage, resuming: Resuming) -> Response:
    """Lead somebody who proved everything to where they were, or to the form they had sent."""
    if resuming.carried:
        return _GO_ON.show(page, resuming)
    return go_to("kept", next=resuming.next)


def with_cookie(answer: Response, token: str) -> Response:
    """Have the browser keep a token until it is closed: for this host, encrypted, out of reach."""
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def without_cookie(answer: Response) -> Response:
    """Have the browser forget its token."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def missing_step(found: SignedIn, policy: str) -> str | None:
    """Name the page on which a session becomes complete; None when it is.

    `policy` is the setting for second factors.
    """
    if is_missing(found.person, policy):
        return "factor"
    return None if found.is_complete else "second-step"
