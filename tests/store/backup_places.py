"""Places to restore to, and acknowledged writes to look for there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import Engine

from app.store.engine import writing
from app.store.ledger import DESK, Happening, Recorder
from tests.conftest import Databases

_numbers = count(1)


def nowhere(databases: Databases, folder: Path) -> str:
    """Give the address of a database in which nothing is, not even tables."""
    if databases.server is not None:
        return databases.server.create_database(f"restored{next(_numbers)}")
    return f"sqlite:///{folder / 'restored.db'}"


@dataclass
class Writers:
    """Threads that append to the desk's ledger one after the other, and what was acknowledged."""

    engine: Engine
    acknowledged: list[int] = field(default_factory=list)
    started: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    enough: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        """Write until told that it is enough."""
        while not self.enough.is_set():
            self.acknowledged.append(append(self.engine, "{}"))
            self.started.release()


@contextmanager
def four_writers(engine: Engine) -> Iterator[Writers]:
    """Have four threads write; the block begins when there is something to find again."""
    writers = Writers(engine)
    threads = [threading.Thread(target=writers.write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        writers.started.acquire(timeout=30)
    try:
        yield writers
    finally:
        writers.enough.set()
        for thread in threads:
            thread.join()


def append(engine: Engine, payload: str) -> int:
    """Append one revision to the desk's ledger, and give its number once it is committed."""
    with writing(engine) as session:
        recorder = Recorder(session, "editor-1", DESK)
        number = recorder.record(Happening("draft", "proposal", "p-1", payload))
        recorder.close()
    return number
