"""What `scorecard doctor` finds in the database, without migrating or writing anything."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from app.cli.doctor_webhooks import examine_webhooks
from app.cli.findings import Finding, fail, ok, warn
from app.errors import UnusableDatabaseError
from app.settings import Settings
from app.store.condition import (
    broken_ends,
    heads_of,
    known_migrations,
    migration_of,
    open_to_look,
    sqlite_file,
)
from app.store.engine import exists, reading
from app.store.tables import RegistryState, Revision

_MOST_TOLD = 5
_LINKS = 1_000


def examine_database(settings: Settings) -> Iterator[Finding]:
    """Look at the database, as far as it can be opened."""
    try:
        engine = open_to_look(settings.database_url)
    except UnusableDatabaseError as error:
        yield fail("database", error.detail)
        return
    if not exists(settings.database_url):
        yield fail(
            "database",
            f"there is no file {sqlite_file(settings.database_url).absolute()}: right before the "
            "first start, otherwise check SCORECARD_DATABASE_URL and the folder",
        )
        return
    try:
        with reading(engine) as session:
            yield from _examine(session, engine, settings)
    except DBAPIError as error:
        yield fail(
            "database",
            f"it cannot be read ({str(error.orig).strip()}): check that its server runs, that this "
            "user may read it, and that it is what SCORECARD_DATABASE_URL should name; a damaged "
            "one is replaced by `scorecard restore`",
        )
    finally:
        engine.dispose()


def _examine(session: Session, engine: Engine, settings: Settings) -> Iterator[Finding]:
    yield ok("database", _server(session, engine))
    migration, newest = migration_of(session), known_migrations()[0]
    if migration == newest:
        yield ok("migrations", f"{migration}, the newest")
        yield from _ledgers(session)
        yield from _registry(session, settings.registry)
        yield from _time(session)
        yield from examine_webhooks(session, settings)
    elif migration in known_migrations():
        yield warn(
            "migrations",
            f"{migration}, and this version needs {newest}: make a backup; the next start does it",
        )
    elif migration is None:
        yield warn("migrations", "there are no tables yet: the first start makes them")
    else:
        yield fail(
            "migrations",
            f"{migration} is from a newer version of this program, which knows {newest} at most: "
            "install that version, or restore a backup from before",
        )


def _server(session: Session, engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        mode = session.execute(text("PRAGMA journal_mode")).scalar_one()
        return f"SQLite answers (journal mode {mode})"
    version = session.execute(text("SHOW server_version")).scalar_one()
    import psycopg

    return f"PostgreSQL {version} answers (psycopg {psycopg.__version__})"


def _ledgers(session: Session) -> Iterator[Finding]:
    heads = heads_of(session)
    broken = list(broken_ends(session, _LINKS))
    for sentence in broken[:_MOST_TOLD]:
        yield fail(
            "chain", f"{sentence}: run `scorecard verify`, and find out who wrote here by hand"
        )
    if not broken:
        said = ", ".join(f"{name} ledger to revision {head}" for name, head in heads.items())
        yield ok("chain", f"{said}; the newest {_LINKS:,} fit (`scorecard verify` checks all)")


def _registry(session: Session, path: Path) -> Iterator[Finding]:
    state = session.execute(select(RegistryState)).scalar_one_or_none()
    if state is None:
        yield fail("registry", "its row is lost, so somebody wrote here by hand: restore a backup")
    elif state.faults:
        told = "; ".join(state.faults[:_MOST_TOLD])
        yield warn(
            "registry",
            f"the file tried at {state.tried_at} was not loaded, and what was loaded before is "
            f"served: mend it and start again ({len(state.faults)} faults: {told})",
        )
    elif state.loaded_sha256 is None:
        yield warn("registry", "nothing was loaded yet: the next start does it")
    elif path.is_file() and _sha256_of(path) != state.loaded_sha256:
        yield warn(
            "registry",
            "the file is not the one that was loaded: the next start (or `scorecard load`) does it",
        )
    else:
        yield ok("registry", f"loaded at {state.loaded_at}, no faults")


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _time(session: Session) -> Iterator[Finding]:
    newest = session.execute(
        select(col(Revision.time)).order_by(col(Revision.sequence).desc()).limit(1)
    ).scalar_one_or_none()
    if newest is not None and newest > datetime.now(UTC).isoformat(timespec="milliseconds"):
        yield fail(
            "clock",
            f"it is behind: the newest revision is of {newest}. Set the machine's clock before "
            "anybody records something",
        )
