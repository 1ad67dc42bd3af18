"""Keeping the numbers that pages show: changed with the rows, never counted on a page.

What rows add to a tally is said once (`app/store/tallied.py`). Of a few rows it is asked before and
after they change, and the difference is added (`kept`); of all rows it is written anew after a load
(`count_anew`), and compared by `scorecard verify` (`wrong_tallies`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import sqlite
from sqlmodel import Session

from app.store import tallied
from app.store.tables import TABLES
from app.store.tables.tallies import LENGTHS
from app.store.tallied import Ids, Key

_STREAM = 5_000
_MOST_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of numbers: `count` says what rows add to it, those of some ids or all with None.

    Where the column `together` is empty, everything together is counted as well.
    """

    name: str
    count: Callable[[Session, Ids], Iterator[Counter[Key]]]
    together: str | None = None

    @property
    def table(self) -> Table:
        """The table of the numbers."""
        return TABLES.tables[self.name]

    @property
    def columns(self) -> list[str]:
        """The columns of a key as `count` gives it."""
        names = [one.name for one in self.table.primary_key]
        return [*(name for name in names if name not in {"unit", "period"}), "period"]


READINGS = Tally("reading_tally", tallied.readings_of, together="instrument")
LOOKS = Tally("look_tally", tallied.looks_at_each)
EVIDENCE = Tally("evidence_tally", tallied.evidence_of)
DOCUMENTS = Tally("document_tally", tallied.documents_of)

TALLIES = {one.name: one for one in (READINGS, LOOKS, EVIDENCE, DOCUMENTS)}
"""All of them by the names of their tables."""


@contextmanager
def kept(session: Session, tally: Tally, ids: Iterable[str]) -> Iterator[None]:
    """Keep the numbers right while rows of these ids, or what hangs on them, are written."""
    names = list(ids)
    before = _count(session, tally, names)
    yield
    after = _count(session, tally, names)
    after.subtract(before)
    _add(session, tally, after)


def count_anew(session: Session) -> None:
    """Count everything, when all rows are as they are to be."""
    for tally in TALLIES.values():
        session.execute(delete(tally.table))
        found: Counter[Key] = Counter()
        for part in tally.count(session, None):
            found.update(part)
            if len(found) > _MOST_AT_ONCE:
                _add(session, tally, found)
                found.clear()
        _add(session, tally, found)


def wrong_tallies(session: Session, names: Iterable[str] = tuple(TALLIES)) -> Iterator[str]:
    """Name each of these tables whose numbers are not what the rows give, with one of them."""
    for name in names:
        wrong = _wrong(session, TALLIES[name])
        if wrong:
            first = ", ".join(filter(None, map(str, min(wrong, key=str))))
            yield (
                f"table {name}: {len(wrong)} of its numbers are not what the rows give, "
                f"among them that of {first}"
            )


def _count(session: Session, tally: Tally, ids: Ids) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for part in tally.count(session, ids):
        found.update(part)
    return found


def _wrong(session: Session, tally: Tally) -> set[Key]:
    """Give the keys whose numbers are wrong, each with its unit behind it."""
    right = _rolled_up(tally, _count(session, tally, None))
    columns = [tally.table.c[name] for name in (*tally.columns, "unit", "number")]
    rows = session.execute(select(*columns), execution_options={"yield_per": _STREAM})
    for *key, number in rows:
        right[tuple(key)] -= number
    return {key for key, number in right.items() if number}


def _rolled_up(tally: Tally, days: Counter[Key]) -> Counter[Key]:
    """Give what each day, month and year adds, and what everything together, of each unit."""
    found: Counter[Key] = Counter()
    place = tally.columns.index(tally.together) if tally.together else None
    for key, number in days.items():
        if not number:
            continue
        every = key if place is None else (*key[:place], "", *key[place + 1 :])
        for (*what, day), (unit, length) in product({key, every}, LENGTHS.items()):
            found[*what, day[:length], unit.value] += number
    return found


def _add(session: Session, tally: Tally, days: Counter[Key]) -> None:
    names = [*tally.columns, "unit", "number"]
    rows = [
        dict(zip(names, (*key, number), strict=True))
        for key, number in _rolled_up(tally, days).items()
        if number
    ]
    if not rows:
        return
    inserting = _insert(session)(tally.table)
    risen = tally.table.c.number + inserting.excluded.number
    keys = list(tally.table.primary_key)
    adding = inserting.on_conflict_do_update(index_elements=keys, set_={"number": risen})
    session.connection().execute(adding, rows)


def _insert(session: Session) -> Any:  # noqa: ANN401 - of two sorts that share no name
    """Give the INSERT of the database in use: each has its own way to add to a row."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 2 MB, for who uses it

        return postgresql.insert
    return sqlite.insert
