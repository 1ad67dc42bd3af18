"""What somebody at the desk sees when something is wrong: what it is, and what to do.

What they had written comes back with it (`app/staff/resuming.py`).
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.accounts.people import Person
from app.accounts.sign_in import may_work
from app.domain.messages import message
from app.errors import ScorecardError, SignInNeededError, TooManyAttemptsError
from app.staff.access import find_signed_in
from app.staff.links import link
from app.staff.page import StaffTemplate, page_for
from app.staff.resuming import Carried, Resuming, carried_from, interrupted
from app.store.engine import reading

_log = logging.getLogger(__name__)
_SERVER_ERROR = 500
_WORTH_ANOTHER_TRY = {409, 429, 500, 503}

Told = tuple[str, str]
"""A title, and a sentence that says what to do."""

NOT_FOUND: Told = (
    message("There is no such page at the desk"),
    message("The address may be mistyped, or what it showed was taken away. Begin at the desk."),
)
NOT_SO: Told = (
    message("This cannot be opened in this way"),
    message("It is an act, not a page: go to the page that has its button, and press that."),
)
NOT_UNDERSTOOD: Told = (
    message("This could not be read"),
    message("Nothing was saved. Go back, load the page again, and send it once more."),
)
BROKEN: Told = (
    message("Something went wrong here"),
    message(
        "The fault is ours, and it has been noted. Nothing was saved. Try again in a few minutes; "
        "if it stays so, tell whoever runs this installation the address of this page."
    ),
)
BUSY: Told = (
    message("The desk is busy"),
    message("Others are writing at this moment, and nothing of yours was saved. Send it again."),
)
_BY_STATUS = {404: NOT_FOUND, 405: NOT_SO}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, and what they had written; `can_retry` where sending it again may help."""

    status: int
    title: str
    sentence: str
    carried: Carried | None
    can_retry: bool


@dataclass(frozen=True, slots=True)
class SignInShown:
    """The form for signing in: what was typed, what is wrong, and what follows it."""

    resuming: Resuming
    login: str = ""
    wrong: str | None = None


SIGN_IN = StaffTemplate[SignInShown]("sign_in.html")
_PAGE = StaffTemplate[Problem]("error.html")


async def staff_error_answer(request: Request, error: Exception) -> Response:
    """Answer any error under /staff as a page of the desk; what is our fault is logged.

    A crash is logged where it is caught (`app/pages/crashes.py`).
    """
    if isinstance(error, SignInNeededError):
        return _ask_to_sign_in(request)
    problem = _problem(request, error)
    if problem.status >= _SERVER_ERROR and isinstance(error, (ScorecardError, HTTPException)):
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    person = await run_in_threadpool(_reader, request)
    answer = _PAGE.show(page_for(request, person), problem, problem.status)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    if isinstance(error, TooManyAttemptsError):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _ask_to_sign_in(request: Request) -> Response:
    """Lead to the page for signing in; or, where something was sent, show it in place."""
    resuming = interrupted(request)
    if resuming.carried is None:
        return RedirectResponse(link("sign-in", next=resuming.next), 303)
    return SIGN_IN.show(page_for(request, None), SignInShown(resuming), 401)


def _problem(request: Request, error: Exception) -> Problem:
    status, (title, sentence) = _told(error)
    carried = carried_from(request)
    return Problem(status, title, sentence, carried, status in _WORTH_ANOTHER_TRY)


TITLES = (
    message("Not found"),
    message("A parameter is wrong"),
    message("Sign in first"),
    message("Not allowed"),
    message("This cannot be done now"),
    message("Somebody else changed this in the meantime"),
    message("Say which version you change"),
    message("This is too large"),
    message("Something has to be corrected"),
    message("Too many attempts"),
)
"""The titles of errors that people can mend (`app/errors.py`), for the catalogues."""


def _told(error: Exception) -> tuple[int, Told]:
    if isinstance(error, ScorecardError) and error.status < _SERVER_ERROR:
        return error.status, (error.title, error.detail)
    if isinstance(error, HTTPException) and error.status_code < _SERVER_ERROR:
        return error.status_code, _BY_STATUS.get(error.status_code, NOT_UNDERSTOOD)
    if isinstance(error, RequestValidationError):  # an address that can be none
        return 404, NOT_FOUND
    if isinstance(error, OperationalError):  # waited for its turn to write, and in vain
        return HTTPStatus.SERVICE_UNAVAILABLE, BUSY
    return _SERVER_ERROR, BROKEN


def _reader(request: Request) -> Person | None:
    """Say who reads the page, so that they find their way back; nobody, if that fails too."""
    known: Person | None = getattr(request.state, "person", None)
    if known is not None:
        return known
    settings = request.app.state.settings
    try:
        with reading(request.app.state.engine) as session:
            found = find_signed_in(session, request)
    except SQLAlchemyError:
        return None
    return found.person if found and may_work(found, settings.second_factor) else None
