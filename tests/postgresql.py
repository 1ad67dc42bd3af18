"""A private PostgreSQL server for the tests, from the binaries that the system's package brought.

Nothing of it outlives the tests: its files are in a temporary folder, it listens on a free port of
127.0.0.1 only, and whoever runs the tests needs no rights in any other server.
"""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from tests.requirement import require_or_skip

SUPERUSER = "postgres"
START_ATTEMPTS = 3
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
# Lost on a power cut, which is no loss here, and several times faster.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal")
REPLICATED = ("wal_level=replica", "max_wal_senders=3")
SMALL = ("max_wal_senders=0", "shared_buffers=32MB", "max_connections=60", "autovacuum=off")


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and databases on demand."""

    port: int

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, empty or a copy of `template`, and return its SQLAlchemy URL.

        A template must have no open connection while it is copied.
        """
        command = sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(
            name=sql.Identifier(name), template=sql.Identifier(template or "template1")
        )
        self._execute(command)
        return f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.port}/{name}"

    def drop_database(self, name: str) -> None:
        """Remove a database if it is there, and whoever is still connected to it."""
        command = "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        self._execute(sql.SQL(command).format(name=sql.Identifier(name)))

    def ask(self, command: LiteralString) -> None:
        """Run a statement of the tests' own."""
        self._execute(sql.SQL(command).format())

    def answers(self) -> bool:
        """Whether the server takes connections by now."""
        with suppress(psycopg.OperationalError), self._connection():
            return True
        return False

    def _execute(self, command: sql.Composed) -> None:
        with self._connection() as connection:
            connection.execute(command)

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=SUPERUSER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=10,
        )


@contextmanager
def postgresql_server(*more: str) -> Iterator[Server]:
    """Run a server while the block lasts; skip (or fail, if required) where there is none.

    `more` are settings (`wal_level=replica`) in place of those that tests have otherwise.
    """
    binaries = find_binaries()
    if binaries is None:
        require_or_skip("postgresql", "no initdb on this machine (Debian: apt install postgresql)")
    # Short and in /tmp: a socket's path may have 107 bytes, and the server's user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="scorecard-pg-", dir="/tmp"))
    try:
        shutil.chown(folder, server_user())
        run_as_server([str(binaries / "initdb"), *initdb_options(folder)], folder)
        yield from serve(binaries / "postgres", folder, more)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replica_of(primary: Server) -> Iterator[Server]:
    """Run a streaming replica of a server that has `REPLICATED` among its settings."""
    binaries = find_binaries()
    if binaries is None:
        require_or_skip("postgresql", "no initdb on this machine (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="scorecard-pg-", dir="/tmp"))
    try:
        shutil.chown(folder, server_user())
        source = f"host=127.0.0.1 port={primary.port} user={SUPERUSER}"
        copying = ["-D", str(folder / "data"), "-R", "-X", "stream", "--checkpoint=fast", "-N"]
        run_as_server([str(binaries / "pg_basebackup"), "-d", source, *copying], folder)
        yield from serve(binaries / "postgres", folder, REPLICATED)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path | None:
    """The folder with initdb and postgres: Debian's newest, or that of an initdb on the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: float(path.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    if found or on_path is None:
        return found[0].parent if found else None
    return Path(on_path).resolve().parent


def server_user() -> str:
    """PostgreSQL refuses to run as root, so root lends the work to the package's own user."""
    return SUPERUSER if os.getuid() == 0 else getpass.getuser()


def identity() -> dict[str, Any]:
    """Arguments that make a child process the server's user; none when we are it already."""
    if os.getuid() != 0:
        return {}
    return {"user": SUPERUSER, "group": SUPERUSER, "extra_groups": []}


def initdb_options(folder: Path) -> list[str]:
    """Where, whose, and a locale under which upper and lower case work beyond ASCII."""
    return [
        f"--pgdata={folder / 'data'}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]


def run_as_server(command: list[str], folder: Path) -> None:
    """Run a command as the server's user, in a folder it may read; raise with what it said."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **identity()
    )
    if done.returncode:
        message = f"{command[0]} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


def serve(postgres: Path, folder: Path, more: Sequence[str] = ()) -> Iterator[Server]:
    """Start the server, hand it out once it answers, and stop it when the caller is done."""
    process, server = start(postgres, folder, more)
    try:
        yield server
    finally:
        # PostgreSQL's immediate shutdown: it ends open sessions and stops, and does not first
        # write hundreds of databases to a disk from which they are removed at once.
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start(
    postgres: Path, folder: Path, more: Sequence[str] = ()
) -> tuple[subprocess.Popen[bytes], Server]:
    """Start on a free port; try another one when somebody took it in the meantime."""
    log = folder / "log"
    for _ in range(START_ATTEMPTS):
        server = Server(free_port())
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(postgres), *server_options(folder, server.port, more)],
                cwd=folder,
                stdout=output,
                stderr=output,
                **identity(),
            )
        if comes_up(process, server):
            return process, server
        process.kill()
        process.wait()
    message = f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)


def server_options(folder: Path, port: int, more: Sequence[str] = ()) -> list[str]:
    """The command line: local, private, and careless about a crash."""
    settings = (
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
        *CARELESS,
        *SMALL,
        *more,
    )
    return ["-D", str(folder / "data"), *(word for entry in settings for word in ("-c", entry))]


def comes_up(process: subprocess.Popen[bytes], server: Server) -> bool:
    """Wait until the server answers (true), gives up, or takes too long (false)."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if server.answers():
            return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
