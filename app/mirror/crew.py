"""The workers of a run: processes that make units side by side, each with its own connection."""

import gc
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from operator import attrgetter
from pathlib import Path

from app.mirror.files import There, all_files, without_links
from app.mirror.making import Done, Maker
from app.mirror.plan import Plan, keep_plan
from app.mirror.units import Unit
from app.store.batches import batches

_TOGETHER = {
    "exports": 100,
    "asked": 15,
    "commitments": 50,
    "documents": 50,
    "evidence": 50,
    "histories": 25,
}
"""How many units of a kind are made at once; of the other kinds, one. The description of all
exports is made of the others, which are made but once where it is."""

_FIRST = (
    *("exports", "scorecard", "words", "search", "asked"),
    *("commitments-list", "themes", "instruments"),
)
"""Kinds that take long, so that none of them is left to the end."""

_COLLECTING = (50_000, 20, 50)
"""How seldom a worker looks for rings of forgotten objects, of which pages leave few."""

_ENDING = {signal.SIGINT, signal.SIGTERM}
_CAN_WAIT = hasattr(signal, "pthread_sigmask")

_maker: list[Maker] = []


class Crew:
    """Makes units side by side in processes of its own, or here where there is to be only one.

    They are begun at once: one looks at what the copy holds, and all get ready, while somebody
    finds out what there is to make.
    """

    def __init__(self, maker: Maker, workers: int) -> None:
        """Begin as many workers, each with a maker like this one."""
        self._maker = maker
        self._pool: Pool | None = None
        self._looking: AsyncResult[dict[str, tuple[int, int]]] | None = None
        if workers > 1:
            # A fork has all modules at hand; elsewhere they are read again.
            context = get_context("fork" if sys.platform == "linux" else "spawn")
            # Asked to end in the middle of a fork, this process would not hear it, or leave a
            # worker to itself.
            with _signals_wait():
                self._pool = context.Pool(workers, _begin, (maker,))
            self._looking = self._pool.apply_async(all_files, (maker.folder,))
            for _ in range(workers):
                self._pool.apply_async(_get_ready)

    def there(self) -> There:
        """Give what the copy holds, of which nothing is a link any more.

        Raises:
            CopyFaultError: when the folder cannot be written to.

        """
        folder, looking, self._looking = self._maker.folder, self._looking, None
        return without_links(folder, looking.get() if looking else all_files(folder))

    def made(self, plan: Plan, units: Sequence[Unit]) -> Iterator[list[Done]]:
        """Make units of a plan, and give what became of them batch by batch, in any order."""
        tasks = list(_tasks(units))
        if self._pool is None:
            self._maker.follow(plan)
            yield from map(self._maker.make, tasks)
        else:
            # Written once: it is long, and each worker needs it once.
            file = keep_plan(plan, self._maker.workshop)
            yield from self._pool.imap_unordered(_make, [(file, one) for one in tasks])

    def close(self) -> None:
        """End the workers, whatever they are at, and let go of the database."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
        self._maker.close()


def _tasks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    order = {kind: place for place, kind in enumerate(_FIRST)}
    ordered = sorted(units, key=lambda one: (order.get(one.kind, len(order)), one.kind))
    for kind, some in groupby(ordered, key=attrgetter("kind")):
        yield from batches(some, _TOGETHER.get(kind, 1))


def _begin(maker: Maker) -> None:
    """Begin a worker: it has a connection of its own, and nobody can ask it to stop but the first.

    What it never looks at again, it shares with the others, and need not look through.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECTING)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _let(_ENDING)
    _maker[:] = [maker]


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Let signals that end this process wait until the block is over, where there are such."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING) if _CAN_WAIT else set()
    try:
        yield
    finally:
        _let(_ENDING - before)


def _let(signals: set[signal.Signals]) -> None:
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)


def _get_ready() -> None:
    _maker[0].get_ready()


def _make(task: tuple[Path, list[Unit]]) -> list[Done]:
    file, units = task
    _maker[0].follow_kept(file)
    return _maker[0].make(units)
