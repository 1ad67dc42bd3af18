"""What is timed in a process of its own, so that its peak memory is its own as well.

    python -m tests.benchmarks.stages parse FILE
    python -m tests.benchmarks.stages load FILE DATABASE_URL

Each prints one line of JSON. `parse` is PyYAML's C loader alone, the yardstick; `load` is all that
`scorecard load` does with an empty or filled database: read, check, plan, write, commit.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from threading import Event, Thread

import yaml

from app.registry.loading import Order, load_registry
from app.registry.reader import read_registry
from app.store.engine import open_engine
from app.store.migrate import migrate

if sys.platform != "win32":
    import resource

TODAY = date(2026, 11, 21)
"""The day on which generated registries are loaded: later than anything they tell of."""

MAX_MB = 4096
_MEGABYTE = 1024 * 1024
_LOOK_EVERY = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """How long a stage took, the most memory it had, and what it has to say.

    The memory is that of its process, with the most that a process begun by it had.
    """

    seconds: float
    peak_mb: float
    outcome: str


def parse(file: str) -> str:
    """Parse a registry file with PyYAML's C loader, and check nothing."""
    with Path(file).open("rb") as stream:
        sections = yaml.load(stream, Loader=yaml.CSafeLoader)
    return f"{sum(len(entries) for entries in sections.values())} entries"


def load(file: str, database_url: str) -> str:
    """Load a registry file into a migrated database, and say what changed."""
    engine = open_engine(database_url)
    registry = read_registry(Path(file), MAX_MB, TODAY)
    plan = load_registry(engine, registry, Order(TODAY))
    engine.dispose()
    return plan.summary()


def prepare(database_url: str) -> None:
    """Make the tables of an empty database; no part of what is compared, so in any process."""
    engine = open_engine(database_url)
    migrate(engine)
    engine.dispose()


STAGES: dict[str, Callable[..., str]] = {"parse": parse, "load": load}


def peak_mb() -> float:
    """Give the most memory this process ever had, in megabytes; 0 where nobody counts it."""
    if sys.platform == "win32":
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MEGABYTE if sys.platform == "darwin" else most / 1024


@contextmanager
def others_watched() -> Iterator[list[float]]:
    """Keep in a list the most memory, in megabytes, that a process begun by this one ever had.

    Only Linux tells: what the others had is read from there while they last.
    """
    most, is_over = [0.0], Event()

    def watch() -> None:
        while not is_over.wait(_LOOK_EVERY):
            most.append(max(most.pop(), *map(_most_of, _begun_by_this_one()), 0.0))

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield most
    finally:
        is_over.set()
        watching.join()


def _begun_by_this_one() -> list[str]:
    found: list[str] = []
    for children in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += children.read_text().split()
    return found


def _most_of(number: str) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def main(name: str, *arguments: str) -> None:
    """Run one stage, and print what it took."""
    started = time.perf_counter()
    with others_watched() as others:
        outcome = STAGES[name](*arguments)
        seconds = time.perf_counter() - started
    print(json.dumps(asdict(Stage(seconds, peak_mb() + others[0], outcome))))


if __name__ == "__main__":
    main(*sys.argv[1:])
