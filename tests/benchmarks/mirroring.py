"""How long a copy of a large site takes, how much memory, and how long it takes after one change.

    python -m tests.benchmarks.mirroring --size 10000

Processor time is that of all processes of the copy together: what it takes on an idle machine is
that divided by the number of workers, and what several others run at once do not disturb it much.
The registry is made and loaded by processes of their own, and each copy is written by a new one, as
the command is: so memory and time are those of the command alone.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TypeVar

from app.mirror.writing import Order, Watch, write_site
from app.registry.loading import Order as LoadOrder
from app.registry.loading import load_registry
from app.registry.reader import read_registry
from app.settings import Settings
from app.store.engine import open_engine
from app.store.migrate import migrate
from tests.benchmarks.generate import generate_registry

DAY = date(2026, 11, 21)
_MB = 2**20
T = TypeVar("T")


def measure(size: int, order: Order, *, alone: bool = True) -> dict[str, dict[str, float]]:
    """Make a copy of a registry of `size` commitments, and again after one change.

    Registry and database are made beside the folder of the copy. What is not made by processes of
    its own (`alone`) tells nothing of memory, and takes a tenth of the time.
    """
    run = _alone if alone else _here
    registry, url = order.folder.with_suffix(".yaml"), order.settings.database_url
    run(generate_registry, registry, size)
    run(_load, url, registry)
    found = {"first": run(_run, order)}
    text = registry.read_text(encoding="utf-8")
    _, mark, last = text.rpartition("\n- id: ")
    name, _, rest = last.partition("\n")
    registry.write_text(f"{text.rstrip()}{mark}{name}-again\n{rest}", encoding="utf-8")
    run(_load, url, registry)
    found["after one change"] = run(_run, order)
    found["after none"] = run(_run, order)
    return found


def ordered(folder: Path, workers: int, *, exports: bool | None = None) -> Order:
    """Order a copy in a folder; exports as for anybody, once a day (None), or left out (False)."""
    settings = Settings(database_url=f"sqlite:///{folder / 'registry.db'}")
    return Order(folder / "copy", settings, workers, exports)


def _here(work: Callable[..., T], *given: object) -> T:
    return work(*given)


def _alone(work: Callable[..., T], *given: object) -> T:
    """Do something in a new process, which leaves nothing behind for what comes after it."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given).result()


def _load(url: str, registry: Path) -> None:
    engine = open_engine(url)
    migrate(engine)
    load_registry(engine, read_registry(registry, 1024, DAY), LoadOrder(DAY))
    engine.dispose()


def _run(order: Order) -> dict[str, float]:
    began, used = time.perf_counter(), _processor_time()
    with _memory_watched() as most:
        done = write_site(order, Watch(lambda _: None, lambda _: None))
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(_processor_time() - used, 1),
        "memory_mb": round(most() / _MB),
        "files": done.files,
        "parts_made": done.made,
    }


def _processor_time() -> float:
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


@contextmanager
def _memory_watched() -> Iterator[Callable[[], int]]:
    """Look twice a second at what this process and its workers take (proportional set size)."""
    most, over = [0], Event()

    def watch() -> None:
        while not over.wait(0.5):
            most[0] = max(most[0], sum(_memory_of(one) for one in _family()))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        over.set()
        thread.join()


def _family() -> list[int]:
    own = os.getpid()
    try:
        # A worker is a child of the thread that began it, which need not be the first one.
        told = [one.read_text("ascii") for one in Path(f"/proc/{own}/task").glob("*/children")]
    except OSError:
        return [own]
    return [own, *(int(one) for text in told for one in text.split())]


def _memory_of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Measure, and print what was found as JSON."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--size", type=int, default=10_000)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--no-exports", action="store_true")
    asked = reader.parse_args()
    with TemporaryDirectory() as folder:
        exports = False if asked.no_exports else None
        found = measure(asked.size, ordered(Path(folder), asked.workers, exports=exports))
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
