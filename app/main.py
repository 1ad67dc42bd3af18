"""Wiring: one function opens the database, adds routes and error answers, and decides nothing."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http import HTTPStatus

from anyio import Semaphore, to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import api, feeds, pages, staff, wire, writing
from app.api.problems import problem_answer
from app.dependencies import Turn
from app.errors import ScorecardError
from app.exports.kept import Exports
from app.links import changes
from app.outgoing.guarded import GuardedClient
from app.outgoing.sender import Sender
from app.pages.errors import error_page
from app.settings import Settings, load_settings
from app.store.closing import close_engine
from app.store.condition import answers, why_not_ready
from app.store.engine import CONNECTIONS, open_engine, writes_to
from app.wire.forms import wants_no_page
from app.wire.present import Present
from app.wire.ready import Ready

# On by default, at a tenth and more of every answer's time, with nobody listening.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}

_MB = 2**20
_LEAST_READERS = 5
"""Connections of one worker, however many there are."""


class Scorecard(FastAPI):
    """The application, and before it what is ready to be sent, where there is room for any."""

    ready: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is ready, or as the framework does."""
        await (self.ready or super().__call__)(scope, receive, send)

    def keep_ready(self, present: Present, most: int) -> None:
        """Keep answers, up to so many bytes of them."""
        self.ready = Ready(self, super().__call__, present, most)


def create_app(settings: Settings | None = None) -> Scorecard:
    """Make the application; the database is migrated and the registry loaded before it answers.

    Raises:
        ScorecardError: when the database cannot be used, or it is empty and the registry faulty.

    """
    from app.preparing import prepare  # noqa: PLC0415 - a server has it done elsewhere

    settings = settings or load_settings()
    prepare(settings)
    return open_app(settings)


def open_app(settings: Settings) -> Scorecard:
    """Make the application over a database that is prepared: what every worker does."""
    readers = max(CONNECTIONS // settings.workers, _LEAST_READERS)
    engine = open_engine(settings.database_url, readers)
    replica = settings.read_database_url
    reader = open_engine(replica, readers) if replica else engine
    app = assemble(settings, engine, reader)
    app.state.turns = Semaphore(readers)
    if settings.cache_mb:
        present = Present(reader, writes_to(str(engine.url)), settings)
        app.keep_ready(present, settings.cache_mb * _MB)
    return app


def assemble(settings: Settings, engine: Engine, reader: Engine | None = None) -> Scorecard:
    """Make the application over a database that is ready: `app/mirror` asks it for pages.

    `reader` is what public answers are read from, where that is not `engine`.
    """
    reader = reader or engine

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Each thread may hold a connection, and there are no more of those.
        to_thread.current_default_thread_limiter().total_tokens = CONNECTIONS
        with sending_webhooks(app):
            yield
        app.state.exports.close()
        close_engine(engine)
        reader.dispose()

    app = Scorecard(
        title="Reform Scorecard",
        lifespan=lifespan,
        docs_url=None,  # FastAPI's own page loads scripts from other hosts
        redoc_url=None,
        openapi_url=None,  # app/api serves the contract under its own address
        telemetry=_NO_TELEMETRY,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.reader = reader
    app.state.exports = Exports(reader, settings)
    app.state.guarded = GuardedClient()
    app.state.address_of_changes = partial(address_of_changes, settings)
    app.state.turns = Semaphore(CONNECTIONS)
    _add_rooms(app)
    return app


def _add_rooms(app: FastAPI) -> None:
    for path, answer in (("/healthz", show_health), ("/readyz", show_readiness)):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], include_in_schema=False)
    api.install(app, (*writing.ROUTERS, *pages.ROUTERS))
    staff.install(app)
    feeds.install(app)  # before pages: no commitment is called feed.atom
    pages.install(app)
    wire.install(app)
    for kind in (ScorecardError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_error)


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
    state = request.app.state
    is_answering = answers(state.engine) and answers(state.reader)
    return _state(None if is_answering else "database", "failing")


def show_readiness(request: Request, _turn: Turn) -> Response:
    """Answer `ok` where a reader would be answered; else 503 and one word: what is missing."""
    state = request.app.state
    return _state(why_not_ready(state.engine) or why_not_ready(state.reader), "not ready")


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
