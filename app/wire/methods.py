"""OPTIONS: which methods an address answers, for people who explore and browsers that ask first.

A browser asks so before it lets a page of another site read here in any but the plainest way
(CORS, preflight); `app/wire/security.py` answers that where everybody may read.
"""

from collections.abc import Iterator

from fastapi.routing import iter_route_contexts
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.wire.contract import ends_of, operations_at

_DESK = "staff"


class Methods:
    """ASGI middleware within the headers; the desk, which is nobody's to explore, passes it."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS where anything is answered, and leave the rest to the routes."""
        answer = _answer(scope) if _is_asked(scope) else None
        await (answer or self._app)(scope, receive, send)


def _is_asked(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "OPTIONS":
        return False
    return ends_of(scope["path"])[0] != _DESK


def _answer(scope: Scope) -> Response | None:
    described = operations_at(scope["app"].openapi(), scope["path"])
    methods = {*(described or _methods_at(scope))}
    if not methods:
        return None
    scope["is_private"] = any("security" in one for one in described.values())
    return Response(status_code=204, headers={"Allow": ", ".join(sorted({*methods, "OPTIONS"}))})


def _methods_at(scope: Scope) -> Iterator[str]:
    """Name the methods of every route whose path fits, whatever else was asked for."""
    for one in iter_route_contexts(scope["app"].routes):
        regex = getattr(one, "path_regex", None)
        if regex is not None and regex.match(scope["path"]):
            yield from one.methods or ()
