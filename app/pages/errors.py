"""What a visitor sees when something is wrong: what it is and what to do, in the usual layout."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.domain.messages import message
from app.errors import BadParameterError, ScorecardError
from app.pages.days import DayAgain, day_again
from app.pages.page import Page, page_without_database
from app.pages.rendering import Template
from app.queries import languages

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the HTTP status, an English title, and sentences in the page's language.

    `again` asks for another day, where a day was what went wrong.
    """

    status: int
    title: str
    sentences: list[str]
    again: DayAgain | None = None


_PAGE = Template[Problem]("pages/error.html")

NOT_FOUND = (
    message("There is no such page"),
    message(
        "The address may be mistyped, or the page may have moved. "
        "Look for it in the list of commitments, or begin at the scorecard."
    ),
)
NOT_SO = (
    message("A page cannot be asked for in this way"),
    message("Pages here can only be read. Open the address without sending anything to it."),
)
NOT_UNDERSTOOD = (
    message("This request cannot be answered"),
    message("Go back to the page you came from, or begin at the scorecard."),
)
BROKEN = (
    message("Something went wrong here"),
    message(
        "The fault is ours, and it has been noted. Load the page again in a few minutes. "
        "If it stays broken, tell whoever runs this site the address of the page."
    ),
)
BAD_PARAMETER = (
    message("A part of the address cannot be read"),
    message("Take it out of the address, or choose another value on the page it belongs to."),
)
BAD_DAY = message("This day cannot be shown")
_BY_STATUS = {404: NOT_FOUND, 405: NOT_SO}
_SERVER_ERROR = 500

FAULTS = {
    "enum": message("{name}: “{value}” is none of the possible values. These are: {expected}."),
    "bool_parsing": message("{name}: write true or false, not “{value}”."),
    "int_parsing": message("{name}: write a whole number, not “{value}”."),
    "less_than_equal": message("{name}: {value} is too large. The largest possible is {le}."),
    "greater_than_equal": message("{name}: {value} is too small. The smallest possible is {ge}."),
    "string_too_long": message("{name}: this is too long. Use at most {max_length} characters."),
}
OTHER_FAULT = message("{name}: “{value}” is not possible here.")
_LONGEST_SHOWN = 80


async def error_page(request: Request, error: Exception) -> Response:
    """Answer any error as a page; what is our fault is logged and not shown.

    A crash is logged where it is caught (`app/wire/crashes.py`).
    """
    page = page_without_database(request)
    problem = _problem(page, error)
    again = day_again(request, error)
    if again is not None:
        problem = replace(problem, again=again)
        if isinstance(error, BadParameterError):
            problem = replace(problem, title=BAD_DAY, sentences=[error.detail])
    if problem.status >= _SERVER_ERROR and isinstance(error, (ScorecardError, HTTPException)):
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer = _PAGE.show(page, problem, problem.status)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    return answer


def _problem(page: Page, error: Exception) -> Problem:
    say = languages.catalogue(page.language).gettext
    if isinstance(error, RequestValidationError):
        faults = [_sentence(say, fault) for fault in error.errors()]
        # Two readers of one parameter report it twice.
        return Problem(422, BAD_PARAMETER[0], [*dict.fromkeys(faults), say(BAD_PARAMETER[1])])
    if isinstance(error, BadParameterError):
        sentence = f"{error.parameter}: {error.detail}"
        return Problem(error.status, BAD_PARAMETER[0], [sentence, say(BAD_PARAMETER[1])])
    if isinstance(error, ScorecardError) and error.status < _SERVER_ERROR:
        return Problem(error.status, NOT_FOUND[0], [error.detail])
    if isinstance(error, HTTPException) and error.status_code < _SERVER_ERROR:
        title, sentence = _BY_STATUS.get(error.status_code, NOT_UNDERSTOOD)
        return Problem(error.status_code, title, [say(sentence)])
    return Problem(_SERVER_ERROR, BROKEN[0], [say(BROKEN[1])])


def _sentence(say: Callable[[str], str], fault: Mapping[str, Any]) -> str:
    """Say what is wrong with one parameter, by its name as written in the address."""
    value = str(fault.get("input") or "")[:_LONGEST_SHOWN]
    if fault["type"] == "value_error":  # one that app/dependencies.py wrote for people
        return f"{fault['loc'][-1]}: {say(str(fault['ctx']['error']))}."
    words = {"name": fault["loc"][-1], "value": value, **fault.get("ctx", {})}
    return say(FAULTS.get(fault["type"], OTHER_FAULT)).format(**words)
