"""Wiring: one function opens the database, adds routes and error answers, and decides nothing."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http import HTTPStatus

from anyio import Semaphore
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app import api, feeds, pages, staff, wire, writing
from app.api.problems import problem_answer
from app.dependencies import Turn
from app.errors import ScorecardError
from app.exports.kept import Exports
from app.links import changes
from app.outgoing.guarded import GuardedClient
from app.outgoing.sender import Sender
from app.pages.errors import error_page
from app.registry.loading import bring_up_to_date
from app.settings import Settings, load_settings
from app.store.closing import close_engine
from app.store.condition import answers, why_not_ready
from app.store.engine import CONNECTIONS, open_engine
from app.store.migrate import migrate
from app.wire.forms import wants_no_page

# On by default, at a tenth and more of every answer's time, with nobody listening.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application; the database is migrated and the registry loaded before it answers.

    Raises:
        ScorecardError: when the database cannot be used, or it is empty and the registry faulty.

    """
    settings = settings or load_settings()
    engine = open_engine(settings.database_url)
    migrate(engine)
    bring_up_to_date(engine, settings, settings.today())
    return assemble(settings, engine)


def assemble(settings: Settings, engine: Engine) -> FastAPI:
    """Make the application over a database that is ready: `app/mirror` asks it for pages."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with sending_webhooks(app):
            yield
        app.state.exports.close()
        close_engine(engine)

    app = FastAPI(
        title="Reform Scorecard",
        lifespan=lifespan,
        docs_url=None,  # FastAPI's own page loads scripts from other hosts
        redoc_url=None,
        openapi_url=None,  # app/api serves the contract under its own address
        telemetry=_NO_TELEMETRY,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.exports = Exports(engine, settings)
    app.state.guarded = GuardedClient()
    app.state.address_of_changes = partial(address_of_changes, settings)
    app.state.turns = Semaphore(CONNECTIONS)
    for path, answer in (("/healthz", show_health), ("/readyz", show_readiness)):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], include_in_schema=False)
    api.install(app, (*writing.ROUTERS, *pages.ROUTERS))
    staff.install(app)
    feeds.install(app)  # before pages: no commitment is called feed.atom
    pages.install(app)
    wire.install(app)
    for kind in (ScorecardError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_error)
    return app


def address_of_changes(settings: Settings, since: int) -> str:
    """Give where the changes after a revision are read: whole, where the site knows its own."""
    return f"{settings.public_url or ''}{changes(since)}"


@contextmanager
def sending_webhooks(app: FastAPI) -> Iterator[None]:
    """Tell webhooks of changes while the block lasts, unless the settings say otherwise."""
    state = app.state
    if state.settings.webhooks == "off":
        yield
        return
    sender = Sender(state.engine, state.guarded.post, state.address_of_changes)
    sender.start()
    try:
        yield
    finally:
        sender.stop()


def show_health(request: Request, _turn: Turn) -> Response:
    """Answer `ok` once the database has answered as well: for a container's watch."""
    is_answering = answers(request.app.state.engine)
    return _state(None if is_answering else "database", "failing")


def show_readiness(request: Request, _turn: Turn) -> Response:
    """Answer `ok` where a reader would be answered; else 503 and one word: what is missing."""
    return _state(why_not_ready(request.app.state.engine), "not ready")


def _state(reason: str | None, name: str) -> Response:
    state = {"status": "ok"} if reason is None else {"status": name, "reason": reason}
    status = HTTPStatus.OK if reason is None else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(state, status, {"Cache-Control": "no-store"})


async def _answer_error(request: Request, error: Exception) -> Response:
    """Answer tools with a problem document, and people with a page: staff with one of the desk."""
    path = request.scope["path"]
    if path.startswith("/api/") or wants_no_page(request):
        return await problem_answer(request, error)
    return await (staff.staff_error_answer if staff.is_staff(path) else error_page)(request, error)
