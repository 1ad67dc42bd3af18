"""Preparing the database for a server while the server itself is being loaded."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

import typer

from app.cli.terminal import end_when_asked, in_plain_words

if TYPE_CHECKING:
    from app.settings import Settings


@contextmanager
def preparing(settings: "Settings") -> Iterator[None]:
    """Migrate the database and load the registry while the block lasts; then wait for it.

    It has a process of its own, and that one's memory goes with it. What goes wrong there is told
    there; this process then ends as it did. Without Linux, where forking is not safe, it comes
    before the block.
    """
    if sys.platform != "linux":
        _prepare(settings)
        yield
        return
    apart = get_context("fork").Process(target=_prepare_apart, args=(settings,))
    apart.start()
    try:
        yield
        apart.join()
    finally:
        apart.terminate()
        apart.join()
    if apart.exitcode:
        sys.exit(apart.exitcode if apart.exitcode > 0 else _cut_short(-apart.exitcode))


def _cut_short(number: int) -> str:
    return (
        f"The database was not prepared: the process that did it was ended (signal {number}), "
        "perhaps because memory ran out. Nothing is half done: start again."
    )


def _prepare_apart(settings: "Settings") -> None:
    """Prepare, and leave it to the process that waits to hear what is typed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_when_asked(1)  # what was cut short is not prepared
    with in_plain_words():
        _prepare(settings)


def _prepare(settings: "Settings") -> None:
    from app.preparing import prepare

    prepare(settings)
    _invite_first(settings)


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
