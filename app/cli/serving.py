"""The command that serves, until it is asked to stop."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

_SECONDS_TO_ANSWER = 60
"""How long a worker may be busy with itself before another takes its place."""

SECONDS_TO_FINISH = 20
"""How long requests that run when the server is asked to stop may still take."""


def serve(
    host: Annotated[str | None, typer.Option(help="The address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="How many processes serve.")
    ] = None,
) -> None:
    """Migrate the database, load the registry when it changed, and serve the scorecard."""
    from app.cli.logs import prepare_logging
    from app.cli.privacy import make_private
    from app.main import open_app, prepare

    end_when_asked(0)
    settings = settings_or_exit()
    prepare_logging(settings)
    make_private(settings.database_url)
    asked = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in asked.items() if value is not None}
    settings = settings.model_copy(update=given)
    prepare(settings)
    _invite_first(settings)
    if settings.workers == 1:
        run(open_app(settings), settings)
    else:
        # They read their settings from the environment, as this process has.
        os.environ |= {f"SCORECARD_{name.upper()}": str(value) for name, value in given.items()}
        run(f"{__name__}:worker", settings)


def worker() -> "FastAPI":
    """Make the application of one of several processes, which share a port."""
    from app.cli.logs import prepare_logging
    from app.main import open_app

    settings = settings_or_exit()
    prepare_logging(settings)
    return open_app(settings)


def _invite_first(settings: "Settings") -> None:
    """Print how to make the first administrator while there is nobody; it is in no log."""
    from app.accounts.commands import link_address
    from app.accounts.joining import open_setup
    from app.store.engine import open_engine

    engine = open_engine(settings.database_url)
    token = open_setup(engine)
    engine.dispose()
    if token is not None:
        typer.echo(
            "Nobody can work at the desk yet. This address makes the first administrator, once, "
            f"within a day:\n{link_address(settings, token)}"
        )


def run(app: "FastAPI | str", settings: "Settings") -> None:
    """Serve an application; asked to stop, take no new requests and finish those that run.

    Several workers need the name of what makes it: each is a process of its own.
    """
    import uvicorn

    # No access log: who read what is nobody's business. No server header: it helps only attackers.
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,  # prepare_logging has set it up, for the server's loggers too
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        workers=settings.workers,
        factory=isinstance(app, str),
        timeout_worker_healthcheck=_SECONDS_TO_ANSWER,
    )
