"""What people would use instead, started beside the scorecard where it is installed."""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from subprocess import run

from sqlalchemy import make_url

from app.store.engine import open_engine
from tests.benchmarks.driving import Answer, Target
from tests.benchmarks.server import Command, Running, free_port, running
from tests.benchmarks.wish import HOST, ROWS

DATASETTE_JSON = f"Datasette, JSON of {ROWS} rows"
DATASETTE_HTML = f"Datasette, HTML of {ROWS} rows"
NGINX = "nginx, a static file"
OBVIOUS = f"FastAPI + SQLModel, list of {ROWS} rows"

_SET_BY_SERVER = {"connection", "date", "server", "transfer-encoding"}
_NGINX = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.errors;
events {{ worker_connections 64; }}
http {{
  access_log off;
  default_type application/octet-stream;
  types {{ application/json json; }}
  sendfile on;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  fastcgi_temp_path {folder}/fastcgi;
  proxy_temp_path {folder}/proxy;
  scgi_temp_path {folder}/scgi;
  uwsgi_temp_path {folder}/uwsgi;
  server {{ listen {host}:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody to compare with, by name and with version, or why nobody is there."""

    name: str
    target: Target | None
    note: str


def record(answers: Sequence[Answer], folder: Path) -> None:
    """Put answers where `bare_server` finds them: headers too, but those that any server sets."""
    for number, answer in enumerate(answers):
        headers = [pair for pair in answer.headers if pair[0].lower() not in _SET_BY_SERVER]
        known = {"status": answer.status, "headers": headers}
        (folder / f"{number}.json").write_text(json.dumps(known), encoding="utf-8")
        (folder / f"{number}.body").write_bytes(answer.body)


@contextmanager
def bare_server(folder: Path) -> Iterator[Running]:
    """Serve the answers that were recorded in `folder`, with nothing around them."""
    port = free_port()
    words = [sys.executable, "-m", "tests.benchmarks.bare", str(port), str(folder)]
    with running(Command("bare ASGI", words, "/0", {}), port, folder / "server.log") as found:
        yield found


@contextmanager
def peers(url: str, body: bytes, folder: Path) -> Iterator[list[Peer]]:
    """Start everybody on a copy of the same database; nginx sends `body`, ours, from a file."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(start)
            for start in (
                _nginx(body, folder),
                _obvious(url, folder),
                _datasette(url, folder, "json"),
                _datasette(url, folder, "html"),
            )
        ]


@contextmanager
def _nginx(body: bytes, folder: Path) -> Iterator[Peer]:
    # Not on everybody's path where it is installed.
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        yield Peer(NGINX, None, "not installed")
        return
    port = free_port()
    (folder / "files").mkdir()
    (folder / "files" / "page.json").write_bytes(body)
    # Started by root, its worker would be somebody who may not read the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    text = _NGINX.format(folder=folder, host=HOST, port=port, user=user)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    words = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    said = run([program, "-v"], capture_output=True, text=True, check=False).stderr
    command = Command("nginx", words, "/page.json", {})
    with running(command, port, folder / "nginx.log") as server:
        yield Peer(NGINX, Target(server, "/page.json"), said.strip().rpartition("/")[2])


@contextmanager
def _obvious(url: str, folder: Path) -> Iterator[Peer]:
    if not url.startswith("sqlite"):
        yield Peer(OBVIOUS, None, "compared on SQLite only")
        return
    port = free_port()
    words = [sys.executable, "-m", "tests.benchmarks.obvious", str(port), url]
    command = Command("FastAPI", words, "/commitments", {})
    with running(command, port, folder / "obvious.log") as server:
        note = f"FastAPI {version('fastapi')}, SQLModel {version('sqlmodel')}"
        yield Peer(OBVIOUS, Target(server, "/commitments"), note)


@contextmanager
def _datasette(url: str, folder: Path, form: str) -> Iterator[Peer]:
    name = DATASETTE_JSON if form == "json" else DATASETTE_HTML
    if not url.startswith("sqlite") or importlib.util.find_spec("datasette") is None:
        yield Peer(name, None, "compared on SQLite only" if url[0] != "s" else "not installed")
        return
    port = free_port()
    file = make_url(url).database or ""
    path = f"/{Path(file).stem}/commitment" + (".json" if form == "json" else "")
    words = [sys.executable, "-m", "datasette", "serve", file, "--host", HOST, "--port", str(port)]
    command = Command("Datasette", words, path, {})
    with running(command, port, folder / f"datasette-{form}.log") as server:
        yield Peer(name, Target(server, path), version("datasette"))


def copy_for_peers(url: str, folder: Path) -> str:
    """Copy a SQLite database for the peers, so that no other program opens the one in use."""
    if not url.startswith("sqlite"):
        return url
    copy = folder / "peers.db"
    engine = open_engine(url)
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", [str(copy)])
    engine.dispose()
    return f"sqlite:///{copy}"
