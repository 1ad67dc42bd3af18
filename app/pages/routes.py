"""All pages in one place, and what holds for every answer of the application."""

import logging

from fastapi import APIRouter, FastAPI, Request
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import RedirectResponse, Response

from app.domain.vocabulary import Language
from app.pages import (
    commitments,
    documents,
    instruments,
    links,
    methodology,
    revisions,
    scorecard,
    themes,
)
from app.pages.assets import show_asset
from app.pages.page import SERVED
from app.pages.routing import PREFIX
from app.pages.security import SecurityHeaders

_log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Add the public pages, static files, and the headers that protect whoever reads them."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)
    for noun in (scorecard, commitments, instruments, themes, documents, revisions, methodology):
        router.include_router(noun.router)
    app.include_router(router)
    app.add_route("/", _to_first_page, include_in_schema=False)
    app.add_route(PREFIX, _to_first_page, include_in_schema=False)
    app.add_route(PREFIX + "/{path:path}/", _without_slash, include_in_schema=False)
    app.add_route("/static/{name}", show_asset, include_in_schema=False)
    # The framework's own redirect names a host, and takes its word for it from the request.
    app.router.redirect_slashes = False
    # Starlette answers a crash outside all middleware, where no header would be added; so it is
    # answered inside as well, by the same function.
    app.add_middleware(ServerErrorMiddleware, handler=_answer_crash)
    app.add_middleware(SecurityHeaders)


async def _to_first_page(request: Request) -> Response:
    language = Language(request.path_params.get("language", SERVED[0]))
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(links.link(language, "scorecard") + query, 307)


async def _without_slash(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path.rstrip("/") + query, 307)


async def _answer_crash(request: Request, error: Exception) -> Response:
    """Note a crash in the log, and answer it as the application answers any error."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer: Response = await request.app.exception_handlers[Exception](request, error)
    return answer
