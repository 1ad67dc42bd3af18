"""Serving in a process of its own: from the first start to the request to stop."""

import json
import signal
import socket
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import sleep

import httpx

from app.store.engine import open_engine
from tests.cli.running import place_filled, serving, stopped, wait_until_healthy
from tests.conftest import Databases
from tests.editing.offices import DISABILITY, Office, evidence
from tests.postgresql import free_port
from tests.registry.copies import copy_with

# The server as it is, with one slow request that writes: it waits until a file is there.
SLOW_SERVER = """
import sys, time
from pathlib import Path
from app.cli.logs import prepare_logging
from app.cli.serving import run
from app.cli.terminal import end_when_asked
from app.main import open_app
from app.settings import Settings
from app.store.engine import writing
from app.store.ledger import DESK, Happening, Recorder
from starlette.routing import Route
from starlette.responses import PlainTextResponse

def answer_slowly(request):
    Path("begun").touch()
    while not Path("go-on").exists():
        time.sleep(0.01)
    with writing(app.state.engine) as session:
        recorder = Recorder(session, "editor-1", DESK)
        recorder.record(Happening("draft", "proposal", "p-1", "{}"))
        recorder.close()
    return PlainTextResponse("written")

end_when_asked(0)
settings = Settings(port=int(sys.argv[1]))
prepare_logging(settings)
app = open_app(settings)
Path("loaded").write_text(" ".join(sys.modules))
app.router.routes.insert(0, Route("/slow", answer_slowly))
run(app, settings)
"""

_NOT_NEEDED = {"alembic", "cryptography", "httpx", "xlsxwriter"}
"""Large packages for what few servers do, or what is done before: one that answers has none."""


def test_serve_sets_everything_up_answers_and_stops_when_asked(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port) as process:
        wait_until_healthy(process, port)
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/scorecard")
        page = httpx.get(f"http://127.0.0.1:{port}/en/")
        log = stopped(process)
    assert answer.json()["totals"]["commitments"] == 77
    assert page.status_code == 200
    assert process.returncode == 0
    assert "Traceback" not in log
    assert (tmp_path / "scorecard.db").stat().st_mode & 0o777 == 0o600


def test_several_workers_share_a_port_and_see_what_any_of_them_publishes(
    tmp_path: Path, sqlite_databases: Databases
) -> None:
    place_filled(tmp_path, sqlite_databases)
    port = free_port()
    words = ("-m", "app.cli", "serve", "--port", str(port), "--workers", "2")
    address = f"http://127.0.0.1:{port}/api/v1/commitments/{DISABILITY}"
    ask = partial(httpx.get, timeout=60)
    with serving(tmp_path, port, *words) as process:
        wait_until_healthy(process, port)
        with ThreadPoolExecutor(8) as many:
            # A connection each, so that either worker has the answer ready.
            before = {one.content for one in many.map(ask, [address] * 16)}
            engine = open_engine(f"sqlite:///{tmp_path / 'scorecard.db'}")
            made = Office(engine).published(evidence())
            engine.dispose()
            sleep(1)
            after = {one.content for one in many.map(ask, [address] * 16)}
        log = stopped(process)
    assert len(before) == len(after) == 1
    assert made.entry_id.encode() in next(iter(after))
    assert log.count("Finished server process") == 2
    assert (process.returncode, "Traceback" in log) == (0, False)


def test_serve_refuses_a_faulty_file_for_an_empty_database(tmp_path: Path) -> None:
    path = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n"))
    with serving(tmp_path, free_port(), SCORECARD_REGISTRY=str(path)) as process:
        _, log = process.communicate(timeout=60)
    assert process.returncode == 1
    assert log.count("Did you mean 'decree'?") == 1
    assert "Traceback" not in log


def _is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def _until(met: Callable[[], bool]) -> None:
    while not met():
        sleep(0.02)  # and leave the processor to whoever is waited for


def test_request_that_runs_when_the_server_is_stopped_is_answered_and_written(
    tmp_path: Path, sqlite_databases: Databases
) -> None:
    place_filled(tmp_path, sqlite_databases)
    port = free_port()
    (tmp_path / "slow_server.py").write_text(SLOW_SERVER, encoding="utf-8")
    with (
        serving(tmp_path, port, "slow_server.py", str(port)) as process,
        ThreadPoolExecutor() as one,
    ):
        wait_until_healthy(process, port)
        answer = one.submit(httpx.get, f"http://127.0.0.1:{port}/slow", timeout=60)
        _until((tmp_path / "begun").exists)
        process.send_signal(signal.SIGTERM)
        _until(lambda: not _is_open(port))
        assert not answer.done()
        (tmp_path / "go-on").touch()
        assert answer.result().text == "written"
        log = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert "Traceback" not in log
    assert _NOT_NEEDED.isdisjoint((tmp_path / "loaded").read_text(encoding="utf-8").split())
    assert {path.name for path in tmp_path.glob("scorecard.db*")} == {"scorecard.db"}
    with sqlite3.connect(tmp_path / "scorecard.db") as connection:
        assert connection.execute("SELECT count(*) FROM desk_revision").fetchone() == (1,)
    connection.close()


def test_serve_goes_on_with_what_it_had_and_its_log_for_tools_is_one_object_on_each_line(
    tmp_path: Path, sqlite_databases: Databases
) -> None:
    place_filled(tmp_path, sqlite_databases)
    path, port = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n")), free_port()
    given = {"SCORECARD_LOG": "json", "SCORECARD_REGISTRY": str(path)}
    with serving(tmp_path, port, **given) as process:
        wait_until_healthy(process, port)
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/instruments/decree-2021")
        httpx.get(f"http://127.0.0.1:{port}/en/commitments?q=somebody")
        process.send_signal(signal.SIGTERM)
        told, log = process.communicate(timeout=30)
    assert answer.status_code == 200
    address = told.split()[-1]
    assert "makes the first administrator" in told
    assert address.startswith(f"http://127.0.0.1:{port}/")
    assert address.rpartition("/")[2] not in log
    events = [json.loads(line) for line in log.splitlines()]
    by_app = [event["message"] for event in events if event["logger"] != "uvicorn.error"]
    assert any("what was loaded before is served on" in message for message in by_app)
    assert "Did you mean 'decree'?" in log
    assert all(event["time"].endswith("Z") and event["message"] for event in events)
    assert "somebody" not in log
