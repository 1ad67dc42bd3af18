"""SQL that was compiled once in a run, for every engine of the same kind."""

from collections import OrderedDict
from typing import Any

_MOST = 1000


class Statements(OrderedDict[tuple[Any, ...], Any]):
    """A cache of compiled statements that asks what kind of dialect an engine has, not which one.

    SQLAlchemy's own key begins with the dialect, an object that every engine has for itself. What
    was asked for least recently is forgotten: drawn examples make statements that never come back.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:  # noqa: ANN401 - a compiled statement
        """Find what any engine of this kind compiled."""
        own = _of_kind(key)
        if own not in self:
            return default
        self.move_to_end(own)
        return super().__getitem__(own)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:  # noqa: ANN401 - as above
        super().__setitem__(_of_kind(key), compiled)
        if len(self) > _MOST:
            self.popitem(last=False)


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), dialect.dbapi, *rest)


COMPILED = Statements()
