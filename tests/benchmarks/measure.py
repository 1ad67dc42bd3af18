"""Measuring one size after another: the load beside PyYAML, and requests to a running server."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.asking import Answered, ask_everything
from tests.benchmarks.databases import empty_database, size_mb
from tests.benchmarks.generate import generate_registry
from tests.benchmarks.server import running_server
from tests.benchmarks.stages import Stage, prepare

_SECONDS = 3600
_ROOT = Path(__file__).resolve().parent.parent.parent

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loads:
    """Loading a file beside parsing it, each in fresh processes that took turns."""

    file_mb: float
    parses: Sequence[Stage]
    loads: Sequence[Stage]
    again: Stage
    database_mb: float

    @property
    def ratio(self) -> float:
        """How many times the parse a whole load takes: the median of the turns."""
        pairs = zip(self.loads, self.parses, strict=True)
        return statistics.median(load.seconds / parse.seconds for load, parse in pairs)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one size."""

    size: int
    loads: Loads
    answers: Sequence[Answered]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to measure: `rounds` of parse and load, `requests` of each kind, and where.

    `server` is the address of a PostgreSQL server's database; None measures SQLite.
    """

    rounds: int
    requests: int
    server: str | None = None
    say: Say = lambda _line: None


def measure_size(size: int, folder: Path, wish: Wish) -> Figures:
    """Measure a registry of `size` commitments; files made in `folder` are its owner's to remove.

    Raises:
        RuntimeError: when a stage or the server fails, with what it wrote.

    """
    registry = folder / f"registry-{size}.yaml"
    wish.say(f"{size:,} commitments: writing the registry")
    generate_registry(registry, size)
    parses: list[Stage] = []
    loads: list[Stage] = []
    for turn in range(1, wish.rounds):
        wish.say(f"{size:,} commitments: parse and load, turn {turn} of {wish.rounds}")
        parses.append(_run("parse", registry))
        with empty_database(folder, wish.server) as url:
            loads.append(_load(registry, url))
    wish.say(f"{size:,} commitments: parse and load, turn {wish.rounds} of {wish.rounds}")
    parses.append(_run("parse", registry))
    with empty_database(folder, wish.server) as url:
        loads.append(_load(registry, url))
        again = _run("load", registry, url)
        _demand(again.outcome.startswith("0 added, 0 changed, 0 retired"), again.outcome)
        file_mb = registry.stat().st_size / 2**20
        measured = Loads(file_mb, parses, loads, again, size_mb(folder, url))
        wish.say(f"{size:,} commitments: asking a server")
        with running_server(url, registry, folder / "server.log") as address:
            answers = ask_everything(address, size, wish.requests)
    registry.unlink()
    return Figures(size, measured, answers)


def _load(registry: Path, url: str) -> Stage:
    prepare(url)
    return _run("load", registry, url)


def _run(stage: str, *arguments: Path | str) -> Stage:
    command = [sys.executable, "-m", "tests.benchmarks.stages", stage, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    _demand(done.returncode == 0, done.stderr[-2000:])
    return Stage(**json.loads(done.stdout))


def _demand(is_right: bool, otherwise: str) -> None:
    if not is_right:
        message = f"the measurement cannot go on: {otherwise}"
        raise RuntimeError(message)
