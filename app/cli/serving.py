"""The command that serves, until it is asked to stop."""

import ctypes
import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings

# The names of settings in malloc.h.
_M_ARENA_MAX = -8
_M_MMAP_THRESHOLD = -3
_LARGE_PIECE = 2**20  # with less, a page of 100 kB is sent by a fifth more slowly

_SECONDS_BETWEEN_THREADS = 0.001
"""How long a thread may go on while another waits: a page that is made, while ready ones are asked.

With the five thousandths of Python's own, ready answers wait so long again and again.
"""

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
    from app.cli.preparing import preparing
    from app.cli.privacy import make_private

    end_when_asked(0)
    settings = settings_or_exit()
    prepare_logging(settings)
    make_private(settings.database_url)
    asked = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in asked.items() if value is not None}
    settings = settings.model_copy(update=given)
    if settings.workers == 1:
        with preparing(settings):
            app = _opened(settings)
        run(app, settings)
    else:
        # They read their settings from the environment, as this process has.
        os.environ |= {f"SCORECARD_{name.upper()}": str(value) for name, value in given.items()}
        with preparing(settings):
            pass
        run(f"{__name__}:worker", settings)


def worker() -> "FastAPI":
    """Make the application of one of several processes, which share a port."""
    from app.cli.logs import prepare_logging

    settings = settings_or_exit()
    prepare_logging(settings)
    return _opened(settings)


def _opened(settings: "Settings") -> "FastAPI":
    """Load the program and make the application, with its memory kept small and in order."""
    _share_memory()
    sys.setswitchinterval(_SECONDS_BETWEEN_THREADS)
    gc.disable()
    from app.main import open_app

    app = open_app(settings)
    # What is there now stays: nothing of it is looked through again for what could go.
    gc.freeze()
    gc.enable()
    return app


def _share_memory() -> None:
    """Have all threads take memory from one store, and give large pieces back when they are done.

    With a store for each, and whatever was large once kept, 50 MB lie idle.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library than that of GNU
            allocator = ctypes.CDLL(None)
            allocator.mallopt(_M_ARENA_MAX, 1)
            allocator.mallopt(_M_MMAP_THRESHOLD, _LARGE_PIECE)


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
