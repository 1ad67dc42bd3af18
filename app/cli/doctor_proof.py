"""What `scorecard doctor` finds about the signing key and the snapshots."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.cli.findings import Finding, fail, ok, warn
from app.errors import ScorecardError
from app.exports.snapshots.redactions import withheld
from app.exports.snapshots.shelf import list_kept, snapshot_files
from app.settings import Settings
from app.store.condition import open_to_look, sqlite_file
from app.store.engine import exists, reading
from app.store.key_files import is_closed, load_key
from app.store.signing import KeyFaultError

_KEY, _SNAPSHOTS = "signing key", "snapshots"


def examine_proof(settings: Settings) -> Iterator[Finding]:
    """Look at the key, and at the snapshots that are served."""
    yield from _key(settings)
    yield from _snapshots(settings)


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.signing_key
    if path is None:
        yield ok(
            _KEY,
            "none, so nothing that is published is signed: let SCORECARD_SIGNING_KEY name a file, "
            "and run `scorecard key new`",
        )
        return
    try:
        key = load_key(path)
    except KeyFaultError as error:
        yield fail(_KEY, error.detail)
        return
    if not is_closed(path):
        yield warn(
            _KEY,
            f"others on this machine can read {path}, and sign as you: chmod 600 {path}; if "
            "somebody may have done so, make a new key (docs/operations.md)",
        )
    else:
        yield ok(_KEY, f"{key.public}, in a file closed to others")
    if _lies_by_the_database(path, settings):
        yield warn(
            _KEY,
            f"{path} is in the folder of the database: whoever can write there could alter both. "
            "Keep it elsewhere",
        )


def _lies_by_the_database(path: Path, settings: Settings) -> bool:
    url = settings.database_url
    return url.startswith("sqlite") and sqlite_file(url).resolve().parent == path.resolve().parent


def _snapshots(settings: Settings) -> Iterator[Finding]:
    folder = settings.snapshots
    kept = list_kept(folder)
    if not kept:
        yield ok(_SNAPSHOTS, f"none in {folder}: `scorecard snapshot` takes one")
    else:
        yield ok(_SNAPSHOTS, f"{len(kept)} in {folder}, the newest {kept[0].name}")
    unread = sorted({path.name for path in snapshot_files(folder)} - {one.name for one in kept})
    if unread:
        yield warn(_SNAPSHOTS, f"{unread[0]} cannot be read, so it is not served: restore it")
    if kept and not os.access(folder, os.W_OK):
        yield warn(_SNAPSHOTS, f"this user cannot write to {folder}: no more can be taken")
    yield from _withheld(settings)


def _withheld(settings: Settings) -> Iterator[Finding]:
    """Name the snapshots that hold what was redacted since; a faulty database is told elsewhere."""
    if not exists(settings.database_url):
        return
    try:
        engine = open_to_look(settings.database_url)
        with reading(engine) as session:
            held = [one.name for one in withheld(session, settings.snapshots)]
        engine.dispose()
    except (SQLAlchemyError, ScorecardError, ValueError, LookupError):
        return
    if held:
        yield warn(
            _SNAPSHOTS,
            f"{len(held)} hold what was redacted since ({held[0]}) and are not served: run "
            "`scorecard snapshot --replace-redacted`",
        )
