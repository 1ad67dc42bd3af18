"""A server of its own for the benchmark: started as an installation starts it, always stopped."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.benchmarks.stages import MAX_MB

_SECONDS_TO_START = 120
_SECONDS_TO_STOP = 15


@contextmanager
def running_server(database_url: str, registry: Path, log: Path) -> Iterator[str]:
    """Serve a loaded database while the block lasts, and give the address to ask.

    Raises:
        RuntimeError: when it does not answer, with the end of what it wrote to `log`.

    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(port),
            env=os.environ | _settings(database_url, registry, port),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(process, address, log)
            yield address
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _command(port: int) -> list[str]:
    if importlib.util.find_spec("app.cli"):
        return [sys.executable, "-m", "app.cli", "serve"]
    factory = ["--factory", "app.main:create_app", "--port", str(port), "--no-access-log"]
    return [sys.executable, "-m", "uvicorn", *factory]


def _settings(database_url: str, registry: Path, port: int) -> dict[str, str]:
    return {
        "SCORECARD_DATABASE_URL": database_url,
        "SCORECARD_REGISTRY": str(registry),
        "SCORECARD_REGISTRY_MAX_MB": str(MAX_MB),
        "SCORECARD_HOST": "127.0.0.1",
        "SCORECARD_PORT": str(port),
    }


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    # One client for all tries: making one takes more than what it asks.
    with httpx.Client(trust_env=False) as client:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                client.get(f"{address}/api/v1/themes").raise_for_status()
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
    written = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    message = f"the server did not answer at {address}; it wrote:\n{written}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
