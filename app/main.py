"""Wiring: one function opens the database, adds routes and error answers, and decides nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import Semaphore
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from sqlalchemy import text
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app import api, pages
from app.api.problems import problem_answer
from app.dependencies import Turn
from app.errors import ScorecardError
from app.pages.errors import error_page
from app.registry.loading import bring_up_to_date
from app.settings import Settings, load_settings
from app.store.engine import CONNECTIONS, open_engine, reading
from app.store.migrate import migrate

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

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

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
    app.state.turns = Semaphore(CONNECTIONS)
    app.add_api_route("/healthz", show_health, methods=["GET", "HEAD"], include_in_schema=False)
    api.install(app)
    pages.install(app)
    for kind in (ScorecardError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_error)
    return app


def show_health(request: Request, _turn: Turn) -> dict[str, str]:
    """Answer `ok` once the database has answered as well: for a container's watch."""
    with reading(request.app.state.engine) as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}


async def _answer_error(request: Request, error: Exception) -> Response:
    """Answer tools with a problem document and people with a page."""
    is_api = request.url.path.startswith("/api/")
    return await (problem_answer if is_api else error_page)(request, error)
