"""Commands for whoever keeps an installation running: backup, restore, doctor."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.terminal import bytes_shown, end_when_asked, settings_or_exit

_NOW_WHAT = (
    "Everybody who works at the desk has to sign in again. Accounts and API tokens are as they "
    "were when the backup was taken: disable anew whom you disabled since."
)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the backup.")],
    force: Annotated[bool, typer.Option(help="Write over the file if it is there.")] = False,
) -> None:
    """Copy the whole database into one file, also while it is served, and check the copy."""
    from app.store.backup_files import Choice
    from app.store.backups import write_backup

    end_when_asked()
    settings = settings_or_exit()
    with bytes_shown("Copying") as tell:
        held = write_backup(settings.database_url, file, Choice(force, tell))
    typer.echo(f"{file}: {held.sentence()}.")
    typer.echo("It holds accounts and drafts: keep it where nobody else can read it.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup wrote.")],
    force: Annotated[
        bool, typer.Option(help="Also if there is a database; it is kept beside (SQLite).")
    ] = False,
) -> None:
    """Put a backup in place of the database; the server must be stopped."""
    from app.store.backup_files import Choice
    from app.store.backups import restore_backup

    end_when_asked()
    settings = settings_or_exit()
    with bytes_shown("Restoring") as tell:
        held, aside = restore_backup(settings.database_url, file, Choice(force, tell))
    typer.echo(f"Restored: {held.sentence()}.")
    if aside is not None:
        typer.echo(f"The former database is kept as {aside}.")
    typer.echo(_NOW_WHAT)


def doctor() -> None:
    """Look at settings, database, ledger, disk and clock, and say what to do; changes nothing."""
    from app.cli.doctor import examine
    from app.cli.findings import Level

    worst = Level.OK
    for finding in examine():
        typer.echo(finding.line())
        worst = max(worst, finding.level)
    if worst is Level.FAIL:
        raise typer.Exit(1)
