"""Errors as problem documents (RFC 9457): one shape for every error of the API.

`type` is an address where that sort of problem is explained, `detail` says what to do. What is
our own fault is not told. It is written to the log: here, or for a crash in `app/wire/crashes.py`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api.parameters import known_parameters, wrong_value
from app.api.problem_sorts import (
    BAD_PARAMETER,
    NOT_FOUND,
    NOT_UNDERSTOOD,
    OF_STATUS,
    READ_ONLY,
    UNEXPECTED,
    Sort,
)
from app.errors import (
    BadParameterError,
    BadParametersError,
    FaultyDraftError,
    ScorecardError,
    SignInNeededError,
    StaleVersionError,
    TooManyAttemptsError,
    Wrong,
)
from app.queries.languages import Tongue
from app.wire.contract import operations_at

PROBLEM_JSON = "application/problem+json"

_log = logging.getLogger(__name__)
_OUR_FAULT = 500


class WrongParameter(BaseModel):
    """One parameter that is wrong."""

    parameter: str = Field(description="Its name, as written in the address.", examples=["status"])
    detail: str = Field(description="What is wrong with it, and what to write.")


class CurrentVersion(BaseModel):
    """What stands now, where a change was made to an older version."""

    version: int = Field(description="The version that stands now, as its ETag has it.")
    draft: dict[str, Any] | None = Field(description="What it says.")


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(description="Where this sort of problem is explained.")
    title: str = Field(description="The sort of problem, in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong this time, and what to do.")
    instance: str = Field(description="The path that was asked for.")
    parameter: str | None = Field(
        default=None, description="The first parameter that is wrong, where one is."
    )
    errors: list[WrongParameter] | None = Field(
        default=None, description="Every parameter or field that is wrong, where any is."
    )
    current: CurrentVersion | None = Field(
        default=None, description="What stands now, where a change was made to an older version."
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of an error."""

    sort: Sort
    status: int
    detail: str
    wrong: Sequence[Wrong] = ()
    headers: dict[str, str] = field(default_factory=dict)
    current: CurrentVersion | None = None


async def problem_answer(request: Request, error: Exception) -> Response:
    """Answer any error under /api as a problem document."""
    told = _tell(request, error)
    if told.status >= _OUR_FAULT and isinstance(error, (ScorecardError, HTTPException)):
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    problem = Problem(
        type=told.sort.type,
        title=told.sort.title,
        status=told.status,
        detail=told.detail,
        instance=quote(request.scope["path"][:400], safe="/"),
        parameter=told.wrong[0][0] if told.wrong else None,
        errors=[WrongParameter(parameter=name, detail=text) for name, text in told.wrong] or None,
        current=told.current,
    )
    return Response(
        problem.model_dump_json(exclude_none=True),
        told.status,
        headers={"Content-Language": _languages(request)} | told.headers,
        media_type=PROBLEM_JSON,
    )


def _tell(request: Request, error: Exception) -> _Told:
    if isinstance(error, RequestValidationError):
        return _bad_parameters(_of_validation(request, error))
    if isinstance(error, BadParametersError):
        return _bad_parameters(error.wrong)
    if isinstance(error, BadParameterError):
        return _bad_parameters([(error.parameter, error.detail)])
    if isinstance(error, ScorecardError) and error.status in OF_STATUS:
        return _of_status(error)
    if isinstance(error, HTTPException) and error.status_code < _OUR_FAULT:
        return _of_framework(request, error)
    return _Told(UNEXPECTED, _OUR_FAULT, UNEXPECTED.meaning)


def _of_status(error: ScorecardError) -> _Told:
    """Tell what its status says enough of."""
    sort = OF_STATUS[error.status]
    if isinstance(error, FaultyDraftError):
        return _Told(sort, error.status, error.detail, error.wrong)
    if isinstance(error, StaleVersionError):
        current = CurrentVersion(version=error.current, draft=error.text)
        return _Told(sort, error.status, error.detail, current=current)
    headers = {}
    if isinstance(error, SignInNeededError):
        headers = {"WWW-Authenticate": 'Bearer realm="scorecard"'}
    if isinstance(error, TooManyAttemptsError):
        headers = {"Retry-After": str(error.seconds)}
    return _Told(sort, error.status, error.detail, headers=headers)


def _bad_parameters(wrong: Sequence[Wrong]) -> _Told:
    detail = " ".join(f"{name}: {text}" for name, text in wrong)
    return _Told(BAD_PARAMETER, BadParameterError.status, detail, wrong)


def _of_validation(request: Request, error: RequestValidationError) -> list[Wrong]:
    route = request.scope["route"]
    known = known_parameters(route.contract, route.path_format)
    faults: Sequence[Any] = error.errors()
    return [
        (name, wrong_value(fault.get("input"), known.get(name, {})))
        for fault in faults
        for name in [str(fault["loc"][-1])]
    ]


def _of_framework(request: Request, error: HTTPException) -> _Told:
    status = error.status_code
    headers = dict(error.headers or {})
    if status == HTTPStatus.NOT_FOUND:
        detail = f"There is nothing at this address. {_hint(request)}"
        return _Told(NOT_FOUND, status, detail, headers=headers)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        answered = operations_at(request.app.openapi(), request.scope["path"])
        methods = sorted({*(answered or {"GET", "HEAD"}), "OPTIONS"})
        detail = f"{request.method[:20]} is not answered here: ask with {' or '.join(methods)}."
        return _Told(READ_ONLY, status, detail, headers=headers | {"Allow": ", ".join(methods)})
    return _Told(OF_STATUS.get(status, NOT_UNDERSTOOD), status, f"{error.detail}", headers=headers)


def _hint(request: Request) -> str:
    path: str = request.scope["path"]
    if path.rstrip("/") != path:
        return "Leave out the slash at the end. All addresses are listed at /api/v1/."
    return "All addresses are listed at /api/v1/."


def _languages(request: Request) -> str:
    """Give the languages of the answer: a title is English, a detail may be the reader's."""
    tongue = getattr(request.state, "tongue", None)
    came = tongue.languages() if isinstance(tongue, Tongue) else []
    return ", ".join(dict.fromkeys([*came, "en"]))
