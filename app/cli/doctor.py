"""The findings of `scorecard doctor`, each with what to do about it; nothing is changed."""

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import ValidationError

from app.cli.doctor_database import examine_database
from app.cli.doctor_disk import examine_disk
from app.cli.doctor_proof import examine_proof
from app.cli.findings import Finding, fail, ok, warn
from app.cli.terminal import complaints
from app.settings import Settings, load_settings
from app.store.engine import SQLITE_VERSION
from app.store.masking import masked

# sqlite.org/wal.html: two connections that write and tidy up at once may damage the database.
_UNSAFE_SQLITE = ((3, 7, 0), (3, 51, 2))


def examine() -> Iterator[Finding]:
    """Look at everything; with impossible settings, at what needs none."""
    yield from _programs()
    try:
        settings = load_settings()
    except ValidationError as error:
        yield from (fail("setting", sentence) for sentence in complaints(error))
        return
    yield from _settings(settings)
    yield _clock(settings)
    yield from examine_disk(settings)
    yield from examine_database(settings)
    yield from examine_proof(settings)


def _programs() -> Iterator[Finding]:
    yield ok("Python", f"{platform.python_version()} on {platform.system()}")
    yield sqlite_finding(SQLITE_VERSION)


def sqlite_finding(version: str) -> Finding:
    """Say whether a version of SQLite can be trusted with several writers."""
    number = tuple(int(part) for part in version.split(".")[:3])
    if _UNSAFE_SQLITE[0] <= number <= _UNSAFE_SQLITE[1]:
        return warn(
            "SQLite",
            f"{version} has a fault that can, rarely, damage a database while several write to it "
            "(the WAL-reset bug, mended in 3.51.3): use a Python for which pysqlite3 can be "
            "installed, or a newer system, or PostgreSQL; until then, back up often",
        )
    return ok("SQLite", version)


def _settings(settings: Settings) -> Iterator[Finding]:
    given = {name.upper() for name in os.environ}
    for name in Settings.model_fields:
        variable = f"SCORECARD_{name.upper()}"
        value = getattr(settings, name)
        shown = masked(value) if name == "database_url" else str(value)
        source = "environment" if variable in given else "default"
        yield ok(variable, f"{shown} ({source})")
    if settings.public_url is None:
        yield ok(
            "address of the site",
            "not known, so citations and the code to embed are incomplete, links have no picture "
            "and search machines no site map: set SCORECARD_PUBLIC_URL to the address that readers "
            "type, such as https://example.org",
        )
    if settings.second_factor == "optional":
        yield warn(
            "second factor",
            "reviewers and administrators may work without one, so whoever learns a password can "
            "publish: leave SCORECARD_SECOND_FACTOR at required",
        )
    if settings.review == "single":
        yield warn(
            "review",
            "whoever writes evidence may publish it alone: set SCORECARD_REVIEW to pair once two "
            "people work here",
        )


def _clock(settings: Settings) -> Finding:
    now = datetime.now(UTC)
    local = now.astimezone(settings.zone)
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, {local:%Y-%m-%d %H:%M} in {settings.timezone}")
