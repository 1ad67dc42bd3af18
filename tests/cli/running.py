"""The `scorecard` command as a person runs it, in a folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import httpx
import pytest

from app.cli import main
from app.settings import load_settings
from tests.conftest import Databases

ROOT = Path(__file__).parent.parent.parent


def environment(**settings: str) -> dict[str, str]:
    """Give this process's environment with no settings but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCORECARD_")}
    return kept | {"PYTHONPATH": str(ROOT)} | settings


def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end as `python -m app.cli` does, but within this process.

    Starting one takes a second of imports each time; that it starts is tested with the server.
    """
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["scorecard", *words])
        patch.setattr(os, "environ", environment(**settings))
        load_settings.cache_clear()
        try:
            main()
            code: int | str | None = 0
        except SystemExit as end:
            code = end.code
        finally:
            load_settings.cache_clear()
    if isinstance(code, str):
        err.write(f"{code}\n")
        code = 1
    return subprocess.CompletedProcess(words, code or 0, out.getvalue(), err.getvalue())


def place_filled(folder: Path, databases: Databases) -> None:
    """Put a database with the shipped registry where the defaults look for it."""
    made = databases.make("filled").removeprefix("sqlite:///")
    shutil.move(made, folder / "scorecard.db")


@contextmanager
def serving(
    folder: Path, port: int, *words: str, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    """Start a server and hand it out; whatever happens, it does not outlive the block.

    `words` are what Python is given in place of the command that serves.
    """
    command = words or ("-m", "app.cli", "serve", "--port", str(port))
    process = subprocess.Popen(
        [sys.executable, "-P", *command],
        cwd=folder,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_healthy(process: subprocess.Popen[str], port: int) -> None:
    """Return once the server answers; fail when it ends or does not."""
    deadline = time.monotonic() + 60
    # One client: making one reads all certificates, which is as much work as the start of a server.
    with httpx.Client(trust_env=False) as client:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                answer = client.get(f"http://127.0.0.1:{port}/healthz")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                assert answer.json() == {"status": "ok"}
                return
    pytest.fail("the server did not answer")


def stopped(process: subprocess.Popen[str], by: signal.Signals = signal.SIGINT) -> str:
    """Ask the server to stop, and give what it logged."""
    process.send_signal(by)
    return process.communicate(timeout=30)[1]
