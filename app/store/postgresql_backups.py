"""Backups of PostgreSQL: its own pg_dump, in its custom format, of one snapshot.

The programs come with the system's package (Debian: postgresql-client); a password goes to them by
the environment, where other users of the machine cannot see it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from app.store.backup_files import BackupError, Held
from app.store.condition import open_to_look
from app.store.engine import open_engine, reading
from app.store.ledger import GENESIS, REVISIONS
from app.store.restored import bring_to_life

MAGIC = b"PGDMP"
_NOT_OURS = ("--no-owner", "--no-privileges")  # who may what belongs to the server, not to us
_LAST_WORDS = 3
_TABLES = {"alembic_version", "ledger_head", *(table.name for table in REVISIONS.values())}

Row = dict[str, str]
"""One row of a dump, each value as the dump writes it."""


def write(url: str, partial: Path) -> None:
    """Dump the database at `url` into an empty file.

    Raises:
        BackupError: when pg_dump is missing or refuses.

    """
    options = [*_NOT_OURS, "--format=custom", f"--file={partial}"]
    _run("pg_dump", [*options, f"--dbname={_address(url)}"], _environment(url))


def examine(path: Path) -> Held:
    """Read a dump to its end, and check that the heads of the ledgers are their last revisions.

    Raises:
        BackupError: when it cannot be read, or is not of this program.

    """
    found = _read_dump(path)
    if not found["alembic_version"] or not found["ledger_head"]:
        raise BackupError(f"{path} does not hold a scorecard: name another file")
    heads: dict[str, int] = {}
    for row in sorted(found["ledger_head"], key=lambda one: one["ledger"]):
        table = REVISIONS.get(row["ledger"])
        last = found[table.name] if table is not None else []
        newest = last[0] if last else {"sequence": "0", "hash": GENESIS}
        if (newest["sequence"], newest["hash"]) != (row["sequence"], row["hash"]):
            raise BackupError(
                f"the head of the {row['ledger']} ledger is not its last revision: "
                "run `scorecard verify`"
            )
        heads[row["ledger"]] = int(row["sequence"])
    return Held(path.stat().st_size, found["alembic_version"][0]["version_num"], heads)


def restore(url: str, path: Path) -> None:
    """Put a dump into an empty database, all of it or nothing; never over another, even by force.

    Raises:
        BackupError: when the database is not empty, or pg_restore is missing or refuses.

    """
    _demand_empty(url)
    options = [*_NOT_OURS, "--single-transaction", "--exit-on-error", f"--dbname={_address(url)}"]
    _run("pg_restore", [*options, str(path.resolve())], _environment(url))
    bring_to_life(url)


def _demand_empty(url: str) -> None:
    engine = open_to_look(url)
    try:
        with reading(engine) as session:
            tables = inspect(session.connection()).get_table_names()
    except DBAPIError as error:
        raise BackupError(
            f"the database does not answer ({str(error.orig).strip()}): make it with createdb, and "
            "check SCORECARD_DATABASE_URL"
        ) from error
    finally:
        engine.dispose()
    if tables:
        raise BackupError(
            "a database of PostgreSQL that holds tables is never restored over, not even with "
            "--force: make a new one (createdb scorecard_restored), set SCORECARD_DATABASE_URL to "
            "it, and restore again. The present one stays as it is"
        )


def _read_dump(path: Path) -> dict[str, list[Row]]:
    """Give the rows that tell how far a dump goes; of the revisions only the newest."""
    command = [_program("pg_restore"), "--data-only", "--file=-", str(path.resolve())]
    found: dict[str, list[Row]] = {name: [] for name in _TABLES}
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as complaint,
        subprocess.Popen(  # noqa: S603 - the program found, and a path that begins with no dash
            command, stdout=subprocess.PIPE, stderr=complaint, encoding="utf-8"
        ) as process,
    ):
        for table, row in _rows(process.stdout or ()):
            _keep(found[table], row)
        process.wait()
        complaint.seek(0)
        told = complaint.read()
    if process.returncode:
        raise BackupError(f"{path} cannot be read ({_end(told)}): take another backup")
    return found


def _keep(rows: list[Row], row: Row) -> None:
    """Keep every row but a revision, of which the newest replaces the one before."""
    if "payload" not in row or not rows:
        rows.append(row)
    elif int(row["sequence"]) > int(rows[0]["sequence"]):
        rows[0] = row


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, Row]]:
    """Find the rows of the tables that matter: after `COPY schema.table (columns) FROM stdin;`."""
    table: str | None = None
    columns: list[str] = []
    for line in lines:
        if table is None and line.startswith("COPY "):
            table = line.split(" ", 2)[1].rpartition(".")[2].strip('"')
            names = line.partition("(")[2].partition(")")[0]
            columns = [name.strip(' "') for name in names.split(",")]
        elif line.startswith("\\."):
            table = None
        elif table in _TABLES:
            yield table, dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))


def _run(name: str, options: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - the program found, and options of our own
        [_program(name), *options],
        env=environment,
        stdin=subprocess.DEVNULL,  # no question for a password that nobody can answer
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BackupError(
            f"{name} refused ({_end(done.stderr)}): check SCORECARD_DATABASE_URL, the rights of "
            "its user, the free space of the disk, and that this program is not older than the "
            "server"
        )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(
            f"{name} is not on this machine: install PostgreSQL's own programs (Debian: apt-get "
            "install postgresql-client), not older than the server"
        )
    return found


def _end(told: str) -> str:
    return " ".join(told.split("\n")[-_LAST_WORDS - 1 :]).strip() or "without a word"


def _connection(url: str) -> dict[str, Any]:
    engine = open_engine(url)
    return dict(engine.dialect.create_connect_args(engine.url)[1])


def _address(url: str) -> str:
    """Give the address as PostgreSQL's programs read it, without the password."""
    parts = {name: one for name, one in _connection(url).items() if name != "password"}
    parts.pop("context", None)  # psycopg's own, not a part of the address
    return make_conninfo("", **parts)


def _environment(url: str) -> dict[str, str]:
    password = _connection(url).get("password")
    return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
