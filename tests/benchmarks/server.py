"""Servers for the benchmark, each a process of its own: started, awaited, always stopped."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.stages import MAX_MB
from tests.benchmarks.wish import HOST

_SECONDS_TO_START = 300
_SECONDS_TO_STOP = 25
_SECONDS_TO_ANSWER = 120
_BETWEEN_TRIES = 0.005


@dataclass(frozen=True, slots=True)
class Memory:
    """What the largest process of a server has, in megabytes; `pss_mb` shares what is shared."""

    rss_mb: float
    pss_mb: float


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first answer: on the clock, and of processor time where that is counted."""

    seconds: float
    cpu: float | None


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; `start` is what it took from its start to its first answer."""

    port: int
    process: int
    start: Start

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection that stays open from one request to the next."""
        return http.client.HTTPConnection(HOST, self.port, timeout=_SECONDS_TO_ANSWER)

    def cpu_seconds(self) -> float | None:
        """Give the processor time it has taken, workers included; None where nobody counts it."""
        return _cpu_seconds(self.process)

    def memory(self) -> Memory | None:
        """Give what one worker has, the largest; None where the system does not say."""
        found = [memory for one in _family(self.process) if (memory := _memory(one))]
        return max(found, key=lambda one: one.pss_mb, default=None)


@dataclass(frozen=True, slots=True)
class Command:
    """How a server is started: words after the interpreter's or the program's own name.

    It is there once `path` is answered with 200.
    """

    name: str
    words: Sequence[str]
    path: str
    settings: Mapping[str, str]


def free_port() -> int:
    """Give a port of this machine on which nobody listens."""
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        return int(bound.getsockname()[1])


@contextmanager
def running_scorecard(url: str, registry: Path, log: Path, path: str = "/en/") -> Iterator[Running]:
    """Serve a filled database as an installation does; `path` is its first answer.

    Raises:
        RuntimeError: when it does not answer, with the end of what it wrote to `log`.

    """
    port = free_port()
    settings = {
        "SCORECARD_DATABASE_URL": url,
        "SCORECARD_REGISTRY": str(registry),
        "SCORECARD_REGISTRY_MAX_MB": str(MAX_MB),
        "SCORECARD_HOST": HOST,
        "SCORECARD_PORT": str(port),
        # Whoever publishes here is one person, as in a small office.
        "SCORECARD_REVIEW": "single",
    }
    words = [sys.executable, "-m", "app.cli", "serve"]
    with running(Command("the scorecard", words, path, settings), port, log) as found:
        yield found


@contextmanager
def running(command: Command, port: int, log: Path) -> Iterator[Running]:
    """Run a server while the block lasts.

    Raises:
        RuntimeError: when it does not answer, with the end of what it wrote to `log`.

    """
    own = {name: text for name, text in os.environ.items() if not name.startswith("SCORECARD_")}
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.words, env=own | dict(command.settings), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _await(process, port, command, log)
            start = Start(time.perf_counter() - began, _cpu_seconds(process.pid))
            yield Running(port, process.pid, start)
            _demand(process.poll() is None, f"{command.name} ended by itself", log)
        except (OSError, http.client.HTTPException) as error:
            _demand(process.poll() is None, f"{command.name} ended by itself", log)
            raise RuntimeError(f"a server does not answer any more: {error}") from error
        finally:
            _stop(process)


def _await(process: subprocess.Popen[bytes], port: int, command: Command, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    status = 0
    while status == 0 and process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS_TO_ANSWER)
        try:
            connection.request("GET", command.path)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            time.sleep(_BETWEEN_TRIES)
        finally:
            connection.close()
    said = f"{command.name} answered {status or 'nothing'} at {command.path}"
    # Somebody else may have taken the port, and be who answered.
    _demand(status == http.client.OK and process.poll() is None, said, log)


def _demand(is_right: bool, otherwise: str, log: Path) -> None:
    if not is_right:
        written = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{otherwise}; it wrote:\n{written}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _cpu_seconds(process: int) -> float | None:
    tick = os.sysconf("SC_CLK_TCK") if Path("/proc/self/stat").exists() else 0
    return sum(_ticks(one) for one in _family(process)) / tick if tick else None


def _family(process: int) -> list[int]:
    """Give a process and all that come from it."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return [process]
    return [process, *(one for child in children.split() for one in _family(int(child)))]


def _ticks(process: int) -> int:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _memory(process: int) -> Memory | None:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
    return Memory(found["Rss:"], found["Pss:"])
