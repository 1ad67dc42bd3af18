"""The workers of a run: processes that make units side by side, each with its own connection."""

import gc
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from operator import attrgetter

from app.mirror.making import Done, Maker
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

_FEW = 40
"""Fewer units than these are made here: starting others would take longer."""

_FIRST = ("exports", "scorecard", "search", "asked", "commitments-list", "themes", "instruments")
"""Kinds that take long, so that none of them is left to the end."""

_COLLECTING = (50_000, 20, 50)
"""How seldom a worker looks for rings of forgotten objects, of which pages leave few."""

_maker: list[Maker] = []


def made_by(maker: Maker, units: Sequence[Unit], workers: int) -> Iterator[list[Done]]:
    """Make units, and give what became of them batch by batch, in any order."""
    tasks = list(_tasks(units))
    if workers < 2 or len(units) < min(_FEW, len(tasks) + 1):  # noqa: PLR2004 - no others beside this one
        yield from map(maker.make, tasks)
        return
    # A fork begins with all that was read; elsewhere it is handed over.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    # What a worker never looks at, it shares with the others, and need not look through.
    gc.freeze()
    with context.Pool(workers, _begin, (maker,)) as pool:
        gc.unfreeze()
        yield from pool.imap_unordered(_make, tasks)


@contextmanager
def without_pauses() -> Iterator[None]:
    """Read a lot that stays, without looking again and again whether it is still wanted."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tasks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    order = {kind: place for place, kind in enumerate(_FIRST)}
    ordered = sorted(units, key=lambda one: (order.get(one.kind, len(order)), one.kind))
    for kind, some in groupby(ordered, key=attrgetter("kind")):
        yield from batches(some, _TOGETHER.get(kind, 1))


def _begin(maker: Maker) -> None:
    """Begin a worker: nothing of a connection that the first process may have is used."""
    gc.set_threshold(*_COLLECTING)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _maker[:] = [Maker(maker.settings, maker.folder, maker.plan, maker.workshop)]


def _make(units: list[Unit]) -> list[Done]:
    return _maker[0].make(units)
