"""The command that moves an installation into another database."""

from typing import Annotated

import typer

from app.cli.terminal import bytes_shown, end_when_asked, settings_or_exit


def move(
    to_url: Annotated[
        str, typer.Argument(metavar="TO_URL", help="The address of a new, empty database.")
    ],
) -> None:
    """Copy everything into another database, from SQLite to PostgreSQL or back, and verify it.

    The server must be stopped. The present database stays as it is.
    """
    from app.store.moving import move as move_all

    end_when_asked()
    settings = settings_or_exit()
    with bytes_shown("Moving") as tell:
        moved = move_all(settings.database_url, to_url, tell)
    ledgers = ", ".join(f"{name} ledger to revision {head}" for name, head in moved.heads.items())
    typer.echo(f"Moved: {sum(moved.rows.values())} rows of {len(moved.rows)} tables, {ledgers}.")
    typer.echo("Every row was compared, and ledgers, readings and the search index verified.")
    typer.echo(
        "Set SCORECARD_DATABASE_URL to the new address before the server is started again: the "
        "present database stays as it is, and what would be written to it is in no other."
    )
