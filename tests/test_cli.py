"""The `scorecard` command as a person runs it: in a process of its own, in a folder of its own."""

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.conftest import SHIPPED
from tests.postgresql import free_port
from tests.registry.copies import copy_with, copy_without

ROOT = Path(__file__).parent.parent


def _environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCORECARD_")}
    return kept | {"PYTHONPATH": str(ROOT)} | settings


def _run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "app.cli", *words],
        cwd=folder,
        env=_environment(**settings),
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_needs_no_database_and_makes_none(tmp_path: Path) -> None:
    done = _run(tmp_path, "check", str(SHIPPED))
    assert done.returncode == 0
    assert "commitments.yaml: no faults (6 instruments, 25 themes," in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_check_names_each_fault_with_its_line_and_exits_with_1(tmp_path: Path) -> None:
    path = copy_with(
        tmp_path, ("kind: decree\n", "kind: decre\n"), ("'2021-06-11'", "'2021-06-31'")
    )
    done = _run(tmp_path, "check", str(path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Did you mean 'decree'?" in done.stderr
    assert "2021-06-31" in done.stderr
    assert done.stderr.count("commitments.yaml:") == 2


def test_load_tells_its_plan_and_a_second_load_has_nothing_to_do(tmp_path: Path) -> None:
    first = _run(tmp_path, "load")
    assert "+ commitment decree-2021-01-un-mechanisms" in first.stdout
    second = _run(tmp_path, "load")
    assert second.stdout.startswith("0 added, 0 changed, 0 retired,")
    verified = _run(tmp_path, "verify")
    assert verified.returncode == 0
    assert verified.stdout.startswith("All is as it was recorded")


def test_dry_run_makes_no_database(tmp_path: Path) -> None:
    assert " added, 0 changed" in _run(tmp_path, "load", "--dry-run").stdout
    assert list(tmp_path.iterdir()) == []


def test_verify_of_nothing_is_no_reassurance(tmp_path: Path) -> None:
    done = _run(tmp_path, "verify")
    assert done.returncode == 1
    assert "There is no database" in done.stderr
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "scorecard.db").touch()
    assert "Nothing was ever loaded here" in _run(tmp_path, "verify").stderr


def test_database_that_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    _run(tmp_path, "load")
    path = copy_with(tmp_path, ("title: Human trafficking\n", "title: Trafficking\n"))
    with sqlite3.connect(tmp_path / "scorecard.db") as connection:
        connection.execute("DROP TABLE revision")
    connection.close()
    done = _run(tmp_path, "load", str(path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nothing was written" in done.stderr


def test_load_that_would_retire_many_entries_asks_first(tmp_path: Path) -> None:
    _run(tmp_path, "load")
    folder = tmp_path / "shorter"
    folder.mkdir()
    names = [line.removeprefix("- id: ") for line in SHIPPED.read_text("utf-8").splitlines()]
    contexts = [name for name in names if name.startswith("ev-") and name.isascii()][:60]
    path = copy_without(folder, *contexts)
    refused = _run(tmp_path, "load", str(path))
    assert refused.returncode == 1
    assert "--allow-retire" in refused.stderr
    allowed = _run(tmp_path, "load", str(path), "--allow-retire")
    assert "60 retired" in allowed.stdout


def test_missing_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    done = _run(tmp_path, "load", "nowhere.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("The registry file has faults:\nnowhere.yaml:1: ")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("TIMEZONE", "Almaty"), ("REGISTRY_MAX_MB", "0")]
)
def test_impossible_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = _run(tmp_path, "check", **{f"SCORECARD_{name}": value})
    assert done.returncode == 1
    assert f"SCORECARD_{name} is '{value}', which cannot be." in done.stderr
    assert "Traceback" not in done.stderr


def _read_terminal(descriptor: int) -> str:
    """Read what a terminal showed until the program at its other end is gone."""
    shown = b""
    with suppress(OSError):  # how Linux says that nobody has the terminal open any more
        while piece := os.read(descriptor, 65536):
            shown += piece
    os.close(descriptor)
    return shown.decode(errors="replace")


def test_long_work_shows_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "app.cli", "load"],
        cwd=tmp_path,
        env=_environment(TERM="xterm"),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = _read_terminal(ours)
    assert process.returncode == 0
    assert "Loading" in shown
    assert "100%" in shown


@contextmanager
def _serving(folder: Path, port: int, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Start a server and hand it out; whatever happens, it does not outlive the block."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "app.cli", "serve", "--port", str(port)],
        cwd=folder,
        env=_environment(**settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _wait_until_healthy(process: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/healthz").json() == {"status": "ok"}
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not answer")


def _stopped(process: subprocess.Popen[str]) -> str:
    """Ask the server to stop, and give what it logged."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=20)[1]


def test_serve_sets_everything_up_answers_and_stops_when_asked(tmp_path: Path) -> None:
    port = free_port()
    with _serving(tmp_path, port) as process:
        _wait_until_healthy(process, port)
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/scorecard")
        page = httpx.get(f"http://127.0.0.1:{port}/en/")
        log = _stopped(process)
    assert answer.json()["totals"]["commitments"] == 77
    assert page.status_code == 200
    assert process.returncode == 0
    assert "Traceback" not in log
    assert (tmp_path / "scorecard.db").is_file()


def test_serve_refuses_a_faulty_file_for_an_empty_database(tmp_path: Path) -> None:
    path = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n"))
    with _serving(tmp_path, free_port(), SCORECARD_REGISTRY=str(path)) as process:
        _, log = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Did you mean 'decree'?" in log
    assert "Traceback" not in log


def test_serve_goes_on_with_what_it_had_when_the_file_becomes_faulty(tmp_path: Path) -> None:
    _run(tmp_path, "load")
    path = copy_with(tmp_path, ("kind: decree\n", "kind: decre\n"))
    port = free_port()
    with _serving(tmp_path, port, SCORECARD_REGISTRY=str(path)) as process:
        _wait_until_healthy(process, port)
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/instruments/decree-2021")
        log = _stopped(process)
    assert answer.status_code == 200
    assert "what was loaded before is served on" in log
    assert "Did you mean 'decree'?" in log
