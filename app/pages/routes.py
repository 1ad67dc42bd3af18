"""All pages in one place."""

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
    data,
    documents,
    evidence,
    history,
    instruments,
    ledger,
    methodology,
    permanent,
    reference,
    revisions,
    robots,
    scorecard,
    share,
    themes,
    widgets,
)
from app.pages.assets import show_asset
from app.pages.page import preferred_language
from app.pages.routing import PREFIX
from app.wire.routes import add_routes

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
    data,
    cards,
    badges,
    widgets,
    share,
)


ROUTERS = (reference.router,)
"""Pages at addresses of the API, to be given to `app.api.install`."""


def install(app: FastAPI) -> None:
    """Add the public pages and static files."""
    for noun in _NOUNS:
        add_routes(app, noun.router)
    add_routes(app, robots.router)
    add_routes(app, permanent.router)
    app.add_route("/", _to_first_page, include_in_schema=False)
    app.add_route(PREFIX, _to_first_page, include_in_schema=False)
    app.add_route(PREFIX + "/{path:path}/", _without_slash, include_in_schema=False)
    app.add_route("/static/{name}", show_asset, include_in_schema=False)
    # The framework's own redirect names a host, and takes its word for it from the request.
    app.router.redirect_slashes = False


async def _to_first_page(request: Request) -> Response:
    said = request.path_params.get("language")
    language = Language(said) if said else preferred_language(request)
    query = f"?{request.url.query}" if request.url.query else ""
    headers = None if said else {"Vary": "Accept-Language"}
    return RedirectResponse(links.link(language, "scorecard") + query, 307, headers)


async def _without_slash(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(request.url.path.rstrip("/") + query, 307)
