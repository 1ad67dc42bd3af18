"""The workers of a run: processes that make units side by side, each with its own connection."""

import signal
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from multiprocessing import get_context
from operator import attrgetter

from app.mirror.making import Done, Maker
from app.mirror.units import Unit
from app.store.batches import batches

_TOGETHER = {"exports": 100, "commitments": 50, "documents": 50, "evidence": 50, "histories": 25}
"""How many units of a kind are made at once; of the other kinds, one. The package of all exports is
made of the others, which are made but once where it is."""

_FEW = 40
"""Fewer units than these are made here: starting others would take longer."""

_FIRST = ("exports", "asked", "search", "commitments-list", "themes", "instruments")
"""Kinds that take long, so that none of them is left to the end."""

_maker: list[Maker] = []


def made_by(maker: Maker, units: Sequence[Unit], workers: int) -> Iterator[list[Done]]:
    """Make units, and give what became of them batch by batch, in any order."""
    tasks = list(_tasks(units))
    if workers < 2 or len(units) < min(_FEW, len(tasks) + 1):  # noqa: PLR2004 - no others beside this one
        yield from map(maker.make, tasks)
        return
    # A fork begins with all that was read; elsewhere it is handed over.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with context.Pool(workers, _begin, (maker,)) as pool:
        yield from pool.imap_unordered(_make, tasks)


def _tasks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    order = {kind: place for place, kind in enumerate(_FIRST)}
    ordered = sorted(units, key=lambda one: (order.get(one.kind, len(order)), one.kind))
    for kind, some in groupby(ordered, key=attrgetter("kind")):
        yield from batches(some, _TOGETHER.get(kind, 1))


def _begin(maker: Maker) -> None:
    """Begin a worker: nothing of a connection that the first process may have is used."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _maker[:] = [Maker(maker.settings, maker.folder, maker.plan, maker.workshop)]


def _make(units: list[Unit]) -> list[Done]:
    return _maker[0].make(units)
