"""The command that takes dated copies of all that is public, and keeps them free of redactions."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.terminal import end_when_asked, settings_or_exit, steps_shown

if TYPE_CHECKING:
    from app.queries.view import View
    from app.settings import Settings
    from app.store.signing import SigningKey

_NOT_SIGNED = (
    "It is not signed: no key is set. `scorecard key new` makes one, in the file that "
    "SCORECARD_SIGNING_KEY names."
)


def snapshot(
    replace_redacted: Annotated[
        bool,
        typer.Option("--replace-redacted", help="Only replace those with redacted texts in them."),
    ] = False,
) -> None:
    """Write a dated copy of all that is public, signed, into the folder of snapshots.

    Snapshots that hold what was redacted since are made anew without it first.
    """
    end_when_asked()
    settings = settings_or_exit()
    key = _key(settings)
    with _seen(settings) as view:
        number = _replace(view, settings, key)
        if not replace_redacted:
            _take(view, settings, key)
        elif not number:
            typer.echo("No snapshot holds anything that was redacted.")


def _replace(view: "View", settings: "Settings", key: "SigningKey | None") -> int:
    from app.exports.snapshots.redactions import redactions_in
    from app.exports.snapshots.replacing import replace_redacted

    redactions = redactions_in(view.session)
    number = 0
    for kept in replace_redacted(settings.snapshots, redactions, key, view.today):
        typer.echo(f"{kept.path}: made anew without what was redacted, and says so.")
        number += 1
    return number


def _take(view: "View", settings: "Settings", key: "SigningKey | None") -> None:
    from app.exports.package import rows_to_write
    from app.exports.snapshots.taking import take_snapshot

    with steps_shown("Writing") as (advance, set_total):
        set_total(rows_to_write(view))
        taken = take_snapshot(view, settings.snapshots, key, advance)
    kept = taken.kept
    if not taken.is_new:
        typer.echo(f"{kept.path}: the ledger is as it was then. Nothing was written.")
        return
    typer.echo(
        f"{kept.path}: {kept.mark.bytes / 1_000_000:.1f} MB, {kept.checkpoint.length} revisions, "
        f"SHA-256 {kept.mark.sha256}."
    )
    typer.echo(f"Signed with {kept.key}" if kept.key else _NOT_SIGNED)


def _key(settings: "Settings") -> "SigningKey | None":
    from app.store.key_files import load_key

    return None if settings.signing_key is None else load_key(settings.signing_key)


@contextmanager
def _seen(settings: "Settings") -> "Iterator[View]":
    """Look at the database as it is today."""
    from app.domain.vocabulary import Language
    from app.queries.languages import Tongue
    from app.queries.view import look
    from app.store.engine import exists, in_plain_words, open_engine, reading
    from app.store.migrate import migrate

    url, today = settings.database_url, settings.today()
    if not exists(url):
        sys.exit(f"There is no database at {url}: check SCORECARD_DATABASE_URL and the folder.")
    engine = open_engine(url)
    migrate(engine)
    with in_plain_words(engine), reading(engine) as session:
        yield look(session, today, today, Tongue(Language.ENGLISH))
    engine.dispose()
