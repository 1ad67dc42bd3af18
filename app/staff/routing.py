"""The door of the desk: what holds for every request under /staff, whatever answers it.

Nothing is taken from another site's page, bodies are read within bounds, and no answer is kept
by a browser or a cache.
"""

from fastapi import APIRouter
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.messages import message
from app.errors import NotAllowedError, ScorecardError
from app.staff.errors import staff_error_answer
from app.staff.forms import (
    MOST_BYTES,
    MOST_BYTES_AT_ALL,
    MOST_BYTES_CARRIED,
    UPLOADS,
    must_be_small,
    read_form,
)
from app.staff.links import PREFIX, is_staff, link, own_path
from app.staff.page import HEADERS

_SAFE = {"GET", "HEAD", "OPTIONS"}
_FROM_HERE = {"same-origin", "none"}
_SCHEMES = {"http", "https"}

FROM_ELSEWHERE = message(
    "This was not sent from a page of this desk, so nothing was done. Open the desk itself, and "
    "do it there. If you did, your browser hides where forms come from: try another browser."
)


def staff_router() -> APIRouter:
    """Make the router of one room of the desk; its paths come from `links.PATHS`."""
    return APIRouter(prefix=PREFIX, include_in_schema=False)


def go_to(name: str, /, **values: object) -> RedirectResponse:
    """Lead to another staff page after something was done, so that a reload repeats nothing."""
    return RedirectResponse(link(name, None, **values), 303)


def go_on(asked: str | None) -> RedirectResponse:
    """Lead to a path that came from outside, if it is one of the desk's; else to the desk."""
    return RedirectResponse(own_path(asked) or link("desk"), 303)


def must_come_from_here(headers: Headers) -> None:
    """Refuse what a page of another site had a browser send.

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin. Who says
    neither is no browser that could be led astray, but also none that is known to be safe.

    Raises:
        NotAllowedError: when it comes from elsewhere, or that cannot be told.

    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_ours = site in _FROM_HERE
    else:
        scheme, _, host = headers.get("origin", "").partition("://")
        # Behind a proxy the scheme that the browser sees is not known here.
        is_ours = scheme in _SCHEMES and bool(host) and host == headers.get("host")
    if not is_ours:
        raise NotAllowedError(FROM_ELSEWHERE)


class Door:
    """ASGI middleware around all routes; other paths pass it untouched."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or read what was sent, and let the request in."""
        if scope["type"] != "http" or not is_staff(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        try:
            await _let_in(request)
        except (ScorecardError, HTTPException) as error:
            answer = await staff_error_answer(request, error)
            await answer(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


async def _let_in(request: Request) -> None:
    request.state.posted = None
    if request.method in _SAFE:
        return
    must_come_from_here(request.headers)
    request.state.posted = await read_form(request)
    must_be_small(request.state.posted, _most_bytes(request.scope["path"]))


def _most_bytes(path: str) -> int:
    if path in UPLOADS:
        return MOST_BYTES_AT_ALL
    signing_in = {link("sign-in"), link("second-step"), link("factor")}
    return MOST_BYTES_CARRIED if path in signing_in else MOST_BYTES
