"""Counting, without counting the same thing twice.

A count over a large registry costs more than the page it stands on. As long as the public ledger
and the day stay the same, so does the count; a few hundred are remembered.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import func, select

from app.queries.view import Selected, View

T = TypeVar("T")

_MOST = 512


class Remembered(Generic[T]):
    """The newest results of something that depends only on its key; safe between threads."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most `most` results."""
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """Give the result for a key; `find` makes it when it is not remembered."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = find()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


_counts: Remembered[int] = Remembered()


def count_all(view: View, what: Hashable, statement: Selected) -> int:
    """Count the rows of a statement without columns; `what` tells it from every other."""
    return _counts.get(
        (*view.key, what),
        lambda: int(view.session.execute(statement.add_columns(func.count())).scalar_one()),
    )


def count_up_to(view: View, statement: Selected, most: int) -> int:
    """Count the rows of a statement, but no further than `most`."""
    limited = statement.limit(most).subquery()
    return int(view.session.execute(select(func.count()).select_from(limited)).scalar_one())
