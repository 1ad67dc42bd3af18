"""The command that serves, until it is asked to stop."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

SECONDS_TO_FINISH = 20
"""How long requests that run when the server is asked to stop may still take."""


def serve(
    host: Annotated[str | None, typer.Option(help="The address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
) -> None:
    """Migrate the database, load the registry when it changed, and serve the scorecard."""
    from app.cli.logs import prepare_logging
    from app.cli.privacy import make_private
    from app.main import create_app

    end_when_asked(0)
    settings = settings_or_exit()
    prepare_logging(settings)
    make_private(settings.database_url)
    asked = {"host": host, "port": port}
    given = {name: value for name, value in asked.items() if value is not None}
    settings = settings.model_copy(update=given)
    app = create_app(settings)
    _invite_first(app, settings)
    run(app, settings)


def _invite_first(app: "FastAPI", settings: "Settings") -> None:
    """Print how to make the first administrator while there is nobody; it is in no log."""
    from app.accounts.commands import link_address
    from app.accounts.joining import open_setup

    token = open_setup(app.state.engine)
    if token is not None:
        typer.echo(
            "Nobody can work at the desk yet. This address makes the first administrator, once, "
            f"within a day:\n{link_address(settings, token)}"
        )


def run(app: "FastAPI", settings: "Settings") -> None:
    """Serve an application; asked to stop, take no new requests and finish those that run."""
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
    )
