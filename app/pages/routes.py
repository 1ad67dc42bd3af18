"""All pages in one place, and what holds for every answer of the application."""

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from app import links
from app.domain.vocabulary import Language
from app.pages import (
    badges,
    cards,
    commitment,
    commitments,
    comparison,
    corrections,
    documents,
    evidence,
    history,
    instruments,
    ledger,
    methodology,
    revisions,
    robots,
    scorecard,
    share,
    themes,
    widgets,
)
from app.pages.assets import show_asset
from app.pages.compression import Compression
from app.pages.crashes import Crashes
from app.pages.page import preferred_language
from app.pages.routing import PREFIX
from app.pages.security import SecurityHeaders

_NOUNS = (
    scorecard,
    commitments,
    commitment,
    instruments,
    themes,
    documents,
    evidence,
    history,
    revisions,
    comparison,
    corrections,
    ledger,
    methodology,
    cards,
    badges,
    widgets,
    share,
)


def install(app: FastAPI) -> None:
    """Add the public pages, static files, and the headers that protect whoever reads them."""
    for noun in _NOUNS:
        app.include_router(noun.router, prefix=PREFIX, include_in_schema=False)
    app.include_router(robots.router, include_in_schema=False)
    app.add_route("/", _to_first_page, include_in_schema=False)
    app.add_route(PREFIX, _to_first_page, include_in_schema=False)
    app.add_route(PREFIX + "/{path:path}/", _without_slash, include_in_schema=False)
    app.add_route("/static/{name}", show_asset, include_in_schema=False)
    # The framework's own redirect names a host, and takes its word for it from the request.
    app.router.redirect_slashes = False
    # Inside the headers, which a crash is answered with like anything else.
    app.add_middleware(Crashes)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Compression)


async def _to_first_page(request: Request) -> Response:
    said = request.path_params.get("language")
    language = Language(said) if said else preferred_language(request)
    query = f"?{request.url.query}" if request.url.query else ""
    headers = None if said else {"Vary": "Accept-Language"}
    return RedirectResponse(links.link(language, "scorecard") + query, 307, headers)


async def _without_slash(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path.rstrip("/") + query, 307)
